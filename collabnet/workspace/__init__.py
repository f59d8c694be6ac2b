"""What outlives a run: the studies that were opened, settings, corrections by readers, and which analyses were made.

A workspace is a folder with an SQLite file, or any database that SQLAlchemy knows by URL; it knows no dashboard.
Analyses are kept in memory, a few at a time, by the hash of their inputs, settings and version; a changed file is
noticed. Nothing is ever unpickled.
"""

from __future__ import annotations

import logging
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from collabnet.errors import CallError
from collabnet.workspace import _files
from collabnet.workspace._database import opened
from collabnet.workspace._draws import DrawFolder
from collabnet.workspace._memory import Memory
from collabnet.workspace._records import Correction, StudyRecord
from collabnet.workspace._schema import ANALYSES, CORRECTIONS, SETTINGS, STUDIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.engine import Engine

    from collabnet.analysis import Analysis
    from collabnet.views import Seen

__all__ = ["Correction", "StudyRecord", "Workspace", "not_here"]

LOG = logging.getLogger("collabnet")
LOG.addHandler(logging.NullHandler())
DATABASE = "workspace.sqlite"
KEPT = 4
"""Analyses kept in memory at once; one of the sample takes some tens of megabytes."""


class Workspace:
    """The studies of one person or team.

    Made by :meth:`open` (a folder or a URL) or :meth:`temporary`; several threads may use one at once.
    """

    def __init__(self, engine: Engine, folder: Path, kept: int = KEPT, **how: Any) -> None:
        self.folder = folder
        self._how = how
        self._draws = DrawFolder(folder / "draws")
        self._engine = engine
        self._analyses: Memory[Analysis] = Memory(kept)
        self._seen: Memory[Seen] = Memory(3 * kept)
        self._keys: Memory[str] = Memory(16 * kept)

    @classmethod
    def open(cls, place: str | Path | None = None, *, kept: int = KEPT, **how: Any) -> Self:
        """Open a workspace, made when it is not there yet.

        Parameters
        ----------
        place
            A folder, or a database URL such as ``postgresql+psycopg://…``; by default the folder where this
            system keeps such things. With a URL, stored copies of studies lie in that default folder.
        kept
            How many analyses stay in memory.
        how
            How studies are analysed: options of :func:`collabnet.analyse` by name, such as ``scores``.

        Raises
        ------
        CollabnetError
            When it cannot be opened.
        """
        url = str(place) if place is not None and "://" in str(place) else ""
        folder = _default_folder() if place is None or url else Path(place).expanduser().resolve()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CallError(
                f"Expected a folder for the workspace, found {folder}, which cannot be made. Give another one."
            ) from error
        engine = opened(url or f"sqlite:///{folder / DATABASE}")
        LOG.info("workspace opened in %s", folder)
        return cls(engine, folder, kept, **how)

    @classmethod
    @contextmanager
    def temporary(cls, **how: Any) -> Iterator[Self]:
        """Open a workspace that is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="collabnet-", ignore_cleanup_errors=True) as folder:
            workspace = cls.open(folder, **how)
            try:
                yield workspace
            finally:
                workspace.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def studies(self) -> tuple[StudyRecord, ...]:
        """Return every study, in the order in which they were opened."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(STUDIES).order_by(STUDIES.c.added_on, STUDIES.c.study_id)).mappings()
            return tuple(self._record(dict(row)) for row in rows)

    def study(self, study_id: str) -> StudyRecord:
        """Return one study.

        Raises
        ------
        CallError
            When the workspace has none of that name.
        """
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(STUDIES).where(STUDIES.c.study_id == study_id)).mappings().first()
        if row is None:
            raise not_here(study_id)
        return self._record(dict(row))

    def add(self, path: str | Path, *, title: str = "", lenient: bool = False) -> StudyRecord:
        """Open a study where it lies; opening it again, or after it was moved, gives the same one.

        Raises
        ------
        StudyError
            When it cannot be read, with every finding.
        """
        place = Path(path).expanduser().resolve()
        for record in self.studies():
            if record.place == place and record.lenient == lenient:
                return record
        found = _title(place, lenient)
        title = title or found or place.stem.replace("_", " ")
        moved = [it for it in self.studies() if it.place.name == place.name and not it.stored and not it.place.exists()]
        if moved:
            return self._moved(moved[0], place)
        return self._insert(_files.slug(place.stem), title, str(place), stored=False, lenient=lenient)

    def receive(self, files: Mapping[str, bytes], *, title: str = "", lenient: bool = False) -> StudyRecord:
        """Open a study from files that a person dropped; a copy is stored only when it can be read.

        Parameters
        ----------
        files
            File name to contents; parts of a path before the name are ignored.

        Raises
        ------
        StudyError
            When it cannot be read, with every finding; nothing is stored then.
        """
        with _files.received(self.folder / "studies", files) as incoming:
            place = _files.place_in(incoming)
            name = place.name if place != incoming else ""
            found = _title(place, lenient)
            title = title or found or (place.stem if name else "Study")
            wanted = _files.slug(place.stem if name else title)
            record = self._insert(wanted, title, name, stored=True, lenient=lenient)
            incoming.rename(self._home(record.study_id))
        return record

    def forget(self, study_id: str) -> None:
        """Take a study out of the workspace, with its corrections; a stored copy goes, files elsewhere stay."""
        record = self.study(study_id)
        with self._engine.begin() as connection:
            connection.execute(sa.delete(STUDIES).where(STUDIES.c.study_id == study_id))
        if record.stored:
            _files.removed(self._home(study_id))

    def analysis(self, study_id: str) -> Analysis:
        """Return the analysis of a study: from memory while neither its files nor its settings changed.

        Raises
        ------
        StudyError
            When its files can no longer be read.
        """
        record = self.study(study_id)
        key = self._key(record)
        return self._analyses.get(key, lambda: self._analysed(record, key))

    def seen(self, study_id: str, view: str = "researcher", *, pseudonyms: bool = False) -> Seen:
        """Return the analysis of a study as one view shows it."""
        from collabnet.views import seen  # noqa: PLC0415 - the method has the same name

        key = self._key(self.study(study_id))
        return self._seen.get((key, view, pseudonyms), lambda: seen(self.analysis(study_id), view, pseudonyms))

    def setting(self, key: str, default: str = "") -> str:
        """Return what was remembered under a key."""
        with self._engine.connect() as connection:
            value = connection.execute(sa.select(SETTINGS.c.value).where(SETTINGS.c.key == key)).scalar()
        return default if value is None else str(value)

    def remember(self, key: str, value: str) -> None:
        """Keep a setting of the workspace."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(SETTINGS).where(SETTINGS.c.key == key))
            connection.execute(sa.insert(SETTINGS).values(key=key, value=value))

    def correction(self, study_id: str, about: str, note: str, *, view: str = "researcher") -> Correction:
        """Keep what a reader says is not right, for the researcher to look at.

        Raises
        ------
        CallError
            When there is no such study, or nothing was said.
        """
        self.study(study_id)
        if not note.strip():
            raise CallError("Expected a word on what is not right, found nothing. Write what it should be.")
        values = {
            "study_id": study_id,
            "about": about,
            "note": note.strip(),
            "view": view,
            "made_on": _now(),
            "settled": False,
        }
        with self._engine.begin() as connection:
            made = connection.execute(sa.insert(CORRECTIONS).values(**values)).inserted_primary_key
        return Correction(correction_id=int(made[0]) if made else 0, **values)  # type: ignore[arg-type]  # all are text

    def corrections(self, study_id: str) -> tuple[Correction, ...]:
        """Return what readers said of a study, oldest first."""
        asked = sa.select(CORRECTIONS).where(CORRECTIONS.c.study_id == study_id).order_by(CORRECTIONS.c.correction_id)
        with self._engine.connect() as connection:
            return tuple(Correction(**row) for row in connection.execute(asked).mappings())

    def settle(self, correction_id: int, *, settled: bool = True) -> None:
        """Mark a correction as dealt with, or open again."""
        change = sa.update(CORRECTIONS).where(CORRECTIONS.c.correction_id == correction_id).values(settled=settled)
        with self._engine.begin() as connection:
            connection.execute(change)

    def _record(self, row: Mapping[str, Any]) -> StudyRecord:
        place = Path(row["place"])
        return StudyRecord(**{**row, "place": self._home(row["study_id"]) / place if row["stored"] else place})

    def _moved(self, record: StudyRecord, place: Path) -> StudyRecord:
        change = sa.update(STUDIES).where(STUDIES.c.study_id == record.study_id).values(place=str(place))
        with self._engine.begin() as connection:
            connection.execute(change)
        return self.study(record.study_id)

    def _home(self, study_id: str) -> Path:
        return self.folder / "studies" / study_id

    def _insert(self, wanted: str, title: str, place: str, *, stored: bool, lenient: bool) -> StudyRecord:
        for number in range(1, 10_000):
            study_id = wanted if number == 1 else f"{wanted}-{number}"
            values = {"study_id": study_id, "title": title, "place": place, "stored": stored, "lenient": lenient}
            try:
                with self._engine.begin() as connection:
                    connection.execute(sa.insert(STUDIES).values(**values, added_on=_now()))
            except sa.exc.IntegrityError:
                continue
            return self.study(study_id)
        raise CallError(f"Expected fewer than 10,000 studies called {wanted}. Rename this one.")

    def _key(self, record: StudyRecord) -> str:
        stamped = (record.place, _files.stamp(record.place), record.lenient)
        facts = (f"lenient={record.lenient}", f"version={_version()}")
        return self._keys.get(stamped, lambda: _files.fingerprint(record.place, *facts))

    def _analysed(self, record: StudyRecord, key: str) -> Analysis:
        from collabnet.analysis import analyse  # noqa: PLC0415

        begun = time.perf_counter()
        analysis = analyse(record.place, lenient=record.lenient, store=self._draws, **self._how)
        values = {"key": key, "study_id": record.study_id, "version": _version(), "made_on": _now()}
        with self._engine.begin() as connection:
            connection.execute(sa.delete(ANALYSES).where(ANALYSES.c.key == key))
            connection.execute(sa.insert(ANALYSES).values(**values, seconds=time.perf_counter() - begun))
        return analysis


def not_here(study_id: str) -> CallError:
    """Return what is said of a study that there is not, and of one that is not served: the same words."""
    return CallError(f"Expected a study of this workspace, found {study_id!r}. Choose one from the list, or open it.")


def _title(place: Path, lenient: bool) -> str:
    from collabnet.reading import read  # noqa: PLC0415

    return read(place, lenient=lenient).settings.title


def _default_folder() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("collabnet", appauthor=False)


def _version() -> str:
    return metadata.version("collabnet")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
