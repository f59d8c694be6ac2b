"""What a study has, so that sentences about interviews, conditions or clients are said only where there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collabnet.settings import NO_REPORTERS
from dashboard.sentences import table

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.words import Say

DIRECTION: Final = "direction_not_told"
"""Finding on a file that does not tell whether its ties have a direction."""


def interviews(seen: Seen) -> bool:
    """Return True where somebody said what is in the study; False for a network that was read as it is."""
    findings = table(seen, "findings")
    return "code" not in findings or NO_REPORTERS not in set(findings["code"])


def who_was_interviewed(seen: Seen) -> bool:
    """Return True where it is told which organisations were interviewed; others may know it only where it is public."""
    return interviews(seen) and (seen.view == "researcher" or seen.settings.interviewed_public)


def conditions(seen: Seen) -> bool:
    """Return True where any statement speaks of a condition."""
    statements = table(seen, "statements")
    return "domain" in statements and bool(statements["domain"].fillna("").ne("").any())


def ties_alone(seen: Seen) -> bool:
    """Return True where statements tell of ties, and neither of conditions nor of causes."""
    return not conditions(seen) and len(table(seen, "causes")) == 0


def clients(seen: Seen) -> bool:
    """Return True where services, needs or conditions tell of the people that organisations work for."""
    return len(table(seen, "services")) > 0 or conditions(seen)


def read_as(seen: Seen, say: Say) -> str:
    """Say which ties of a file were read as having a direction, and which not."""
    used = set(table(seen, "ties")["process"])
    known = seen.settings.processes.items()
    names = [
        say.listing(say.process(seen, key) for key, one in known if key in used and one.directed is directed)
        for directed in (True, False)
    ]
    with_one = say("Read with a direction, from the first organisation to the second: {processes}.", processes=names[0])
    without = say("Read without a direction: {processes}.", processes=names[1])
    return " ".join(told for told, named in zip((with_one, without), names, strict=True) if named)


def read_as_untold(seen: Seen, say: Say) -> str:
    """Say how the ties of a file were read that does not tell whether they have a direction; else nothing."""
    findings = table(seen, "findings")
    told = "code" not in findings or DIRECTION not in set(findings["code"])
    return "" if told else say(
        "The file does not tell whether its ties have a direction: they were read with one, from the first "
        "organisation to the second."
    )  # fmt: skip
