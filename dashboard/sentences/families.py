"""What measures of a place tell, in families: so that forty of them can be chosen from without knowing their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabnet.measures import measures
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Family:
    """Measures that answer one question.

    Attributes
    ----------
    key, title, sentence
        Its name, and in English the question and what a high value means.
    orders
        Places in the library's order from and up to which measures belong to it: new ones find their family by
        theirs.
    """

    key: str
    title: str
    sentence: str
    orders: tuple[tuple[int, int], ...] = ()


FAMILIES = (
    Family(
        "partners",
        title=N_("How many partners"),
        sentence=N_("Who works with many others, and how much."),
        orders=((0, 30),),
    ),
    Family(
        "between",
        title=N_("Who stands between"),
        sentence=N_("On whom others depend to reach each other."),
        orders=((30, 40), (110, 120)),
    ),
    Family(
        "near",
        title=N_("Who is near"),
        sentence=N_("Who reaches everyone, or is reached, in few steps."),
        orders=((40, 50),),
    ),
    Family(
        "standing",
        title=N_("Whose partners count"),
        sentence=N_("Who is tied to organisations that are themselves well placed."),
        orders=((50, 80),),
    ),
    Family(
        "circle",
        title=N_("Whose circle"),
        sentence=N_("Whether partners know each other, and how tight the group around is."),
        orders=((80, 110),),
    ),
    Family(
        "groups",
        title=N_("Which groups"),
        sentence=N_("Who links sectors or groups, and who stays within its own."),
        orders=((120, 150),),
    ),
    Family("other", title=N_("Other measures"), sentence=N_("What else can be said of a place.")),
)
"""In the reader's order; the last takes what has no family yet."""


def family_of(key: str) -> Family:
    """Return the family of a measure, by its place in the library's order."""
    known = measures().get(key)
    place = known.order if known else -1
    return next((one for one in FAMILIES if any(low <= place < high for low, high in one.orders)), FAMILIES[-1])


def by_family(keys: tuple[str, ...]) -> Mapping[Family, tuple[str, ...]]:
    """Return measures by family, in the reader's order; families without any are left out."""
    found = {one: tuple(key for key in keys if family_of(key) == one) for one in FAMILIES}
    return {one: inside for one, inside in found.items() if inside}
