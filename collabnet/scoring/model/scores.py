"""Model scores: the rows of the transparent table with the model's numbers, and a row for every expected pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import sparse

from collabnet.scoring.mentions import ORGANISATIONS
from collabnet.scoring.model.observations import CENTRE
from collabnet.scoring.model.prediction import Mixture, prediction
from collabnet.scoring.model.summary import PARTS, context_summary, reliability, score_draws, summaries
from collabnet.scoring.pairs import NO_PAIRS, pairs_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from collabnet.network import Network
    from collabnet.scoring.model.fit import Fit
    from collabnet.scoring.model.prediction import Prediction
    from collabnet.scoring.pairs import Pairs, Subject

MODELLED: Final = (
    "estimate", "low", "high", "p_below_aim", "p_below_half", "variance", "prior_variance", "apart_low", "apart_high",
    *PARTS,
)  # fmt: skip

NETWORK: Final = [("network", "network")]

OF_PAIRS: Final = ("dyad", "sector")
"""Levels that stand for pairs, whatever is said of organisations alone."""


class Wave:
    """Everything the model says of one wave: pairs, draws, and how any subject's score is put together.

    Parameters
    ----------
    pairs
        The pairs that scores stand for.
    fit
        The fitted model.
    others
        Groups and the like that can be acted towards, besides the organisations of the pairs.
    seed
        The study's.
    """

    def __init__(self, pairs: Pairs, fit: Fit, others: Sequence[str] = (), seed: int = 0) -> None:
        self.pairs, self.fit = pairs, fit
        self.nodes = (*pairs.nodes, *others)
        ends = list(zip(pairs.source.tolist(), pairs.target.tolist(), strict=True))
        self.predicted: Prediction = prediction(fit, pairs.wave, self.nodes, ends, seed)

    @classmethod
    def of(cls, network: Network, fit: Fit, wave: str) -> Wave:
        """Return what a fit says of one wave of a network."""
        columns = fit.observations.columns
        keys = [key for family in ("actor", "partner") for key in columns.get(family, {})]
        others = sorted({key[0] for key in keys if key[-1] == wave and key[0] in network.others.index})
        return cls(pairs_of(network, wave), fit, others, network.study.settings.seed)

    def without_pairs(self, domain: str) -> bool:
        """Return True where scores of a domain stand for organisations, not for the pairs that were spoken of.

        Where nearly all that is rated is what organisations say of themselves and no pairs are expected, the few pairs
        that somebody spoke of are no measure of all.
        """
        return domain in self.fit.observations.mostly_own and not self.pairs.weight.any()

    def mixture(self, subjects: Sequence[Subject], domain: str) -> tuple[Mixture, list[str]]:
        """Return how scores of subjects in a domain are put together from nodes and pairs, and on which basis."""
        shares, basis = self.pairs.shares(subjects)
        if self.without_pairs(domain):
            kept = np.array([level in OF_PAIRS for level, _ in subjects], dtype=float)
            shares = sparse.csr_array(sparse.diags_array(kept) @ shares)
            shares.eliminate_zeros()
            basis = [kind if keep else NO_PAIRS for kind, keep in zip(basis, kept, strict=True)]
        size, nodes = len(self.pairs.source), len(self.nodes)
        ones = (np.ones(size), (np.arange(size), self.pairs.source))
        source = shares @ sparse.csr_array(ones, shape=(size, nodes))
        target = shares @ sparse.csr_array((np.ones(size), (np.arange(size), self.pairs.target)), shape=(size, nodes))
        alone_source, alone_target = self._alone(subjects, np.diff(shares.indptr) == 0)
        return Mixture(sparse.csr_array(source + alone_source), sparse.csr_array(target + alone_target), shares), basis

    def _alone(self, subjects: Sequence[Subject], empty: NDArray[np.bool_]) -> tuple[sparse.csr_array, ...]:
        """Put together subjects without pairs: one spoken of alone, met by an average partner."""
        place = {node: number for number, node in enumerate(self.nodes)}
        found: dict[str, list[tuple[int, int, float]]] = {"source": [], "target": []}
        for number in np.flatnonzero(empty).tolist():
            level, name = subjects[number]
            ends = self._ends(level, name)
            for side, nodes in ends.items():
                known = [place[node] for node in nodes if node in place]
                found[side] += [(number, node, 1.0 / len(known)) for node in known]
        shape = (len(subjects), len(self.nodes))
        return tuple(_filled(cells, shape) for cells in found.values())

    def _ends(self, level: str, name: str) -> dict[str, tuple[str, ...]]:
        if level == "dyad":
            source, _, target = name.partition(">")
            return {"source": (source,), "target": (target,)}
        if level == "organisation_out":
            return {"source": (name,)}
        attribute, _, value = name.partition("=")
        if level == "group":
            return {"target": (value,) if attribute == "group" else tuple(sorted(self.pairs.groups.get(name, ())))}
        return {"target": (name,)} if level == "organisation_in" else {}

    def pair_weights(self) -> NDArray[np.float64]:
        """Return how much each pair counts in the whole network's score; the weights add up to 1."""
        shares, _ = self.pairs.shares(NETWORK)
        found: NDArray[np.float64] = shares.toarray()[0]
        return found

    def network_draws(self, domain: str) -> NDArray[np.float64] | None:
        """Return the draws of the whole network's score in a domain."""
        found = score_draws(self.predicted, domain, self.mixture(NETWORK, domain)[0])
        return None if found is None else found[0]


