"""Whether coders mark the same passages of a document: agreement on what a quote is, before any code."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from collabnet.scoring.agreement_units import Estimate, drawn_again, interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Segments = Sequence[tuple[float, float]] | NDArray[np.float64]

SAME_FROM: Final = 0.5
"""Two segments are the same when what they share is at least this part of what they span together: a convention."""

FEWEST_DOCUMENTS: Final = 5
"""Documents from which they are drawn again for an interval; fewer allow too few different draws: a convention."""

_DOCUMENT: Final = ["interview_id", "document"]
_SEGMENT: Final = ["text", "coder", "start", "end"]


def segment_f1(first: Segments, second: Segments) -> float:
    """Say what part of the passages that two coders marked in a text they both marked.

    Parameters
    ----------
    first, second
        Start and end of each segment, in characters.

    Returns
    -------
    float
        From 0 (nothing in common) to 1; NaN where neither marked anything. It is not corrected for chance.

    Notes
    -----
    F1 = 2 · matched / (segments of the first + segments of the second). Segments are matched one to one, as many as
    can be, where their overlap is at least half of their union.

    Examples
    --------
    >>> segment_f1([(0, 10), (20, 30)], [(0, 8), (40, 50)])
    0.5
    """
    total = len(first) + len(second)
    return 2.0 * matched(first, second) / total if total else np.nan


def matched(first: Segments, second: Segments) -> int:
    """Count the segments that two coders both marked, each matched once."""
    if not len(first) or not len(second):
        return 0
    one, other = np.asarray(first, dtype=float)[:, None], np.asarray(second, dtype=float)[None]
    shared = np.maximum(np.minimum(one[..., 1], other[..., 1]) - np.maximum(one[..., 0], other[..., 0]), 0.0)
    spanned = (one[..., 1] - one[..., 0]) + (other[..., 1] - other[..., 0]) - shared
    same = (shared > 0) & (shared >= SAME_FROM * spanned)
    return int((maximum_bipartite_matching(csr_array(same.astype(np.int8)), perm_type="column") >= 0).sum())


def marked(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that say where their quote stands, in documents that several coders marked.

    A column ``text`` numbers the documents: the same name in another interview is another document.
    """
    there = (statements["document"] != "") & (statements["coder"] != "") & (statements["end"] > statements["start"])
    said = statements[there]
    said = said[said.groupby(_DOCUMENT)["coder"].transform("nunique") > 1]
    return said.assign(text=said.groupby(_DOCUMENT, sort=True).ngroup())


def segments(said: pd.DataFrame) -> pd.DataFrame:
    """Return each segment of each coder once, however often it was coded."""
    return said[_SEGMENT].drop_duplicates().sort_values(_SEGMENT, ignore_index=True)


def segment_estimate(found: pd.DataFrame, seed: int) -> Estimate:
    """Return F1 of segments over all documents and pairs of coders who marked the same one, with its 95 % interval.

    The interval: percentiles of documents drawn again, from five documents on; with fewer, of segments (matched ones
    and single ones) drawn again, which takes them as independent and is rather too narrow.
    """
    counts = np.array([_counted(part) for _, part in found.groupby("text", sort=True)], dtype=float)
    value = _f1(counts.sum(axis=0)[None])[0]
    if len(counts) >= FEWEST_DOCUMENTS:
        return float(value), *interval(_f1(drawn_again(np.ones(len(counts), dtype=int), seed) @ counts))
    pairs, total = counts.sum(axis=0).astype(int)
    drawn = drawn_again([pairs, total - 2 * pairs], seed)
    return float(value), *interval(_f1(drawn @ np.array([[1.0, 2.0], [0.0, 1.0]])))


def _counted(document: pd.DataFrame) -> tuple[int, int]:
    """Count matched and all segments of one document, over the pairs of coders who marked it."""
    by_coder = [part[["start", "end"]].to_numpy(dtype=float) for _, part in document.groupby("coder", sort=True)]
    pairs = list(combinations(by_coder, 2))
    return sum(matched(one, other) for one, other in pairs), sum(len(one) + len(other) for one, other in pairs)


def _f1(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Compute F1 of several counts of matched and all segments at once."""
    found: NDArray[np.float64] = 2.0 * counts[:, 0] / counts[:, 1]
    return found
