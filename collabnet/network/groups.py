"""Which organisations belong together: the groups that an attribute makes of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.errors import CallError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network.layer import Layer

SECTOR: Final = "sector"
"""The attribute that groups organisations unless another is named."""

NOT_SAID: Final = frozenset({"", "unknown"})
"""What stands in an attribute where nobody said it; readers write ``unknown``."""


def labels(layer: Layer, by: str = SECTOR) -> pd.Series[str] | None:
    """Return the group of each organisation by an attribute, or None where nobody has any.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    by
        A column of ``layer.attributes``. An organisation without a value is in the group ``""``, together with the
        others that have none (the ``NA`` of R). A list of values, such as several languages, is one group of its own.

    Raises
    ------
    CallError
        When the layer has no such attribute; ``sector`` may be absent, as in a bare list of ties.
    """
    if by not in layer.attributes:
        if by == SECTOR:
            return None
        known = ", ".join(map(str, layer.attributes.columns)) or "none"
        raise CallError(f"Expected an attribute of this layer ({known}), found {by!r}. Choose one of these.")
    values = layer.attributes[by].reindex(layer.organisations)
    place, kinds = pd.factorize(values, use_na_sentinel=False)
    names = np.array([_name(kind) for kind in kinds], dtype=object)
    named = pd.Series(names[place], index=layer.organisations, name=by, dtype="str")
    return None if named.isin(NOT_SAID).all() else named


def groups(layer: Layer, by: str = SECTOR) -> NDArray[np.intp] | None:
    """Return the number of the group of each organisation, or None where nobody has any; see :func:`labels`."""
    return layer.remember(f"groups:{by}", lambda same: _groups(same, by))


def _groups(layer: Layer, by: str) -> NDArray[np.intp] | None:
    named = labels(layer, by)
    return None if named is None else np.asarray(pd.factorize(named, sort=True)[0], dtype=np.intp)


def _name(value: object) -> str:
    if isinstance(value, tuple | list | set | frozenset):
        return "|".join(sorted(map(str, value)))
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]  # any scalar may stand in an attribute
