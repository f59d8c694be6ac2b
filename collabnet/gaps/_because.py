"""Why two organisations are expected to work together, in the words of whoever wrote it down."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from collabnet.reasons import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BECAUSE: Final[Mapping[str, str]] = MappingProxyType({
    "declared": "They are expected to work together: {reason}",
    "declared_only": "The study expects them to work together, without saying why.",
    "need": "They are expected to work together: one offers what clients of the other need ({service}).",
    "own_need": "They are expected to work together: one offers what the other needs for its own work ({service}).",
    "wish": "It is wished in interviews that they work together.",
})  # fmt: skip
"""What each code says."""


def because(written: Iterable[str]) -> tuple[str, ...]:
    """Return why a pair is expected, each kind of reason once, from the reasons of all rows of ``required`` about it.

    What somebody wrote comes first, in full; services are said together; a wish is told without who wished.
    """
    said = [(code, *rest.split("=", 1)) for code, _, rest in (one.partition(":") for one in written)]
    declared = sorted({words[-1] for code, *words in said if code == "declared"} - {""})
    codes = [reason("declared", reason=words) for words in declared]
    if not codes and any(code == "declared" for code, *_ in said):
        codes.append("declared_only")
    for role in ("need", "own_need"):
        services = sorted({words[-1] for code, *words in said if code == "service" and words[0] == role})
        if services:
            codes.append(reason(role, service=tuple(services)))
    return (*codes, *(["wish"] if any(code == "wish" for code, *_ in said) else []))
