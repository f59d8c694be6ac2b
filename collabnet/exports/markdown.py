"""One Markdown table per table (.md), for reports, wikis and notebooks; every sign that means something is escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from collabnet import languages
from collabnet.exports import Export
from collabnet.exports._sheet import Sheet, SheetFormat, as_read, each
from collabnet.exports._values import clean
from collabnet.languages import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collabnet.views import Seen

SIGNS: Final = re.compile(r"[\\`*_{}\[\]<>#|~$&^!@]")
"""What makes a link, a heading, a formula, HTML or a new cell of plain words."""

LINKS: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,30}://|www\.|mailto:|xmpp:)[^\s\\`|<>()\[\]\"]*|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
"""What many renderers make a link of although nothing marks it as one, whatever is escaped in it: only code is not."""

BEGINS: Final = re.compile(r"^([-+=:]|\d+(?=[.)]))")
"""What makes a list or a rule at the start of a line."""


def escaped(words: str) -> str:
    r"""Return text as Markdown shows it: nothing in it is a sign of Markdown, a link or HTML.

    >>> escaped("a|b <b>")
    'a\\|b \\<b\\>'
    >>> escaped("See www.x.be.")
    'See `www.x.be`.'
    """
    return BEGINS.sub(_begun, _inline(" ".join(clean(words).split())))


def _inline(line: str) -> str:
    """Escape every sign; put what would become a link between marks of code, where it stands as it is."""
    parts, end = [], 0
    for found in LINKS.finditer(line):
        address = found[0].rstrip(".,;:!?")
        parts += [SIGNS.sub(r"\\\g<0>", line[end : found.start()]), f"`{address}`"]
        end = found.start() + len(address)
    return "".join((*parts, SIGNS.sub(r"\\\g<0>", line[end:])))


def _begun(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"


def as_markdown(sheet: Sheet) -> bytes:
    """Write one table as Markdown with pipes, as GitHub, Pandoc and notebooks read it.

    Parameters
    ----------
    sheet
        The table; numbers are rounded as its columns say, and written as its language does.

    Returns
    -------
    bytes
        Title, table, and the notes as a list, in UTF-8.
    """
    rules = ("---:" if column.kind == "number" else ":---" for column in sheet.columns)
    lines = [
        f"**{escaped(sheet.title)}**",
        "",
        _row(escaped(column.heading) for column in sheet.columns),
        _row(rules),
        *(
            _row(_cell(cell, place, sheet) for place, cell in enumerate(row))
            for row in sheet.rows
        ),
    ]  # fmt: skip
    if sheet.notes:
        lines += ["", f"{escaped(languages.text('Notes', sheet.language))}:", ""]
        lines += [f"- {escaped(note)}" for note in sheet.notes]
    return ("\n".join(lines) + "\n").encode()


def _cell(cell: object, place: int, sheet: Sheet) -> str:
    column = sheet.columns[place]
    words = as_read(cell, column, sheet.language)
    return words if column.kind == "number" else _inline(words)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cannot_hold(seen: Seen) -> tuple[str, ...]:
    return (
        text("A Markdown table is to be read: numbers are rounded to four digits. CSV files hold them whole."),
        text("Markdown has no types: an empty cell may be an empty text or an absent one."),
    )


SHEET = SheetFormat(".md", as_markdown, printed=True)

MARKDOWN = Export(
    key="markdown",
    title="Markdown tables",
    sentence="A folder with one table per file (.md): for reports, wikis, notebooks and repositories.",
    suffix="",
    cannot_hold=_cannot_hold,
    write=each(SHEET),
    sheet=SHEET,
    order=8,
)
