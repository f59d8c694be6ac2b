"""The room of measures: what can be computed of a network, and of each organisation in it.

A measure is a noun: a function that takes a :class:`~collabnet.network.Layer` (one process, one wave, one basis) and
returns a number per organisation (a Series on the layer's own index) or one number for the network, and a
:class:`Measure` record that says in words what it is.

To add one: a file here with such a function and record, nothing else. It then stands in every table, export and
page. A measure that needs another names its key in ``needs`` and gets the result as an argument of that name; files
of this room do not import each other. What the room promises of each is proven in ``tests/measures/test_room.py``.

Measures see a tie or no tie. On basis ``reported``, a pair that nobody spoke about counts as no tie *for computation
only*: :func:`missing` says so, and :func:`network_measures` adds what the value would be with all of them present. An
organisation that was not interviewed did not say whom it works with: of it :func:`measure` returns only what follows
from the ties that others direct to it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from collabnet.errors import CallError
from collabnet.registry import inhabitants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from collabnet.network import Layer

Level = Literal["organisation", "network"]
Direction = Literal["either", "directed", "undirected"]
Bounds = Literal["true", "extremes", "none"]

UNKNOWN_AS_ABSENT = "unknown_as_absent"
NOT_INTERVIEWED = "not_interviewed"

MOST_FILLED = 2_000_000
"""Above this many unknown pairs network measures come without bounds."""


@dataclass(frozen=True)
class Measure:
    """One measure, in words and as a function.

    Attributes
    ----------
    key
        Its name in tables.
    title, sentence
        What people read: a short name, and what a high value means to a policy reader.
    level
        ``organisation`` (a number for each) or ``network`` (one number).
    formula, unit, normalisation
        How it is computed, in what it is counted, and by what it is divided ("" where raw).
    limits
        Smallest and largest value it can take.
    isolates
        What an organisation without ties gets; for a network measure, what a network without ties gets.
    source
        Who defined it, with DOI.
    compute
        ``compute(layer, **needed) -> Series | float``.
    needs
        Keys of the measures that ``compute`` is handed.
    directed
        Which layers it is defined for: with direction, without, or either.
    needs_own_word
        Of a measure of organisations: whether the ties that an organisation itself directs to others can change its
        value. Who was not interviewed could not name them, and has no value on ``reported``. Without direction every
        tie is also the organisation's own, and every measure needs its word.
    bounds
        Of a network measure on ``reported``: ``true`` when a tie more can only move it one way, so that filling all
        unknown pairs bounds it; ``extremes`` when the filled value is only the other end of what was tried; ``none``
        when filling makes no sense.
    of_reports
        Whether it compares what two sides report; a file of edges, which holds one side, has none.
    of_pattern
        Whether it is about how ties depend on each other, or moves with that: where ties close, intervals from networks
        whose ties are drawn one by one hold the truth in fewer than 90 of 100 studies instead of 95
        (``tests/studies/closure_study.csv``). Drawn networks get it only when asked, and no interval comes of it.
    up_to
        Number of organisations up to which tables hold it unasked; above, or where it takes long, it is computed when
        asked for by name.
    order
        Place in lists.
    """

    key: str
    title: str
    sentence: str
    level: Level
    formula: str
    unit: str
    limits: tuple[float, float]
    isolates: str
    source: str
    compute: Callable[..., Any]
    normalisation: str = ""
    needs: tuple[str, ...] = ()
    directed: Direction = "either"
    needs_own_word: bool = True
    bounds: Bounds = "none"
    of_reports: bool = False
    of_pattern: bool = False
    up_to: float = math.inf
    order: int = 0

    def applies_to(self, layer: Layer) -> bool:
        """Return whether the measure is defined for a layer: some need direction, some need none."""
        return self.directed == "either" or (self.directed == "directed") == layer.directed

    def is_told(self, layer: Layer) -> NDArray[np.bool_]:
        """Return for which organisations of a layer the reports can tell the value: all, or those that were heard."""
        needed = self.level == "organisation" and (self.needs_own_word or not layer.directed)
        return layer.heard if needed else np.ones(layer.n, dtype=bool)


def measures() -> Mapping[str, Measure]:
    """Return every measure by key, in order."""
    return inhabitants(__name__, Measure)


def applicable(layer: Layer, level: Level) -> tuple[str, ...]:
    """Return the keys of the measures of a level that are defined for a layer."""
    return tuple(key for key, it in measures().items() if it.level == level and it.applies_to(layer))


def usual(layer: Layer, level: Level) -> tuple[str, ...]:
    """Return the keys of those that are computed unasked: all that do not take long at the layer's size."""
    size = len(layer.everyone)
    return tuple(key for key in applicable(layer, level) if size <= measures()[key].up_to)


