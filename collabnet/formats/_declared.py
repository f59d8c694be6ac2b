"""Sheets ``study``, ``waves`` and ``phases`` -> the contents of ``study.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from collabnet.cells import told
from collabnet.findings import Finding
from collabnet.vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from collabnet.formats._grid import Grid

KEYS: Final = frozenset({"key", "setting", "sleutel", "instelling", "cle", "parametre", "name"})
"""Headers over the names of settings; a first row without one is a setting itself."""

COLUMNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("id", "wave", "golf", "vague", "phase", "fase", "key"), "id"),
    **dict.fromkeys(("label", "name", "naam", "nom"), "label"),
    **dict.fromkeys(("date", "datum"), "date"),
}
"""Headers of waves and phases, by folded spelling; others stay as they are."""

DEEPEST: Final = 4
"""Dots in a key: none of the settings is nested deeper."""


def settings_in(table: str, grid: Grid, findings: list[Finding]) -> dict[str, Any]:
    """Return what one of the three sheets declares."""
    if table == "study":
        return _pairs(grid, findings)
    return {table: [_row(grid, values) for _, values in grid.rows]}


def _pairs(grid: Grid, findings: list[Finding]) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    for number, values in _lines(grid):
        key, value = values[0], values[1] if len(values) > 1 else ""
        if key and value and not _set(settings, key.split(".", DEEPEST), value):
            findings.append(_twice(grid.file, number, key))
        if any(values[2:]):
            findings.append(_beside(grid.file, number, key))
    return settings


def _lines(grid: Grid) -> Iterator[tuple[int, tuple[str, ...]]]:
    if grid.header and folded(grid.header[0]) not in KEYS:
        yield 1, grid.header
    yield from grid.rows


def _set(settings: dict[str, Any], path: list[str], value: str) -> bool:
    """Put a value at its place; return whether the place was free."""
    place = settings
    for step in path[:-1]:
        place = place.setdefault(step.strip(), {})
        if not isinstance(place, dict):
            return False
    if path[-1].strip() in place:
        return False
    place[path[-1].strip()] = value
    return True


def _row(grid: Grid, values: tuple[str, ...]) -> dict[str, str]:
    names = [COLUMNS.get(folded(name), name) for name in grid.header]
    return {name: value for name, value in zip(names, values, strict=False) if name and value}


def _twice(file: str, row: int, key: str) -> Finding:
    return Finding(
        "setting_twice",
        "error",
        file=file,
        row=row,
        found=told(key),
        expected="one value for every setting",
        remedy="Keep one of the two rows. A setting cannot also be the first part of another.",
    )


def _beside(file: str, row: int, key: str) -> Finding:
    return Finding(
        "setting_beside",
        "note",
        file=file,
        row=row,
        found=told(key),
        expected="a key and a value in each row",
        remedy="What stands beside the value was not read. Put a bar between several values in one cell.",
    )
