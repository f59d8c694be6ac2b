"""Where each organisation is drawn: the same place in every wave, on every machine, whatever the order of rows."""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.network import _igraph
from collabnet.network.layer import Layer

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIGITS: Final = 3
"""Rounded so that machines that differ in the last bits draw the same picture."""

KAMADA_KAWAI_UP_TO: Final = 150
"""Larger parts are placed by ties that pull and organisations that push, which is quicker."""

SPACING: Final = 1.0
"""Room that one organisation takes, in the units in which the parts are packed."""

Points = "NDArray[np.float64]"


def positions(organisations: pd.Index, ties: pd.DataFrame) -> pd.DataFrame:
    """Return x and y from 0 to 1 for each organisation.

    Parameters
    ----------
    organisations
        Ids in rising order.
    ties
        Columns ``source`` and ``target``: every tie of every wave.

    Notes
    -----
    Each connected part is placed on its own (Kamada & Kawai 1989, doi:10.1016/0020-0190(89)90102-6; above 150
    organisations Fruchterman & Reingold 1991, doi:10.1002/spe.4380211102), from a fixed start and with random numbers
    of its own; the largest first, the others beside it, isolates in rows below.
    """
    layer = Layer.from_edges(ties.itertuples(index=False), organisations, directed=False)
    label = _igraph.components(layer, "weak")
    parts = [np.flatnonzero(label == number) for number in range(int(label.max(initial=-1)) + 1)]
    parts.sort(key=lambda members: (-len(members), members[0]))
    place = np.zeros((layer.n, 2))
    boxes = [_placed(layer, members) for members in parts if len(members) > 1]
    for members, points in zip(parts, _packed(boxes), strict=False):
        place[members] = points
    alone = np.array([members[0] for members in parts if len(members) == 1], dtype=np.intp)
    if len(alone):
        place[alone] = _rows(len(alone), place[[index for members in parts if len(members) > 1 for index in members]])
    return pd.DataFrame(_to_unit(place).round(DIGITS), index=organisations, columns=["x", "y"])


def _placed(layer: Layer, members: NDArray[np.intp]) -> NDArray[np.float64]:
    """Place one connected part in a box with its lower left corner at 0 and a size that follows from its number."""
    inside = np.isin(layer.source, members)
    source, target = np.searchsorted(members, layer.source[inside]), np.searchsorted(members, layer.target[inside])
    part = Layer(layer.organisations[members], source, target, layer.strength[inside], directed=False)
    place = _igraph.kamada_kawai if part.n <= KAMADA_KAWAI_UP_TO else _igraph.fruchterman_reingold
    points = _turned(place(part))
    return points * (SPACING * sqrt(part.n) * 1.5)


def _turned(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scale to a box of at most 1 by 1, kept in shape, its corner at 0."""
    low, high = points.min(axis=0), points.max(axis=0)
    size = float((high - low).max())
    return (points - low) / size if size > 0 else np.zeros_like(points)


def _packed(boxes: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Put boxes side by side in rows as wide as the largest is, or as makes the whole roughly square."""
    sizes = [points.max(axis=0) + SPACING for points in boxes]
    width = max(
        [sqrt(sum(float(size[0] * size[1]) for size in sizes)) * 1.3, *[float(size[0]) for size in sizes]], default=0
    )
    packed: list[NDArray[np.float64]] = []
    x = y = tallest = 0.0
    for points, size in zip(boxes, sizes, strict=True):
        if x > 0 and x + float(size[0]) > width + 1e-9:
            x, y, tallest = 0.0, y + tallest, 0.0
        packed.append(points + np.array([x, y]))
        x, tallest = x + float(size[0]), max(tallest, float(size[1]))
    return packed


def _rows(count: int, others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Put isolates in rows below all others."""
    width = float(others[:, 0].max()) if len(others) else SPACING * ceil(sqrt(count))
    across = max(int(width / SPACING), 1)
    bottom = float(others[:, 1].max()) + SPACING if len(others) else 0.0
    number = np.arange(count)
    return np.column_stack([(number % across) * SPACING, bottom + (number // across) * SPACING])


def _to_unit(place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit into the unit square, centred, with a margin."""
    if len(place) == 0:
        return place
    low, high = place.min(axis=0), place.max(axis=0)
    size = float((high - low).max())
    scaled = (place - (low + high) / 2) / size * 0.94 if size > 0 else np.zeros_like(place)
    return np.asarray(scaled + 0.5, dtype=np.float64)
