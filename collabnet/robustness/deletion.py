"""The interview-deletion curve: how many interviews could be missing before organisations compare otherwise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet import languages, measures
from collabnet.errors import CallError
from collabnet.network import ALL
from collabnet.network.recount import Recount
from collabnet.progress import silent
from collabnet.robustness.correlation import correlations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from collabnet.network import Basis, Layer, Network
    from collabnet.progress import Progress

KEYS: Final = ("indegree", "outdegree", "degree", "betweenness", "harmonic_in", "harmonic", "eigenvector")
"""The centralities that are tried unless others are named; those that a layer's direction rules out are left out."""

CORRELATIONS: Final[Mapping[str, bool]] = {"spearman": True, "pearson": False}
"""Kinds of correlation, and whether it is one of ranks."""

ALIKE: Final = 0.7
"""Correlation from which organisations still compare much the same (Epskamp et al. 2018)."""

SURE: Final = 0.95
"""Share of the tries that must reach it (Epskamp et al. 2018)."""

INTERPRETABLE: Final = 0.25
"""Coefficient below which a measure should not be interpreted (Epskamp et al. 2018)."""

AIM: Final = 0.5
"""Coefficient to aim for (Epskamp et al. 2018)."""

AT_ONCE: Final = 20
"""Tries that are held in memory at the same time."""

READINGS: Final[Mapping[str, str]] = MappingProxyType({
    "stable": languages.text(
        "By “{measure}” organisations compare much the same with up to {share} of the {interviews} interviews left "
        "out: that can be relied on."
    ),
    "limited": languages.text(
        "By “{measure}” organisations compare much the same with up to {share} of the {interviews} interviews left "
        "out: enough to be read with care, less than the {aim} one aims for."
    ),
    "not_interpretable": languages.text(
        "“{measure}” should not be interpreted: organisations compare much the same only with up to {share} of the "
        "{interviews} interviews left out, and at least {least} is asked for."
    ),
    "no_order": languages.text(
        "“{measure}” tells hardly any organisation from another, so there is nothing that leaving out interviews "
        "could change."
    ),
})  # fmt: skip
"""What a coefficient says, as codes and as English sentences."""

COLUMNS: Final = [
    "kind", "measure", "process", "wave", "ties", "correlation", "share", "dropped", "interviews", "low", "median",
    "high", "reading", "text",
]  # fmt: skip


@dataclass(frozen=True)
class Deletion:
    """How interviews are left out.

    Attributes
    ----------
    shares
        Shares of the interviews that are left out, above 0 and at most 1.
    repeats
        How often each share is tried.
    seed
        Seed of the choice; the study's own where nothing is said.
    """

    shares: tuple[float, ...] = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
    repeats: int = 200
    seed: int | None = None

    def __post_init__(self) -> None:
        """Check that the numbers make sense."""
        if not self.shares or not all(0 < share <= 1 for share in self.shares):
            raise CallError(
                f"Expected shares of interviews above 0 and at most 1, found {self.shares}. Say shares=(0.1, 0.5)."
            )
        if self.repeats < 1:
            raise CallError(f"Expected at least one try of each share, found {self.repeats}. Say repeats=200.")


USUAL: Final = Deletion()
"""From a tenth to seven tenths of the interviews, two hundred tries each."""


def interview_deletion(  # noqa: PLR0913 - every option is by name, and has a default
    network: Network,
    process: str = ALL,
    wave: str | None = None,
    ties: Basis = "reported",
    *,
    keys: Iterable[str] | None = None,
    how: Deletion = USUAL,
    progress: Progress = silent,
) -> pd.DataFrame:
    """Say how many interviews could have been missed before organisations compare otherwise.

    Each share of the interviews of the wave is left out ``repeats`` times (rounded up to whole interviews, drawn
    without replacement), the ties are counted again from what the others said, by the same rules, and each measure is
    correlated with its result from all interviews, over the organisations that have a value in both. Where all have
    the same value, as without any tie, the order is lost: that try counts as a correlation of 0. The coefficient is
    the largest share up to which at least 95 % of the tries correlate with 0.7 or more: below 0.25 a measure should
    not be interpreted, 0.5 is what to aim for. It is an answer to *which interviews*, not to *was the truth told*.
    What others say of an organisation whose interview was left out, or never held, counts as its value here.

    Parameters
    ----------
    network
        What was found from all interviews.
    process, wave, ties
        Which layer; the first wave where nothing is said.
    keys
        Measures of organisations; the usual centralities where nothing is said.
    how
        Shares, tries and seed.
    progress
        Called after each share.

    Returns
    -------
    pandas.DataFrame
        Per measure and correlation (``spearman``, ``pearson``) one row of ``kind`` ``curve`` per share: ``dropped``
        of ``interviews``, ``low`` (what at least 95 % of the tries reach), ``median`` and ``high`` (what at least 5 %
        reach); and one of ``kind`` ``coefficient``: its ``share``, its ``reading`` (code) and ``text``. NaN where the
        measure has the same value for all, or for fewer than three organisations.

    Raises
    ------
    CallError
        When the layer, a measure, a share or the number of tries makes no sense.

    References
    ----------
    Epskamp, Borsboom & Fried (2018), doi:10.3758/s13428-017-0862-1 (the coefficient, its 0.7, 95 %, 0.25 and 0.5);
    Costenbader & Valente (2003), doi:10.1016/S0378-8733(03)00012-1 (centralities when part of the network is sampled).
    """
    whole = network.layer(process, wave, ties)
    chosen = tuple(keys) if keys is not None else usual_keys(whole)
    full = pd.DataFrame(measures.values(whole, chosen), index=whole.organisations, columns=list(chosen), dtype=float)
    full = full.reindex(whole.everyone)
    again = Recount.of_wave(network, whole.wave)
    order = _orders(again, how, _place(network, whole.wave), network.study.settings.seed)
    frames = []
    for done, share in enumerate(sorted(set(how.shares)), start=1):
        dropped = math.ceil(round(share * len(again.interviews), 9))
        frames.append(_curve(full, _tried(again, whole, full, order >= dropped), share, dropped))
        progress("interviews", done, len(set(how.shares)))
    curve = pd.concat(frames, ignore_index=True).assign(interviews=len(again.interviews))
    return _finished(curve, whole, chosen)


