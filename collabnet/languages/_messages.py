"""Which English sentences a person may read, and which of them a language still lacks.

``python -m collabnet.languages._messages`` brings every PO file up to date: new sentences are added empty (they show
in English until translated), those that nothing says any more are taken out. The parity test reads the same list.

A sentence is found when it is a literal: the first argument of a function named ``text`` (or ``N_``, ``self``, ``T``,
``say``), or anything inside a field of a record that people read (:data:`FIELDS`). The codebook's meanings count too.
"""

from __future__ import annotations

import ast
import csv
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from collabnet import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES: Final = (Path(__file__).parents[1], Path(__file__).parents[2] / "dashboard")

CALLS: Final = frozenset({"text", "N_", "self", "T", "say", "words"})
"""Names of functions whose first argument is a sentence for a person."""

FIELDS: Final = frozenset({
    "title", "sentence", "meaning", "expected", "remedy", "reasons", "suggestions", "why", "definition", "isolates",
    "unit", "normalisation",
})  # fmt: skip
"""Fields of records that people read."""

RECORDS: Final = {"Facet": 1, "TableColumn": 1}
"""Records whose sentence is a positional argument, and which one."""


def messages() -> dict[str, set[str]]:
    """Return every English sentence with the files that say it, as paths relative to the packages."""
    found: dict[str, set[str]] = {}
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            for message in _in_module(ast.parse(path.read_text(encoding="utf-8"))):
                found.setdefault(message, set()).add(f"{package.name}/{path.relative_to(package).as_posix()}")
    with (PACKAGES[0] / "codebook.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["meaning"], set()).add("collabnet/codebook.csv")
    return {message: places for message, places in found.items() if any(letter.isalpha() for letter in message)}


def untranslated(language: str) -> tuple[str, ...]:
    """Return the sentences that a language still lacks; none for English."""
    if language == languages.ENGLISH:
        return ()
    known = languages.messages(language)
    return tuple(sorted(message for message in messages() if message not in known))


def update() -> None:
    """Bring every PO file up to date with the sentences in the code."""
    wanted = messages()
    for code in languages.available():
        path = languages.FOLDER / f"{code}.po"
        if code == languages.ENGLISH:
            continue
        with path.open("rb") as file:
            old = read_po(file, locale=code)
        new = Catalog(locale=code, project="collabnet", header_comment="", fuzzy=False)
        for message in sorted(wanted):
            before = old.get(message)
            new.add(message, before.string if before else "", locations=[(p, 0) for p in sorted(wanted[message])])
        _write(path, new)


def _write(path: Path, catalog: Catalog) -> None:
    header = path.read_text(encoding="utf-8").split("\n\n", 1)[0]
    with path.open("wb") as file:
        file.write(f"{header}\n\n".encode())
        write_po(file, catalog, omit_header=True, width=120, sort_output=True, include_lineno=False)


def _in_module(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Tuple):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == "ANCHORS" for target in targets):
                yield from _literals(node.value)


def _in_call(node: ast.Call) -> Iterator[str]:
    name = _called(node.func)
    if name in CALLS and node.args:
        yield from _literals(node.args[0])
    if name in RECORDS and len(node.args) > RECORDS[name]:
        yield from _literals(node.args[RECORDS[name]])
    if name[:1].isupper() or name.startswith("_") or name in {"finding", "error", "warning", "note"}:
        for keyword in node.keywords:
            if keyword.arg in FIELDS:
                yield from _literals(keyword.value)


def _called(function: ast.expr) -> str:
    """Return the name of what is called; in ``say(state)("…")`` that is ``say``."""
    if isinstance(function, ast.Call):
        return _called(function.func)
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _literals(node: ast.AST) -> Iterator[str]:
    """Yield the strings that an expression can become: a literal, either side of a choice, the values of a dict."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _literals(value)
    elif isinstance(node, ast.Tuple | ast.List):
        for item in node.elts:
            yield from _literals(item)
    elif isinstance(node, ast.Call) and node.args:  # MappingProxyType({...}), N_("...")
        yield from _literals(node.args[0])


if __name__ == "__main__":
    update()
