"""Reasons as codes: ``absent:source=alder,count=2``, which tables hold and languages make sentences of."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

_SPECIAL: Final = "%:,=|+"
"""Characters that part a code, written as percent signs and digits where a value holds them."""


def reason(code: str, **values: object) -> str:
    """Write a reason as a code: ``absent:source=alder,count=2``; several values of one name joined by a plus."""
    parts = [f"{key}={_written(value)}" for key, value in values.items()]
    return f"{code}:{','.join(parts)}" if parts else code


def reason_parts(written: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return a reason's code and its values by name."""
    code, _, rest = written.partition(":")
    pairs = [part.partition("=") for part in rest.split(",") if part]
    return code, {key: tuple(unquote(value) for value in values.split("+")) for key, _, values in pairs}


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return "+".join(_written(item) for item in value)
    text = f"{value:.4g}" if isinstance(value, float) else str(value)
    return "".join(f"%{ord(letter):02X}" if letter in _SPECIAL else letter for letter in text)
