"""Layers made from layers: of other organisations, or with other ties."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from collabnet.network import Layer

    Matrix = NDArray[np.float64]
    Fill = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]


def of_ties(layer: Layer, source: NDArray[np.intp], target: NDArray[np.intp], strength: NDArray[np.float64]) -> Layer:
    """Return the same organisations with other ties; what was said about the old ones is left out."""
    order = np.lexsort((target, source))
    return replace(
        layer, source=source[order], target=target[order], strength=strength[order], parts=(), _memo={}, **_unsaid()
    )


def rearranged(layer: Layer, chosen: NDArray[np.intp], names: pd.Index, fill: Fill | None = None) -> Layer:
    """Return the layer of the organisations at these positions, which may repeat, under other names.

    ``fill`` says which places (first row of positions, second) take over which pair of the layer (third, fourth).
    """
    made = {
        "organisations": names, "left_out": names[:0], "interviewed": layer.interviewed[chosen], **_unsaid(),
        "attributes": _attributes(layer, chosen, names),
        "parts": tuple(rearranged(part, chosen, names, fill) for part in layer.parts),
    }  # fmt: skip
    for prefix, last in (("", "strength"), ("required_", "weight")):
        columns = [f"{prefix}{column}" for column in ("source", "target", last)]
        moved = _moved(_grid([getattr(layer, column) for column in columns], layer), chosen, fill)
        source, target = np.nonzero(moved if layer.directed else np.triu(moved, 1))
        made |= dict(zip(columns, (source, target, moved[source, target]), strict=True))
    return replace(layer, **made, _memo={})


def among(layer: Layer, kept: NDArray[np.bool_], organisations: pd.Index, attributes: pd.DataFrame) -> Layer:
    """Return the layer of the organisations that are kept, with all that was said of their pairs.

    Their ids and attributes are handed in, so that who needs the same ones of many layers makes them once.
    """
    number = np.cumsum(kept) - 1
    made: dict[str, Any] = {
        "organisations": organisations, "attributes": attributes, "left_out": organisations[:0],
        "interviewed": layer.interviewed[kept] if len(layer.interviewed) else layer.interviewed,
        "parts": tuple(among(part, kept, organisations, attributes) for part in layer.parts),
    }  # fmt: skip
    for prefix, others in (("", ("strength", "state")), ("denied_", ()), ("required_", ("weight",))):
        source, target = getattr(layer, f"{prefix}source"), getattr(layer, f"{prefix}target")
        inside = kept[source] & kept[target]
        made |= {f"{prefix}source": number[source[inside]], f"{prefix}target": number[target[inside]]}
        columns = {f"{prefix}{name}": getattr(layer, f"{prefix}{name}") for name in others}
        made |= {name: values[inside] if len(values) else values for name, values in columns.items()}
    return replace(layer, **made, _memo={})


def light(layer: Layer) -> Layer:
    """Return the layer with attributes in one block, without those of its parts, so that it is quickly copied."""
    parts = tuple(replace(part, attributes=part.attributes.iloc[:0, :0], _memo={}) for part in layer.parts)
    return replace(layer, attributes=layer.attributes.astype(object).copy(), parts=parts, _memo={})


def _moved(grid: Matrix, chosen: NDArray[np.intp], fill: Fill | None) -> Matrix:
    moved = grid[np.ix_(chosen, chosen)]
    if fill is not None:
        first, second, one, other = fill
        moved[first, second], moved[second, first] = grid[one, other], grid[other, one]
    return moved


def _grid(ties: list[Any], layer: Layer) -> Matrix:
    source, target, value = ties
    grid = np.zeros((layer.n, layer.n))
    grid[source, target] = value
    return grid if layer.directed else np.maximum(grid, grid.T)


def _attributes(layer: Layer, chosen: NDArray[np.intp], names: pd.Index) -> pd.DataFrame:
    frame = layer.attributes
    return frame.iloc[chosen].set_axis(names) if len(frame) else frame


def _unsaid() -> dict[str, Any]:
    none = np.zeros(0, dtype=np.intp)
    return {"denied_source": none, "denied_target": none, "state": np.zeros(0, dtype=object)}
