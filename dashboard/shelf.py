"""The studies at hand, in the one view in which this app may show them.

A shelf is passed into the app; nothing is kept in module variables, so two apps in one process share nothing. How
many analyses stay in memory is the workspace's affair, and bounded there.
"""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from collabnet.errors import CallError, StudyError
from collabnet.reading import inspect
from collabnet.samples import sample
from collabnet.workspace import not_here

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from collabnet.findings import Finding
    from collabnet.views import Seen
    from collabnet.workspace import StudyRecord, Workspace


class Shelf(Protocol):
    """Where the pages' studies come from."""

    @property
    def view(self) -> str:
        """Return what may be seen: ``researcher`` or ``shared``."""

    @property
    def receives(self) -> bool:
        """Tell whether studies may be opened here."""

    def titles(self) -> Mapping[str, str]:
        """Return the title of every study, by key."""

    def seen(self, study: str) -> Seen:
        """Return what may be seen of one study; CallError when there is none of that key."""

    def look(self, files: Mapping[str, bytes]) -> tuple[tuple[Finding, ...], bool]:
        """Say what is found in dropped files, and whether they can be read; nothing is kept."""

    def receive(self, files: Mapping[str, bytes], *, lenient: bool = False) -> str:
        """Keep a study from dropped files and return its key; StudyError with all findings when it cannot be read."""

    def sample(self, name: str) -> str:
        """Open one of the invented studies and return its key."""

    def correct(self, study: str, about: str, note: str) -> None:
        """Keep what a reader says is not right."""

    def corrections(self, study: str) -> tuple[tuple[str, str, str], ...]:
        """Return what readers said, for the researcher: when, about what, and the words."""


class WorkspaceShelf:
    """The studies of a workspace, in one view.

    Parameters
    ----------
    workspace
        Where the studies are kept.
    view, pseudonyms
        What may be seen, for the whole life of the app: an address cannot ask for more.
    only
        Keys of the studies that are served, with those opened here later; every other study of the workspace is
        answered like one that does not exist. ``None`` serves them all.
    """

    def __init__(
        self, workspace: Workspace, *, view: str, pseudonyms: bool = False, only: Collection[str] | None = None
    ) -> None:
        self._workspace = workspace
        self._pseudonyms = pseudonyms
        self._only = None if only is None else set(only)
        self.view = view

    @property
    def receives(self) -> bool:
        """Tell whether studies may be opened: by the researcher, never through a shared address."""
        return self.view == "researcher"

    def titles(self) -> Mapping[str, str]:
        """Return the title of every study, by key."""
        return {record.study_id: record.title for record in self._workspace.studies() if self._serves(record.study_id)}

    def seen(self, study: str) -> Seen:
        """Return what may be seen of one study."""
        self._must_serve(study)
        return self._workspace.seen(study, self.view, pseudonyms=self._pseudonyms)

    def look(self, files: Mapping[str, bytes]) -> tuple[tuple[Finding, ...], bool]:
        """Say what is found in dropped files: they lie in a private folder for as long as it takes."""
        self._may_open()
        with tempfile.TemporaryDirectory(prefix="collabnet-look-") as folder:
            place = _written(Path(folder), files)
            try:
                inspected = inspect(place)
            except StudyError as problem:
                return problem.findings, False
        return inspected.findings, inspected.study is not None

    def receive(self, files: Mapping[str, bytes], *, lenient: bool = False) -> str:
        """Keep a study from dropped files."""
        self._may_open()
        return self._opened(self._workspace.receive(files, lenient=lenient))

    def sample(self, name: str) -> str:
        """Open one of the invented studies."""
        self._may_open()
        return self._opened(self._workspace.add(sample(name)))

    def _opened(self, record: StudyRecord) -> str:
        if self._only is not None:
            self._only.add(record.study_id)
        return record.study_id

    def _serves(self, study: str) -> bool:
        return self._only is None or study in self._only

    def _must_serve(self, study: str) -> None:
        if not self._serves(study):
            raise not_here(study)

    def _may_open(self) -> None:
        if not self.receives:
            raise CallError("Expected the researcher's view, found the shared one. Open studies where collabnet runs.")

    def correct(self, study: str, about: str, note: str) -> None:
        """Keep what a reader says is not right."""
        self._must_serve(study)
        self._workspace.correction(study, about, note, view=self.view)

    def corrections(self, study: str) -> tuple[tuple[str, str, str], ...]:
        """Return what readers said; others than the researcher are told nothing."""
        if self.view != "researcher" or not self._serves(study):
            return ()
        return tuple((one.made_on, one.about, one.note) for one in self._workspace.corrections(study))


class FixedShelf:
    """A shelf of studies that are there already: for tests, and for showing one analysis from Python."""

    def __init__(self, studies: Mapping[str, Seen], *, view: str = "researcher") -> None:
        self._studies = dict(studies)
        self._said: list[tuple[str, str, str]] = []
        self.view = view
        self.receives = False

    def titles(self) -> Mapping[str, str]:
        """Return the title of every study, by key."""
        return {key: seen.settings.title or key for key, seen in self._studies.items()}

    def seen(self, study: str) -> Seen:
        """Return what may be seen of one study."""
        if study not in self._studies:
            raise CallError(f"Expected a study that is open, found {study!r}. Choose one from the first page.")
        return self._studies[study]

    def look(self, files: Mapping[str, bytes]) -> tuple[tuple[Finding, ...], bool]:
        """Refuse: this shelf holds what it was given."""
        raise _fixed(len(files))

    def receive(self, files: Mapping[str, bytes], *, lenient: bool = False) -> str:
        """Refuse: this shelf holds what it was given."""
        del lenient
        raise _fixed(len(files))

    def sample(self, name: str) -> str:
        """Refuse: this shelf holds what it was given."""
        del name
        raise _fixed(1)

    def correct(self, study: str, about: str, note: str) -> None:
        """Keep what a reader says is not right, as long as the app lives."""
        self._said.append((study, about, note))

    def corrections(self, study: str) -> tuple[tuple[str, str, str], ...]:
        """Return what readers said."""
        return tuple(("", about, note) for where, about, note in self._said if where == study)


def _fixed(number: int) -> CallError:
    return CallError(f"Expected a workspace to keep {number} files in, found a fixed set. Start collabnet dashboard.")


def _written(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files under their bare names; return the folder, or the file when it is the only one."""
    for name, content in files.items():
        bare = PurePosixPath(name.replace("\\", "/")).name
        if bare in ("", ".", "..") or "\0" in bare:
            raise CallError("Expected files with a name, found one without. Choose the files of the study.")
        (folder / bare).write_bytes(content)
    places = sorted(folder.iterdir())
    return places[0] if len(places) == 1 else folder
