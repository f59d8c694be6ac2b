"""What is known of expected links: one count, by the library, in the same words wherever it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.network.expected import ExpectedLinks, expected_links
from dashboard.sentences import at_wave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from collabnet.views import Seen
    from dashboard.words import Say


def links(seen: Seen, wave: str, *, processes: Sequence[str] = (), organisation: str = "") -> ExpectedLinks:
    """Count the expected links of one wave as far as this view may see: all, of some ways, or of one organisation."""
    required = at_wave(seen, "required", wave)
    if processes and len(required):
        required = required[required["process"].isin(processes)]
    if organisation and len(required):
        required = required[required["source"].eq(organisation) | required["target"].eq(organisation)]
    return expected_links(required, at_wave(seen, "ties", wave))


def sentence(seen: Seen, wave: str, say: Say) -> str:
    """Say of how many expected links it is known whether they work; nothing where none are expected.

    Where a view withholds some of what is known, what is not known and what is not shown are told together.
    """
    found = links(seen, wave)
    if not found.expected:
        return ""
    values = {"total": found.expected, "known": found.known, "counts": _counts(found, say)}
    if seen.view == "shared":
        if not found.known:
            return say(
                "Of the {total} expected links that may be shown here, it is not known or not shown which ones work.",
                **values,
            )
        return say(
            "Of the {total} expected links that may be shown here, {counts}; the others are not known, or not shown.",
            **values,
        )
    if not found.known:
        return say("We know about none of {total} expected links.", **values)
    if not found.unknown:
        return say("We know about all {total} expected links: {counts}.", **values)
    return say("We know about {known} of {total} expected links: {counts}.", **values)


def without_information(found: ExpectedLinks, say: Say) -> str:
    """Say how many expected links nothing is known about; nothing where there is none."""
    if not found.unknown:
        return ""
    if found.unknown == 1:
        return say("1 expected link without information")
    return say("{n} expected links without information", n=found.unknown)


def _counts(found: ExpectedLinks, say: Say) -> str:
    works = say("1 works") if found.works == 1 else say("{n} work", n=found.works)
    short = say("1 falls short") if found.falls_short == 1 else say("{n} fall short", n=found.falls_short)
    return say("{works}, {short}", works=works, short=short)
