"""What goes with every export: how the numbers were made, whose view it is, what was chosen."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from collabnet.exports import ExportOptions
    from collabnet.views import Seen

MANIFEST_FILE: Final = "manifest.json"


def manifest(seen: Seen, options: ExportOptions) -> dict[str, Any]:
    """Return the manifest of one export, made of plain text, numbers, lists and mappings."""
    rows = {name: len(table) for name, table in seen.tables.items()}
    chosen = {key: value for key, value in asdict(options).items() if value}
    whose = {"view": seen.view, "pseudonyms": seen.pseudonyms, "rows": rows, "chosen": chosen}
    plain: dict[str, Any] = _plain({**seen.manifest, **whose})
    return plain


def write_manifest(told: Mapping[str, Any], folder: Path) -> None:
    """Write a manifest beside the files that are already in a folder, and have it name them: they belong together."""
    files = sorted({*(file.name for file in folder.iterdir()), MANIFEST_FILE})
    whole = json.dumps({**told, "files": files}, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / MANIFEST_FILE).write_bytes(f"{whole}\n".encode())


def _plain(value: Any) -> Any:
    if hasattr(value, "items"):
        items: Mapping[Any, Any] = value
        return {str(key): _plain(part) for key, part in items.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(part) for part in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, np.generic):
        return _plain(value.item())
    if value is pd.NA or (isinstance(value, float) and not np.isfinite(value)):
        return None
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
