"""One LaTeX table per table (.tex), ready for a paper: booktabs rules, a caption, notes; every sign is escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from collabnet import languages
from collabnet.exports import Export
from collabnet.exports._sheet import Sheet, SheetColumn, SheetFormat, as_read, each
from collabnet.exports._values import clean
from collabnet.languages import text

if TYPE_CHECKING:
    from collabnet.views import Seen

WIDEST: Final = 28
"""Letters of a column of text from which it may take several lines."""

HEADING: Final = 12
"""Letters of one line of a heading above numbers, unless a word is longer."""

SIGNS: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"{\char34}", "`": r"{\char96}", "[": "{[}", "]": "{]}", "*": "{*}", "@": "{@}",
    "\u00a0": "~", "\u202f": r"\,", "\u2009": r"\,", "\u2011": "-", "\u00ad": "", "\u200b": "", "\ufeff": "",
    "\u2212": "$-$", "∞": r"$\infty$", "≤": r"$\le$", "≥": r"$\ge$", "≠": r"$\neq$", "≈": r"$\approx$",
    "×": r"$\times$", "→": r"$\to$", "←": r"$\gets$", "√": r"$\surd$", "Σ": r"$\Sigma$", "α": r"$\alpha$",
    "β": r"$\beta$", "λ": r"$\lambda$", "✓": r"$\surd$", "½": r"$\frac{1}{2}$", "²": r"$^{2}$",
}  # fmt: skip
"""What stands for a sign that LaTeX would act upon, or that its standard fonts lack.

``"``, ``[``, ``*`` and the like are harmless in most places, but not after a line break or with Babel's shorthands.
"""

PAIRS: Final = re.compile(r"([-',?!<>])(?=\1)")
"""Two of these become one sign of another kind."""


def escaped(words: str) -> str:
    r"""Return text as LaTeX prints it: nothing in it is a command.

    >>> escaped("50 % of A&B_c")
    '50 \\% of A\\&B\\_c'
    """
    plain = " ".join(clean(words).split(" "))
    plain = re.sub(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+", " ", plain)
    return PAIRS.sub(r"\1{}", "".join(SIGNS.get(sign, sign) for sign in plain))


def as_latex(sheet: Sheet) -> bytes:
    r"""Write one table as a LaTeX file to ``\input`` in a paper.

    Parameters
    ----------
    sheet
        The table; numbers are rounded as its columns say, and written as its language does.

    Returns
    -------
    bytes
        A ``longtable`` with rules of ``booktabs``, in UTF-8: it breaks over pages. The notes follow in small print.
    """
    head = " & ".join(_heading(column) for column in sheet.columns) + r" \\"
    lines = [
        "% " + " ".join(clean(sheet.title).split()),
        r"% In the preamble: \usepackage[T1]{fontenc}, \usepackage{array,booktabs,longtable}",
        r"\begingroup\footnotesize\setlength{\tabcolsep}{4pt}",
        rf"\begin{{longtable}}{{@{{}}{''.join(_alignment(sheet, place) for place in range(len(sheet.columns)))}@{{}}}}",
        rf"\caption{{{escaped(sheet.title)}}}\label{{tab:{re.sub('[^A-Za-z0-9-]', '-', sheet.name)}}}\\",
        *(r"\toprule", head, r"\midrule", r"\endfirsthead"),
        *(r"\toprule", head, r"\midrule", r"\endhead"),
        *(r"\bottomrule", r"\endlastfoot"),
        *(" & ".join(_cells(sheet, row)) + r" \\" for row in sheet.rows),
        r"\end{longtable}",
        *_notes(sheet),
        r"\endgroup",
    ]
    return ("\n".join(lines) + "\n").encode()


def _cells(sheet: Sheet, row: tuple[object, ...]) -> list[str]:
    return [
        _number(as_read(cell, column, sheet.language)) if column.kind == "number"
        else escaped(as_read(cell, column, sheet.language))
        for cell, column in zip(row, sheet.columns, strict=True)
    ]  # fmt: skip


def _number(words: str) -> str:
    return f"$-${escaped(words[1:])}" if words[:1] in ("-", "\u2212") else escaped(words)


def _heading(column: SheetColumn) -> str:
    """Return a heading over several lines, so that a column is about as wide as its numbers."""
    lines: list[str] = []
    for word in column.heading.split():
        if lines and len(lines[-1]) + 1 + len(word) <= HEADING:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if column.kind == "text" or len(lines) < 2:
        return escaped(column.heading)
    stacked = r"\\".join(escaped(line) for line in lines)
    return rf"\begin{{tabular}}[b]{{@{{}}r@{{}}}}{stacked}\end{{tabular}}"


def _alignment(sheet: Sheet, place: int) -> str:
    column = sheet.columns[place]
    if column.kind == "number":
        return "r"
    longest = max((len(as_read(row[place], column, sheet.language)) for row in sheet.rows), default=0)
    return r">{\raggedright\arraybackslash}p{4.2cm}" if max(longest, len(column.heading)) > WIDEST else "l"


def _notes(sheet: Sheet) -> list[str]:
    if not sheet.notes:
        return []
    word = escaped(languages.text("Notes", sheet.language))
    first, *rest = (escaped(note) for note in sheet.notes)
    return [rf"\noindent\emph{{{word}.}} {first}\par", *(rf"\noindent {note}\par" for note in rest)]


def _cannot_hold(seen: Seen) -> tuple[str, ...]:
    return (
        text("A LaTeX table is to be read: numbers are rounded to four digits. CSV files hold them whole."),
        text("A table of many columns is wider than a page: choose columns, or put it in landscape."),
        text("Letters of other scripts than the Latin one need XeLaTeX or LuaLaTeX, and a font that has them."),
    )


SHEET = SheetFormat(".tex", as_latex, printed=True)

LATEX = Export(
    key="latex",
    title="LaTeX tables",
    sentence="A folder with one table per file (.tex) to put into a paper, with caption and notes; needs booktabs.",
    suffix="",
    cannot_hold=_cannot_hold,
    write=each(SHEET),
    sheet=SHEET,
    order=7,
)
