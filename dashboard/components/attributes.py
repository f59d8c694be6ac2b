"""Attributes of HTML that are no words of Python, such as ``aria-label`` and ``data-copy``."""

from __future__ import annotations

from typing import Any


def attributes(**named: str) -> dict[str, Any]:
    """Return attributes with hyphens for underscores.

    >>> attributes(aria_label="Close", data_close="drawer")
    {'aria-label': 'Close', 'data-close': 'drawer'}
    """
    return {name.replace("_", "-"): value for name, value in named.items()}
