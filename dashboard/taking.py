"""Which files can be taken along: every export that this installation can write."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from collabnet.exports import exports

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.exports import Export

NETWORKS = frozenset({"graphml", "gexf", "pajek", "dl", "ucinet"})
EXTRAS = {"parquet": "pyarrow", "spss": "pyreadstat"}


def files() -> Mapping[str, str]:
    """Return the file of each export: name to the export's key; a folder comes as a ZIP."""
    there = (one for one in exports().values() if can_write(one))
    return {
        f"{'network' if one.key in NETWORKS else 'tables'}{one.suffix or f'.{one.key}.zip'}": one.key for one in there
    }


def can_write(one: Export) -> bool:
    """Tell whether what a format needs is installed here."""
    return not one.extra or find_spec(EXTRAS.get(one.extra, one.extra)) is not None
