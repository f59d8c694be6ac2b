"""One network of one kind of tie in one wave: what a measure is computed on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy as np
import pandas as pd

from collabnet.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

Basis = Literal["reported", "confirmed", "posterior"]
POSTERIOR: Basis = "posterior"
"""Networks drawn from what reports make likely; many layers, so :meth:`Network.layer` has none of them."""
BASES: tuple[Basis, ...] = ("reported", "confirmed")
"""The bases that one layer can stand on."""

Result = TypeVar("Result")
Pairs = tuple["NDArray[np.intp]", "NDArray[np.intp]"]


@dataclass(frozen=True)
class Layer:
    """The ties of one process (or ``all``) in one wave on one basis, as arrays; a value that never changes.

    Attributes
    ----------
    organisations
        Ids in rising order, isolates present. On ``confirmed`` only those interviewed in the wave.
    source, target
        Positions in ``organisations``, one entry per tie, in rising order, no tie twice and none to itself. Without
        direction each pair stands once, the smaller position first.
    strength
        How much of each tie; above 0.
    directed
        Whether ties have a direction.
    process, wave, ties
        Which layer this is, and its basis.
    attributes
        Columns of the organisations, on the same index.
    interviewed
        Which organisations were interviewed in the wave.
    required_source, required_target, required_weight
        Pairs that have a reason to work together.
    denied_source, denied_target
        Pairs without a tie about which somebody spoke: a no, or an end; or about which both sides were asked, and which
        neither named. All others without a tie are unknown.
    state
        The state of each tie where known, else empty.
    parts
        Of ``all``: the layers of its processes.
    left_out
        Organisations of the wave that this basis cannot speak of.
    complete
        Whether the ties are a list made by somebody who looks at all organisations alike, such as a file of edges or
        the reports of an observer: then no organisation's own account is missing, though none was interviewed.
    """

    organisations: pd.Index
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    strength: NDArray[np.float64]
    directed: bool = True
    process: str = ""
    wave: str = ""
    ties: Basis = "reported"
    attributes: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False, compare=False)
    interviewed: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool), repr=False)
    required_source: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, dtype=np.intp), repr=False)
    required_target: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, dtype=np.intp), repr=False)
    required_weight: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0), repr=False)
    denied_source: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, dtype=np.intp), repr=False)
    denied_target: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, dtype=np.intp), repr=False)
    state: NDArray[np.object_] = field(default_factory=lambda: np.zeros(0, dtype=object), repr=False)
    parts: tuple[Layer, ...] = field(default=(), repr=False)
    left_out: pd.Index = field(default_factory=lambda: pd.Index([], dtype="str"), repr=False)
    complete: bool = False
    _memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check the promises above, and make the arrays read-only."""
        if not (self.organisations.is_unique and self.organisations.is_monotonic_increasing):
            raise CallError("Expected organisations in rising order, each once. Sort the index and drop doubles.")
        _check_ties(self)
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    def __repr__(self) -> str:
        """Say in a sentence what the layer holds."""
        kind = "directed" if self.directed else "undirected"
        name = f" of {self.process!r}" if self.process else ""
        wave = f" in wave {self.wave!r}" if self.wave else ""
        return f"<Layer{name}{wave}: {self.n} organisations, {self.m} {kind} {self.ties} ties>"

    @classmethod
    def from_edges(  # noqa: PLR0913 — one word per thing that a test or a user may want to say; all but one optional
        cls,
        edges: Iterable[Sequence[Any]],
        organisations: Iterable[str] = (),
        *,
        directed: bool = True,
        process: str = "",
        wave: str = "",
        required: Iterable[tuple[str, str, float]] = (),
        denied: Iterable[tuple[str, str]] = (),
        interviewed: Iterable[str] | None = None,
        attributes: pd.DataFrame | None = None,
    ) -> Layer:
        """Make a layer from pairs, or from triples with a strength; organisations without ties are named apart.

        A tie that stands twice counts once, with the larger strength.

        Examples
        --------
        >>> Layer.from_edges([("a", "b"), ("b", "c", 2)], ["d"])
        <Layer: 4 organisations, 2 directed reported ties>
        """
        triples = [(str(edge[0]), str(edge[1]), float(edge[2]) if len(edge) > 2 else 1.0) for edge in edges]
        wanted, denials = list(required), list(denied)
        named = {str(id_) for id_ in organisations} | {id_ for triple in triples for id_ in triple[:2]}
        index = pd.Index(sorted(named), dtype="str", name="organisation_id")
        source, target, strength = _arrays(triples, index, directed=directed)
        return cls(
            index,
            source,
            target,
            strength,
            directed,
            process,
            wave,
            attributes=pd.DataFrame(index=index) if attributes is None else attributes.reindex(index),
            interviewed=np.asarray(index.isin(named if interviewed is None else list(interviewed))),
            **_named("required", _arrays(wanted, index, directed=directed)),
            **_named("denied", _arrays([(*pair, 1.0) for pair in denials], index, directed=directed)[:2]),
        )

    @property
    def n(self) -> int:
        """Return the number of organisations."""
        return len(self.organisations)

    @property
    def m(self) -> int:
        """Return the number of ties."""
        return len(self.source)

    @property
    def possible(self) -> int:
        """Return the number of ties that could be: ordered pairs, or unordered ones without direction."""
        return self.n * (self.n - 1) // (1 if self.directed else 2)

    @property
    def heard(self) -> NDArray[np.bool_]:
        """Return which organisations had the chance to name their ties: all, but on ``reported`` those not interviewed.

        A layer that does not say who was interviewed is taken as it is.
        """
        if self.ties != "reported" or self.complete or not len(self.interviewed):
            return np.ones(self.n, dtype=bool)
        return self.interviewed

    @property
    def everyone(self) -> pd.Index:
        """Return the organisations of the wave, those left out by the basis too."""
        return self.organisations.union(self.left_out) if len(self.left_out) else self.organisations

    @cached_property
    def unknown(self) -> Pairs:
        """Return the pairs that nobody spoke about."""
        open_ = ~np.eye(self.n, dtype=bool) if self.directed else np.triu(np.ones((self.n, self.n), dtype=bool), 1)
        open_[self.source, self.target] = False
        open_[self.denied_source, self.denied_target] = False
        rows, columns = np.nonzero(open_)
        return rows, columns

    @property
    def unknown_count(self) -> int:
        """Return how many pairs nobody spoke about."""
        return self.possible - self.m - len(self.denied_source)

    def series(self, values: Any, name: str | None = None) -> pd.Series[float]:
        """Return one number per organisation as a Series on the layer's index."""
        return pd.Series(np.asarray(values, dtype=np.float64), index=self.organisations, name=name)

    def remember(self, step: str, compute: Callable[[Layer], Result]) -> Result:
        """Return a step that several measures share, computed once; nothing that can be seen changes."""
        if step not in self._memo:
            self._memo[step] = compute(self)
        result: Result = self._memo[step]
        return result

    def filled(self) -> Layer:
        """Return the layer as it would be with a tie, of strength 1, in every pair that nobody spoke about."""
        return replace(self.adding(*self.unknown), parts=tuple(part.filled() for part in self.parts), _memo={})

    def adding(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Layer:
        """Return the layer with ties, of strength 1, in these pairs besides, about which nobody spoke."""
        source, target = np.concatenate([self.source, rows]), np.concatenate([self.target, columns])
        strength = np.concatenate([self.strength, np.ones(len(rows))])
        order = np.lexsort((target, source))
        state = np.concatenate([self.state, np.full(len(rows), "")]) if len(self.state) else self.state
        return replace(
            self,
            source=source[order],
            target=target[order],
            strength=strength[order],
            state=state[order] if len(state) else state,
            _memo={},
        )

    def undirected(self) -> Layer:
        """Return the layer without direction: a tie in either direction, with the larger strength."""
        return self.remember("undirected", _without_direction) if self.directed else self


def _without_direction(layer: Layer) -> Layer:
    source, target, strength = _pairs_once(layer.source, layer.target, layer.strength)
    none = np.zeros(0, dtype=np.intp)
    return replace(
        layer, source=source, target=target, strength=strength, directed=False, parts=(), _memo={},
        denied_source=none, denied_target=none, required_source=none, required_target=none,
        required_weight=np.zeros(0), state=np.zeros(0, dtype=object),
    )  # fmt: skip


def _named(prefix: str, arrays: tuple[Any, ...]) -> dict[str, Any]:
    return {f"{prefix}_{name}": array for name, array in zip(("source", "target", "weight"), arrays, strict=False)}


def _arrays(triples: Sequence[tuple[str, str, float]], index: pd.Index, *, directed: bool) -> tuple[Any, Any, Any]:
    source = _places(index, [triple[0] for triple in triples])
    target = _places(index, [triple[1] for triple in triples])
    strength = np.asarray([triple[2] for triple in triples], dtype=np.float64)
    return _pairs_once(source, target, strength, directed=directed)


def _places(index: pd.Index, ids: Iterable[str]) -> NDArray[np.intp]:
    return index.get_indexer(pd.Index(list(ids), dtype="str"))


def _pairs_once(source: Any, target: Any, strength: Any, *, directed: bool = False) -> tuple[Any, Any, Any]:
    """Sort pairs and keep each once, with its largest strength; without direction the smaller position first."""
    first, second = (source, target) if directed else (np.minimum(source, target), np.maximum(source, target))
    order = np.lexsort((-strength, second, first))
    first, second, strength = first[order], second[order], strength[order]
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    return first[new], second[new], strength[new]


def _check_ties(layer: Layer) -> None:
    source, target = layer.source, layer.target
    _check_amounts(layer)
    if len(source) == 0:
        return
    if min(source.min(), target.min()) < 0 or max(source.max(), target.max()) >= layer.n:
        raise CallError("Expected ties between the layer's organisations, found another. Name it among them.")
    if (source == target).any():
        raise CallError("Expected ties between two organisations, found one to itself. Leave it out.")
    if not layer.directed and (source > target).any():
        raise CallError("Expected the smaller position first in a tie without direction. Swap the two.")
    step = np.diff(source * layer.n + target)
    if (step <= 0).any():
        raise CallError("Expected ties in rising order, each once. Sort them and drop doubles.")


def _check_amounts(layer: Layer) -> None:
    """Refuse what would spoil every sum without a word: a strength or weight that is no number above 0."""
    for what, amounts in (("strengths", layer.strength), ("weights", layer.required_weight)):
        odd = amounts[~(np.isfinite(amounts) & (amounts > 0))]
        if len(odd):
            raise CallError(f"Expected {what} above 0, found {odd[0]:g}. Leave the pair out, or say how much.")


def layer_from_ties(rows: pd.DataFrame, organisations: pd.Index, basis: Basis, **about: Any) -> Layer:
    """Make a layer from rows of a network's ties: those on the basis are ties, spoken-of others are denied."""
    tied = rows[rows["on_basis"]]
    source, target = (_places(organisations, tied[side]) for side in ("source", "target"))
    known = rows[~rows["on_basis"] & rows["state"].isin(["absent", "ended"])]
    wanted = rows[rows["required_weight"].gt(0)]
    order = np.lexsort((target, source))
    details: Mapping[str, Any] = {
        "denied_source": _places(organisations, known["source"]),
        "denied_target": _places(organisations, known["target"]),
        "required_source": _places(organisations, wanted["source"]),
        "required_target": _places(organisations, wanted["target"]),
        "required_weight": wanted["required_weight"].to_numpy(dtype=np.float64),
        "state": tied["state"].to_numpy(dtype=object)[order],
    }
    strength = tied["strength"].to_numpy(dtype=np.float64)[order]
    return Layer(organisations, source[order], target[order], strength, ties=basis, **details, **about)