def _filled(cells: list[tuple[int, int, float]], shape: tuple[int, int]) -> sparse.csr_array:
    if not cells:
        return sparse.csr_array(shape)
    rows, columns, values = zip(*cells, strict=True)
    return sparse.csr_array((np.array(values), (np.array(rows), np.array(columns))), shape=shape)


def modelled(frame: pd.DataFrame, waves: Mapping[str, Wave], context: Fit | None) -> pd.DataFrame:
    """Put the model's numbers on score rows of organisations' accounts; other rows stay as they are.

    Parameters
    ----------
    frame
        Score rows with ``level``, ``subject``, ``domain``, ``wave``, ``voice``, ``reporters`` and ``aim``.
    waves
        What the model says of each wave.
    context
        The model of statements about the context; nothing where there are none.

    Returns
    -------
    pandas.DataFrame
        The rows with ``estimate``, ``low``, ``high``, ``p_below_aim``, ``p_below_half``, ``reliability``, the parts,
        ``basis`` and ``method``.
    """
    frame = frame.assign(
        **{name: frame.get(name, np.nan) for name in MODELLED if name not in frame}, method="transparent"
    )
    frame = frame.assign(reliability=np.nan)
    ours = frame["voice"].eq(ORGANISATIONS)
    parts = []
    for (wave, domain), rows in frame[ours & frame["level"].ne("context")].groupby(["wave", "domain"]):
        found = _rows(rows, waves[str(wave)], str(domain))
        if found is not None:
            parts.append(found)
    if context is not None:
        about = frame[ours & frame["level"].eq("context")]
        parts += [_context(about.loc[[place]], context) for place in about.index]
    if not parts:
        return frame
    changed = pd.concat(parts)
    for name in changed.columns:
        frame[name] = changed[name].combine_first(frame[name]) if name in frame else changed[name]
    return frame


def _rows(rows: pd.DataFrame, wave: Wave, domain: str) -> pd.DataFrame | None:
    whole = wave.network_draws(domain)
    if whole is None:
        return None
    mixture, basis = wave.mixture(list(zip(rows["level"], rows["subject"], strict=True)), domain)
    found = summaries(wave.predicted, domain, mixture, whole, rows)
    return None if found is None else _finished(found.assign(basis=basis).set_axis(rows.index), rows)


def _context(row: pd.DataFrame, fit: Fit) -> pd.DataFrame:
    """Score what is said of the context: a level per domain, less what interviews and coders add."""
    drawn = fit.effect("domain", (str(row["domain"].iloc[0]), str(row["wave"].iloc[0])))
    if drawn is None:
        return row.iloc[:0]
    found = context_summary(drawn + CENTRE, row)
    return _finished(found.assign(basis=NO_PAIRS).set_axis(row.index), row)


def _finished(found: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Add what all rows have, and cut to the scale: for display only, draws are never cut."""
    found = found.assign(method="model", reliability=reliability(found.assign(level=rows["level"])))
    return found.assign(**{name: found[name].clip(0.0, 100.0) for name in ("estimate", "low", "high")})


def unspoken(frame: pd.DataFrame, waves: Mapping[str, Wave]) -> pd.DataFrame:
    """Return the expected pairs, per scored domain and wave, that have no score of their own, and their weight."""
    ours = frame[frame["voice"].eq(ORGANISATIONS)]
    there = set(ours.loc[ours["level"].eq("dyad"), ["subject", "domain", "wave"]].itertuples(index=False, name=None))
    rows = []
    for domain, wave in ours.loc[ours["level"].eq("network"), ["domain", "wave"]].itertuples(index=False, name=None):
        pairs = waves[wave].pairs if wave in waves else None
        for (source, target), weight in zip(pairs.keys, pairs.weight, strict=True) if pairs is not None else ():
            subject = f"{source}>{target}"
            if weight > 0 and (subject, domain, wave) not in there:
                rows.append(("dyad", subject, source, target, domain, wave, ORGANISATIONS, weight))
    names = ["level", "subject", "source", "target", "domain", "wave", "voice", "weight"]
    return pd.DataFrame(rows, columns=names)
