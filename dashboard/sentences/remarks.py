"""What the model itself remarks on its fit, in words and with numbers as the language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collabnet.tables.model_remarks import REMARKS
from dashboard.sentences import records, table

if TYPE_CHECKING:
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
    rows = records(table(seen, "model_remarks"))
    return tuple(
        say(REMARKS[row["code"]], **_values(str(row["facts"]), say))
        for row in rows
        if row["code"] in REMARKS and row["code"] not in REASSURING | SAID_ELSEWHERE
    )


def _values(facts: str, say: Say) -> dict[str, str]:
    """Read ``tau=0.79,points=4.5`` into words; a condition by its name, a share as a percentage."""
    found = {}
    for name, _, value in (fact.partition("=") for fact in facts.split(",") if fact):
        found[name] = say.domain(value) if name == "domain" else _number(name, value, say)
    return found


def _number(name: str, value: str, say: Say) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    return say.percent(number) if name == "share" else say.number(number, DIGITS.get(name, 0))
