"""What the model itself remarks on its fit, in words and with numbers as the language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collabnet.tables.model_remarks import REMARKS
from dashboard.sentences import records, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from collabnet.views import Seen
    from dashboard.words import Say

REASSURING: Final = frozenset({"ordinal_agrees"})
"""Remarks that limit nothing."""

SAID_ELSEWHERE: Final = frozenset({"nothing_rated"})
"""Remarks that the page says in its own words."""

DIGITS: Final = {"tau": 2, "rhat": 3, "points": 0}
"""Decimals of the numbers in remarks; whole where not named."""


def remarks(seen: Seen, say: Say) -> tuple[str, ...]:
    """Say every remark that limits what the scores can tell, in the order of the table."""
    return tuple(_told(seen, say, without=REASSURING | SAID_ELSEWHERE))


def every_remark(seen: Seen, say: Say, domain: str = "") -> tuple[str, ...]:
    """Say all that a reader should know about the fit; with a condition, only what is about it or about all."""
    return tuple(_told(seen, say, domain=domain))


def _told(seen: Seen, say: Say, *, domain: str = "", without: frozenset[str] = frozenset()) -> Iterator[str]:
    for row in records(table(seen, "model_remarks")):
        facts = dict(fact.split("=", 1) for fact in str(row["facts"]).split(",") if fact)
        about_another = domain and facts.get("domain", domain) != domain
        if row["code"] not in without and not about_another:
            yield say(REMARKS.get(row["code"], str(row["remark_text"])), **_values(facts, say))


def _values(facts: dict[str, str], say: Say) -> dict[str, str]:
    """Return facts in words: a condition by its name, a share as a percentage."""
    return {name: say.domain(value) if name == "domain" else _number(name, value, say) for name, value in facts.items()}


def _number(name: str, value: str, say: Say) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    return say.percent(number) if name == "share" else say.number(number, DIGITS.get(name, 0))
