"""Which statements a row may list: a rule on a row holds for whatever the row leads to.

Others see no trust between two organisations, no judgement behind fewer than k, no denial and no wish: such a row is
left out. A row that stands and names who acts must then not list a statement that says it. So a statement is kept
*apart* from names, and a row that names one of them does not list it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pandas.api.types import is_numeric_dtype

from collabnet.network.claims import YES
from collabnet.views._rules import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

    from collabnet.analysis import Analysis

SAME_WORDS: Final = ("quote_id", "quote", "paraphrase")
"""What leads a reader from one coding to another: the id of the quote, or the same words elsewhere."""

BETWEEN_NAMES: Final = (re.compile(r"[|]"), re.compile(r"[|>]"), re.compile(r"[|>=:,;]"))
"""What stands between the ids in a cell that holds several: of a list, of pairs, of reasons with their facts."""

NAMES_NOBODY: Final = frozenset({EVIDENCE, "wave", "waves", "wave_before"})
"""Text that can look like an id and is none."""


def apart(analysis: Analysis, interviewed: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Return of each statement the organisations with whose name it is not listed.

    That is who acts in it, unless all codings of its quote say no more than that two work together; and whoever is
    judged without having been interviewed.
    """
    statements = analysis.study.statements
    said = analysis.network.claims
    plain = set(said.loc[said["answer"].eq(YES) & ~said["negative"], "statement_id"])
    acting, targets, rated = (statements[column] for column in ("source", "target", "domain"))
    found = {}
    for key, source, of_whom, domain in zip(statements["statement_id"], acting, targets, rated, strict=True):
        if domain or key not in plain:
            unheard = {one for one in (source, *of_whom) if one and one not in interviewed}
            found[key] = frozenset(unheard | ({source} if source and of_whom else set()))
        else:
            found[key] = frozenset()
    return _of_all_codings(found, statements)


def _of_all_codings(found: Mapping[str, frozenset[str]], statements: pd.DataFrame) -> Mapping[str, frozenset[str]]:
    """Let what holds for one coding of some words hold for all, step by step until nothing changes."""
    ids = statements["statement_id"]
    names = ids.map(found)
    before = -1
    while (size := int(names.map(len).sum())) != before:
        before = size
        for column in SAME_WORDS:
            joined = names.groupby(statements[column].where(statements[column].ne(""), ids)).agg(_union)
            names = statements[column].where(statements[column].ne(""), ids).map(joined)
    return dict(zip(ids, names, strict=True))


def _union(sets: pd.Series[Any]) -> frozenset[str]:
    return frozenset().union(*sets)


def named(rows: pd.DataFrame, columns: Collection[str]) -> list[frozenset[str]]:
    """Return what each row names: every word that stands alone in a text that others see, ids of organisations too."""
    texts = [rows[column].map(str) for column in rows.columns if column in columns and column not in NAMES_NOBODY
             and not is_numeric_dtype(rows[column])]  # fmt: skip
    return [
        frozenset(word for cell in row for between in BETWEEN_NAMES for word in between.split(cell))
        for row in zip(*texts, strict=True)
    ]
