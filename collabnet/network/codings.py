"""What was entered twice: copies of a row, a coder's copy, a second respondent with the same words.

One organisation has one vote however often its words stand in a file, so copies are found before anything is counted.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

MANY: Final = 5
"""From this many statements on, two coders who agree in every word are one coder entered under two names."""

_NOT_CONTENT: Final = {"statement_id", "quote_id", "respondent_id", "coder", "file", "row", "memo"}
"""What two copies of one row may differ in."""


def codings(statements: pd.DataFrame) -> pd.DataFrame:
    """Return, for each statement, its quote, its coder and its content, the same for copies.

    Returns
    -------
    pandas.DataFrame
        On the index of ``statements``: ``quote_id`` (copies of one row share one), ``coder`` (a coder whose
        statements are all, five at least, the same as another's has that one's name) and ``content`` (a number that
        only copies share).
    """
    content = _content(statements)
    return pd.DataFrame(
        {"quote_id": _quote(statements, content), "coder": _coder(statements["coder"], content), "content": content}
    )


def _content(statements: pd.DataFrame) -> pd.Series[int]:
    """Return a number per content. Quotes that were given ids and no words are told apart by their ids."""
    words_said = statements["quote"].ne("") | statements["paraphrase"].ne("")
    own = statements["quote_id"].where(~words_said & statements["quote_id"].ne(statements["statement_id"]), "")
    statements = statements.assign(own_quote=own)
    mixed = np.zeros(len(statements), dtype=np.uint64)
    for position, column in enumerate(sorted(set(statements.columns) - _NOT_CONTENT)):
        words = statements[column].astype("str").to_numpy(dtype=object)
        mixed ^= pd.util.hash_array(words) * np.uint64(2 * position + 3)
    return pd.Series(mixed, index=statements.index)


def _quote(statements: pd.DataFrame, content: pd.Series[int]) -> pd.Series[str]:
    """Return one id for quotes that hold copies of one coding: the smallest of theirs."""
    quotes, names = pd.factorize(statements["quote_id"], sort=True)
    contents = pd.factorize(content)[0]
    size = len(statements)
    links = coo_array((np.ones(size), (quotes, size + contents)), shape=(2 * size, 2 * size))
    joined = connected_components(links, directed=False)[1][quotes]
    first = pd.Series(quotes).groupby(joined).transform("min").to_numpy()
    return pd.Series(np.asarray(names, dtype=object)[first], index=statements.index, dtype="str")


def _coder(coder: pd.Series[str], content: pd.Series[int]) -> pd.Series[str]:
    work = {name: frozenset(said) for name, said in content.groupby(coder) if name}
    names: dict[frozenset[int], str] = {}
    for name in sorted(work):
        if len(work[name]) >= MANY:
            names.setdefault(work[name], name)
    return coder.map(lambda name: names.get(work.get(name, frozenset()), name)).astype("str")
