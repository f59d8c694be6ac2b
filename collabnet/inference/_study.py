"""What a study holds for the standard model, as matrices of its organisations: the ties, and what may explain them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet import languages, scoring
from collabnet.domains import domains
from collabnet.scoring.claims import rated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from collabnet.network import Layer, Network

    Matrix = NDArray[np.float64]

TITLES: Final[Mapping[str, str]] = MappingProxyType({
    "same_sector": languages.text("Same sector"),
    "same_language": languages.text("A language in common"),
    "same_municipality": languages.text("Same municipality"),
    "same_policy_level": languages.text("Same policy level"),
    "match": languages.text("Reason to work together"),
    "reverse_tie": languages.text("Tie in the other direction"),
})  # fmt: skip
"""What explains a tie beside the domains: key to English title."""

SHARED: Final = {
    "same_sector": "sector", "same_language": "languages", "same_municipality": "municipality",
    "same_policy_level": "policy_level",
}  # fmt: skip
"""Predictors that say whether two organisations have something in common, and the column they are read from."""


def title(key: str, language: str = languages.ENGLISH) -> str:
    """Return what people read for a predictor."""
    return languages.text(TITLES[key] if key in TITLES else domains()[key].title, language)


def outcome(layer: Layer) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return who is tied to whom, NaN where neither side was interviewed, and which pairs count by silence alone.

    A tie is 1. A pair that somebody denied, or that an interviewed side did not mention, is 0.
    """
    ties = _grid(layer, layer.source, layer.target, 1.0)
    spoken = np.maximum(ties, _grid(layer, layer.denied_source, layer.denied_target, 1.0)) > 0
    heard = layer.interviewed[:, None] | layer.interviewed[None, :]
    return np.where(spoken | heard, ties, np.nan), heard & ~spoken


def crossed_outcome(network: Network, layer: Layer) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return the same by the account of the target alone, NaN where it was not interviewed or contradicts itself."""
    said = network.reports
    said = said[said["process"].eq(layer.process) & said["wave"].eq(layer.wave) & ~said["negative"]]
    if not layer.directed:  # either side may speak of the pair; each speaks as the target of one direction
        turned = said.rename(columns={"source": "target", "target": "source"})
        said = pd.concat([said, turned])
    said = said[said["reporter"].eq(said["target"])]
    yes, no = (_of_rows(layer, said[said["answer"].isin(answers)]) for answers in (["yes"], ["no", "ended"]))
    ties = np.where(yes > no, 1.0, 0.0)
    heard = np.broadcast_to(layer.interviewed[None, :], ties.shape)
    return np.where(heard & (yes + no < 2), ties, np.nan), heard & (yes + no == 0)


def predictors(layer: Layer, ties: Matrix) -> dict[str, Matrix]:
    """Return what may explain a tie beside the domains, NaN where it is not known."""
    found = {key: _common(layer.attributes[column]) for key, column in SHARED.items() if column in layer.attributes}
    found["match"] = _grid(layer, layer.required_source, layer.required_target, layer.required_weight)
    if layer.directed:
        found["reverse_tie"] = ties.T.copy()
    return found


def ratings(
    network: Network, tables: Mapping[str, pd.DataFrame] | None, layer: Layer
) -> tuple[dict[str, Matrix], bool]:
    """Return the score of each pair in each domain (0–100), and whether it is the model's."""
    scores = scoring.scores(network) if tables is None else tables["scores"]
    chosen = scores["level"].eq("dyad") & scores["voice"].eq("organisations") & scores["wave"].eq(layer.wave)
    rows = [scores.loc[chosen, ["source", "target", "domain", "estimate"]]]
    modelled = bool(scores["method"].eq("model").any())
    if tables is not None and modelled and "predicted_pairs" in tables:
        guessed = tables["predicted_pairs"]
        rows.append(guessed.loc[guessed["wave"].eq(layer.wave), ["source", "target", "domain", "estimate"]])
    return _by_domain(layer, pd.concat(rows), "estimate"), modelled


def crossed_ratings(network: Network, layer: Layer) -> dict[str, Matrix]:
    """Return the mean of what the source itself says of each pair in each domain, in points of 0–100."""
    said = rated(network)
    said = said[said["reporter"].eq(said["source"]) & said["wave"].eq(layer.wave) & ~said["together"]]
    return _by_domain(layer, said[["source", "target", "domain", "points"]], "points")


def _by_domain(layer: Layer, rows: pd.DataFrame, column: str) -> dict[str, Matrix]:
    known = rows[rows["source"].isin(layer.organisations) & rows["target"].isin(layer.organisations)]
    means = known.groupby(["domain", "source", "target"], as_index=False)[column].mean().dropna()
    found = {}
    for key in domains():
        chosen = means[means["domain"].eq(key)]
        found[key] = np.full((layer.n, layer.n), np.nan)
        found[key][_places(layer, chosen["source"]), _places(layer, chosen["target"])] = chosen[column].to_numpy(float)
    return {key: grid if layer.directed else _either(grid) for key, grid in found.items()}


def _either(grid: Matrix) -> Matrix:
    """Return, for ties without direction, the mean of both directions, or the one that is known."""
    known = ~np.isnan(grid)
    count = known.astype(int) + known.T
    total = np.nan_to_num(grid) + np.nan_to_num(grid).T
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _common(column: pd.Series[Any]) -> Matrix:
    """Return whether two organisations have something in common, NaN where one says nothing."""
    words = [_words(value) for value in column]
    said = np.array([len(one) > 0 for one in words])
    every = sorted({word for one in words for word in one})
    has = np.array([[word in one for word in every] for one in words], dtype=float).reshape(len(words), len(every))
    return np.where(said[:, None] & said[None, :], (has @ has.T > 0).astype(float), np.nan)


def _words(value: Any) -> frozenset[str]:
    parts: Iterable[Any] = value if isinstance(value, tuple | list | frozenset | set) else (value,)
    return frozenset(str(part) for part in parts if isinstance(part, str) and part and part != "unknown")


def _of_rows(layer: Layer, rows: pd.DataFrame) -> Matrix:
    rows = rows[rows["source"].isin(layer.organisations) & rows["target"].isin(layer.organisations)]
    found = np.zeros((layer.n, layer.n))
    found[_places(layer, rows["source"]), _places(layer, rows["target"])] = 1.0
    return found


def _places(layer: Layer, ids: pd.Series[str]) -> NDArray[np.intp]:
    return layer.organisations.get_indexer(pd.Index(ids))


def _grid(layer: Layer, source: Any, target: Any, value: Any) -> Matrix:
    found = np.zeros((layer.n, layer.n))
    found[source, target] = value
    return found if layer.directed else np.maximum(found, found.T)