def measure(layer: Layer, keys: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the measures of every organisation: one row each, one column per measure.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    keys
        Which measures; all that are defined for the layer, and do not take long at its size, when not said.

    Returns
    -------
    pandas.DataFrame
        Index: the organisations of the wave. Organisations that the basis cannot speak of (``confirmed``: those not
        interviewed) have NaN, and so have on ``reported`` those not interviewed by every measure that needs their
        own word; :func:`missing` says why.
    """
    known = measures()
    columns = {key: column.where(known[key].is_told(layer)) for key, column in values(layer, keys).items()}
    frame = pd.DataFrame(columns, index=layer.organisations, columns=list(columns), dtype="float64")
    return frame.reindex(layer.everyone) if len(layer.left_out) else frame


def values(layer: Layer, keys: Iterable[str] | None = None, level: Level = "organisation") -> dict[str, Any]:
    """Return the measures of a level by key, as they are (a Series or a number each): for who computes many layers.

    Nothing is left out here: what others report of an organisation that was not interviewed counts in the whole.
    """
    return {key: _value(layer, key) for key in _chosen(layer, level, keys)}


def missing(layer: Layer, key: str) -> pd.Series[str]:
    """Return, for each organisation, what its value by one measure leaves out.

    ``unknown_as_absent``: nobody spoke about some of its pairs, which count as no tie. ``not_interviewed``: there is
    no value, since it takes the word of an organisation that was not interviewed. Empty: all its pairs are known.
    """
    said = _left_open(layer).where(measures()[key].is_told(layer), NOT_INTERVIEWED)
    return said.reindex(layer.everyone, fill_value=NOT_INTERVIEWED)


def _left_open(layer: Layer) -> pd.Series[str]:
    """Return whether nobody spoke about some pairs of an organisation."""
    each = layer.n - 1
    sides = [layer.source, layer.target, layer.denied_source, layer.denied_target]
    known = np.bincount(np.concatenate(sides), minlength=layer.n) if layer.n else np.zeros(0)
    possible = 2 * each if layer.directed else each
    code = np.where(known < possible, UNKNOWN_AS_ABSENT, "") if layer.ties == "reported" else np.full(layer.n, "")
    return pd.Series(code, index=layer.organisations, dtype="str", name="missing")


def network_measures(layer: Layer, keys: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the measures of the network: one row each, with what unknown pairs could make of it.

    Returns
    -------
    pandas.DataFrame
        Index ``measure``; columns ``value``; ``low`` and ``high`` (on ``reported``: the smaller and the larger of the
        values with all unknown pairs absent and all present; NaN where one of the two has no value, on the other
        bases, and above two million unknown pairs, which would take minutes); ``missing`` (code); ``bounds`` (``true``
        where low and high enclose every value in between, ``extremes`` where they are only the two ends, ``none``).
    """
    chosen = _chosen(layer, "network", keys)
    values = [float(_value(layer, key)) for key in chosen]
    open_ = layer.ties == "reported" and layer.unknown_count > 0
    small = layer.unknown_count <= MOST_FILLED
    filled = layer.remember("filled", lambda it: it.filled()) if open_ and small else layer if small else None
    ends = [_ends(layer, filled, key, value) for key, value in zip(chosen, values, strict=True)]
    code = UNKNOWN_AS_ABSENT if open_ else NOT_INTERVIEWED if len(layer.left_out) else ""
    columns = {
        "value": values,
        "low": [low for low, _ in ends],
        "high": [high for _, high in ends],
        "missing": [code] * len(chosen),
        "bounds": [measures()[key].bounds for key in chosen],
    }
    return pd.DataFrame(columns, index=pd.Index(chosen, name="measure", dtype="str")).astype({"value": "float64"})


def network_value(layer: Layer, key: str) -> float:
    """Return one measure of the network, without what unknown pairs could make of it."""
    (chosen,) = _chosen(layer, "network", (key,))
    return float(_value(layer, chosen))


def _ends(layer: Layer, filled: Layer | None, key: str, value: float) -> tuple[float, float]:
    if filled is None or layer.ties != "reported" or measures()[key].bounds == "none":
        return math.nan, math.nan
    other = float(_value(filled, key)) if filled is not layer else value
    return (math.nan, math.nan) if math.isnan(value + other) else (min(value, other), max(value, other))


def _chosen(layer: Layer, level: Level, keys: Iterable[str] | None) -> tuple[str, ...]:
    if keys is None:
        return usual(layer, level)
    known = applicable(layer, level)
    chosen = tuple(keys)
    strangers = [key for key in chosen if key not in known]
    if strangers:
        raise CallError(f"Expected measures among {', '.join(known)}, found {strangers[0]!r}. Choose one of these.")
    return chosen


def _value(layer: Layer, key: str, asking: tuple[str, ...] = ()) -> Any:
    """Compute a measure once per layer, after those it needs."""
    if key in asking:
        raise CallError(f"Expected measures that do not need each other in a circle, found {key!r}. Break the circle.")
    it = measures().get(key)
    if it is None:
        raise CallError(f"Expected a measure, found {key!r}, which {asking[-1]!r} needs. Add it or name another.")
    needed = {need: _value(layer, need, (*asking, key)) for need in it.needs}
    return layer.remember(f"measure:{key}", lambda layer_: it.compute(layer_, **needed))
