"""What organisations say of their services in figures: it stands beside a score of capacity, never in it."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from collabnet.network import Network

_SPECIAL: Final = "%:,=|+"
"""Characters that part a code, written as percent signs and digits where a value holds them."""


def facts(network: Network) -> Mapping[str, str]:
    """Return what each organisation offers in figures: waiting time, places, demand and refusals, as codes.

    ``wait:service=legal_advice,weeks=9|places:service=legal_advice,capacity=12,demand=40|refusals:…,count=5``: weeks
    of waiting; places and persons who ask, a year; persons refused, a year. As the table ``services`` has it, service
    by service in alphabetical order, equal figures once; nothing is added up, and what was not said is left out.

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    collections.abc.Mapping
        Organisation to codes joined by a bar; organisations without figures are not in it.

    Notes
    -----
    A rating says how well it works for partners, a figure how much there is: they measure different things, so they
    are shown side by side and never averaged. What is *needed* is no fact about the one who needs it. That demand
    exceeds what initiatives can do: D'Eer, Robeyns & Geldof (2019), Vluchteling zkt. woning.
    """
    offers = network.study.services
    offers = offers[offers["role"].eq("offers") & offers["organisation_id"].isin(network.organisations.index)]
    told: dict[str, list[str]] = {}
    for row in offers.sort_values(["organisation_id", "service"], kind="stable").to_dict("records"):
        told.setdefault(str(row["organisation_id"]), []).extend(_codes(row))
    return MappingProxyType({key: "|".join(dict.fromkeys(codes)) for key, codes in told.items() if codes})


def _codes(row: Mapping[Any, Any]) -> Iterator[str]:
    """Write the figures of one offer that were given."""
    service = f"service={_written(str(row['service']))}"
    for code, columns in (
        ("wait", {"weeks": "wait_weeks"}),
        ("places", {"capacity": "capacity", "demand": "demand"}),
        ("refusals", {"count": "refusals"}),
    ):
        known = {name: float(row[column]) for name, column in columns.items()}
        figures = [f"{name}={value:.12g}" for name, value in known.items() if not math.isnan(value)]
        if figures:
            yield f"{code}:{','.join([service, *figures])}"


def _written(word: str) -> str:
    return "".join(f"%{ord(letter):02X}" if letter in _SPECIAL else letter for letter in word)
