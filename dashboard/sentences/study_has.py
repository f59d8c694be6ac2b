"""What a study has, so that sentences about interviews, conditions or clients are said only where there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.sentences import table

if TYPE_CHECKING:
    from collabnet.views import Seen

NETWORK = "basis_not_available"
"""Finding on a file that tells ties and not who said so."""


def interviews(seen: Seen) -> bool:
    """Return True where somebody said what is in the study; False for a network that was read as it is."""
    findings = table(seen, "findings")
    return "code" not in findings or NETWORK not in set(findings["code"])


def who_was_interviewed(seen: Seen) -> bool:
    """Return True where it is told which organisations were interviewed; others may know it only where it is public."""
    return seen.view == "researcher" or seen.settings.interviewed_public or not interviews(seen)


def conditions(seen: Seen) -> bool:
    """Return True where any statement speaks of a condition."""
    statements = table(seen, "statements")
    return "domain" in statements and bool(statements["domain"].fillna("").ne("").any())


def clients(seen: Seen) -> bool:
    """Return True where services, needs or conditions tell of the people that organisations work for."""
    return len(table(seen, "services")) > 0 or conditions(seen)
