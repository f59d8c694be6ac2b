"""The room of exports: one output format per file.

An export says first what its target cannot hold, and then writes what one view shows: a :class:`~collabnet.views.Seen`
is all it ever gets. To add one: one file with one ``Export``; the command line and the tests then know it. One that
can write a single table as one file says so in ``sheet``, and pages offer it for the table that they show.
:func:`export` does for all of them what all of them promise: choosing, writing whole or not at all, the same bytes
each time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from collabnet.errors import CallError
from collabnet.exports._atomic import written
from collabnet.exports._sheet import Sheet, SheetColumn, SheetFormat
from collabnet.registry import inhabitants
from collabnet.tables import tables
from collabnet.views import Seen, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import pandas as pd

    from collabnet.analysis import Analysis
    from collabnet.study import Study, StudySettings

__all__ = [
    "BASES", "TABLES", "Export", "ExportOptions", "Limits", "Sheet", "SheetColumn", "SheetFormat", "Writer",
    "check_options", "chosen_export", "export", "exports", "selected", "write",
]  # fmt: skip

BASES: Final = ("reported", "confirmed", "posterior")
TABLES: Final = ("csv", "xlsx", "parquet")
"""The exports that hold every table, in which an analysis is written."""


@dataclass(frozen=True)
class ExportOptions:
    """What is chosen of an analysis.

    Attributes
    ----------
    process, wave
        One way of working together, one wave; empty is every one.
    ties
        The basis of measures and graphs (``reported``, ``confirmed``, ``posterior``); empty is every one.
    tables
        Which tables; empty is all of them.
    """

    process: str = ""
    wave: str = ""
    ties: str = ""
    tables: tuple[str, ...] = ()


class Writer(Protocol):
    """What an export writes with."""

    def __call__(self, seen: Seen, path: Path, options: ExportOptions) -> None:
        """Write what is seen to a file, or into a folder that is there."""


def _nothing() -> None:
    """Load nothing: what most formats need is always there."""


class Limits(Protocol):
    """What an export knows it cannot do."""

    def __call__(self, seen: Seen) -> tuple[str, ...]:
        """Say in English sentences what the target cannot hold of what is seen."""


@dataclass(frozen=True)
class Export:
    """One output format.

    Attributes
    ----------
    key, title, sentence
        Its name in calls, on screen (English) and in one sentence for who has to choose.
    suffix
        How its files end; empty when it writes a folder.
    cannot_hold
        What the target cannot hold, in sentences.
    write
        Writes a file of that suffix, or into a folder.
    extra
        The extra that it needs, empty when none.
    library
        Loads what the extra brings, or says in a sentence (``CollabnetError``) how to install it.
    sheet
        How it writes one table as one file; nothing for formats that hold a network or only a whole analysis.
    order
        Its place in lists.
    """

    key: str
    title: str
    sentence: str
    suffix: str
    cannot_hold: Limits
    write: Writer
    extra: str = ""
    library: Callable[[], object] = _nothing
    sheet: SheetFormat | None = None
    order: int = 100


def exports() -> Mapping[str, Export]:
    """Return every export by key, in the order of lists."""
    return inhabitants(__name__, Export)


def export(
    analysis: Analysis | Seen,
    format: str,  # noqa: A002 - the word that users type, as in the command line
    path: str | Path,
    *,
    view: str = "researcher",
    options: ExportOptions | None = None,
) -> tuple[str, ...]:
    """Write an analysis in one format, whole or not at all.

    Parameters
    ----------
    analysis
        An analysis, or what one view shows of it (``view`` is then not asked).
    format
        Key of an export, such as ``csv``, ``xlsx`` or ``graphml``.
    path
        The file, or the folder for formats that write one.
    view
        ``researcher`` or ``shared``.
    options
        What is chosen: a process, a wave, a basis.

    Returns
    -------
    tuple of str
        What the format could not hold.

    Raises
    ------
    CallError
        When there is no such format, process, wave or basis, or something stands there that must stay.
    CollabnetError
        When it cannot be written there, or an extra is missing; nothing is left behind then.
    """
    chosen, options = chosen_export(format), options or ExportOptions()
    shown = selected(analysis if isinstance(analysis, Seen) else seen(analysis, view), options)
    inputs = () if isinstance(analysis, Seen) else analysis.study.read_from
    write(chosen, shown, Path(path), options, inputs)
    return chosen.cannot_hold(shown)


def chosen_export(key: str) -> Export:
    """Return the export of a key.

    Raises
    ------
    CallError
        When there is none.
    """
    found = exports().get(key)
    if found is None:
        raise CallError(f"Expected a format among {', '.join(exports())}, found {key!r}. Choose one of these.")
    return found


def write(chosen: Export, shown: Seen, path: Path, options: ExportOptions, inputs: Collection[Path] = ()) -> None:
    """Write what is seen, whole or not at all; what an earlier run left in the folder goes.

    Parameters
    ----------
    chosen, shown, path, options
        The format, what one view shows, the file or folder, what is chosen.
    inputs
        What the study was read from (:attr:`~collabnet.study.Study.read_from`): never written over.

    Raises
    ------
    CallError
        When something stands there that must stay, such as the study itself or results that no manifest lists.
    CollabnetError
        When it cannot be written there, or an extra is missing.
    """
    chosen.library()
    with written(path, folder=not chosen.suffix, inputs=inputs) as place:
        chosen.write(shown, place, options)


def selected(shown: Seen, options: ExportOptions) -> Seen:
    """Return the tables chosen, of one process, one wave and one basis; rows that belong to no process or wave stay.

    Raises
    ------
    CallError
        When the study has none of that name.
    """
    _check_names(options, shown.tables, shown.settings, shown.table("ties"))
    wanted = {"process": options.process, "wave": options.wave, "ties": options.ties}
    choice = {column: value for column, value in wanted.items() if value}
    if not choice and not options.tables:
        return shown
    chosen = {name: table for name, table in shown.tables.items() if name in (options.tables or shown.tables)}
    return replace(shown, tables=MappingProxyType({name: _rows(table, choice) for name, table in chosen.items()}))


def check_options(options: ExportOptions, study: Study) -> None:
    """Refuse, before a study is analysed, what its analysis cannot have.

    Raises
    ------
    CallError
        When a table, process, wave or basis is unknown.
    """
    _check_names(options, tables(), study.settings, study.statements)


def _check_names(options: ExportOptions, named: Collection[str], settings: StudySettings, rows: pd.DataFrame) -> None:
    strangers = [name for name in options.tables if name not in named]
    if strangers:
        raise CallError(f"Expected tables among {', '.join(named)}, found {strangers[0]!r}. Choose some of these.")
    if options.ties and options.ties not in BASES:
        raise CallError(f"Expected ties among {', '.join(BASES)}, found {options.ties!r}. Choose one of these.")
    declared = {"process": list(settings.processes), "wave": [wave.id for wave in settings.waves]}
    for column, value in (("process", options.process), ("wave", options.wave)):
        known = sorted({*declared[column], *rows.get(column, ())} - {""})
        if value and value not in known:
            raise CallError(f"Expected a {column} among {', '.join(known)}, found {value!r}. Choose one of these.")


def _rows(table: pd.DataFrame, choice: Mapping[str, str]) -> pd.DataFrame:
    for column, value in choice.items():
        if column in table:
            table = table[table[column].isin((value, ""))]
    return table.reset_index(drop=True)