def usual_keys(layer: Layer) -> tuple[str, ...]:
    """Return the centralities that are tried unasked, of those that the layer knows."""
    usual = measures.usual(layer, "organisation")
    return tuple(key for key in KEYS if key in usual)


def _place(network: Network, wave: str) -> int:
    return [it.id for it in network.study.settings.waves].index(wave)


def _orders(again: Recount, how: Deletion, wave: int, seed: int) -> NDArray[np.int64]:
    """Return, for each try, in which place each interview is left out; a larger share leaves out more of the same."""
    rng = np.random.default_rng([seed if how.seed is None else how.seed, wave])
    rows = np.tile(np.arange(len(again.interviews)), (how.repeats, 1))
    return rng.permuted(rows, axis=1)


def _tried(
    again: Recount, whole: Layer, full: pd.DataFrame, kept: NDArray[np.bool_]
) -> Mapping[tuple[str, str], NDArray[np.float64]]:
    """Return how each try correlates with the whole, by measure and kind; only some tries are held at a time."""
    blocks = []
    for first in range(0, len(kept), AT_ONCE):
        found = _tries(again, whole, full, kept[first : first + AT_ONCE])
        blocks.append({
            (key, kind): correlations(full[key].to_numpy(), found[key], of_ranks=of_ranks)
            for key in full.columns for kind, of_ranks in CORRELATIONS.items()
        })  # fmt: skip
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}


def _tries(
    again: Recount, whole: Layer, full: pd.DataFrame, kept: NDArray[np.bool_]
) -> Mapping[str, NDArray[np.float64]]:
    """Return each measure of each try: tries in rows, organisations in columns."""
    found = {key: np.full((len(kept), len(full)), np.nan) for key in full.columns}
    for row, layer in enumerate(again.layers(whole.process, whole.ties, kept)):
        places = full.index.get_indexer(layer.organisations)
        for key, values in measures.values(layer, full.columns).items():
            found[key][row, places] = values.to_numpy()
    return found


def _curve(
    full: pd.DataFrame, found: Mapping[tuple[str, str], NDArray[np.float64]], share: float, dropped: int
) -> pd.DataFrame:
    rows = []
    for key, kind in found:
        values = full[key].to_numpy()
        known = not np.isnan(correlations(values, values[None, :], of_ranks=CORRELATIONS[kind])[0])
        ends = _ends(np.sort(np.nan_to_num(found[key, kind]))) if known else (math.nan,) * 3
        told = dict(zip(("low", "median", "high"), ends, strict=True))
        rows.append({"measure": key, "correlation": kind, "share": share, "dropped": dropped, **told})
    return pd.DataFrame(rows)


def _ends(tried: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return what at least 95 % of the tries reach, the median, and what at least 5 % reach."""
    left = math.floor(round((1 - SURE) * len(tried), 9))
    return float(tried[left]), float(np.median(tried)), float(tried[len(tried) - 1 - left])


def _finished(curve: pd.DataFrame, layer: Layer, keys: tuple[str, ...]) -> pd.DataFrame:
    """Add the coefficients, and say which layer this is."""
    groups = curve.groupby(["measure", "correlation"], sort=False)
    rows = [_coefficient(str(key), str(kind), group) for (key, kind), group in groups]
    frame = pd.concat([curve.assign(kind="curve", reading="", text=""), pd.DataFrame(rows)], ignore_index=True)
    order = {name: place for place, name in enumerate((*keys, *CORRELATIONS, "coefficient", "curve"))}
    frame = frame.assign(
        process=layer.process, wave=layer.wave, ties=layer.ties, **{f"_{it}": frame[it].map(order) for it in _ORDER}
    ).sort_values([*(f"_{it}" for it in _ORDER), "share"], ignore_index=True)  # fmt: skip
    return frame.reindex(columns=COLUMNS).astype({"dropped": "float64"})


_ORDER: Final = ("kind", "measure", "correlation")


def _coefficient(key: str, correlation: str, curve: pd.DataFrame) -> dict[str, Any]:
    ordered = curve.sort_values("share")
    holds = ordered["low"].ge(ALIKE).cumprod().astype(bool)
    share = float(ordered.loc[holds, "share"].max()) if holds.any() else 0.0
    interviews = int(ordered["interviews"].iloc[0])
    reading = "no_order" if ordered["low"].isna().any() else _reading(share)
    said = languages.text(
        READINGS[reading],
        measure=languages.text(measures.measures()[key].title),
        share=languages.percent(share),
        interviews=languages.number(interviews),
        aim=languages.percent(AIM),
        least=languages.percent(INTERPRETABLE),
    )
    return {
        "kind": "coefficient", "measure": key, "correlation": correlation, "interviews": interviews, "text": said,
        "share": math.nan if reading == "no_order" else share, "reading": reading,
    }  # fmt: skip


def _reading(share: float) -> str:
    return "stable" if share >= AIM else "limited" if share >= INTERPRETABLE else "not_interpretable"
