"""A need that no organisation meets: nobody offers it, or not to these people, or it is full, or far too late.

Full means no places, or more who ask than places. Importance is 1 − ½ⁿ for n organisations whose need is not met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from collabnet.gaps._context import each
from collabnet.gaps._record import Gap, GapKind, gap_id, reason
from collabnet.required import lives, match

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from collabnet.gaps._context import GapContext

KEY = "unmet_need"

LONGEST_WAIT: Final = 26.0
"""Weeks of waiting beyond which a service is no answer to somebody who turns 18: half a year, a convention."""

_CAUSES: Final = ("nobody_offers", "not_eligible", "full", "waiting")
CONFIDENCE: Final = {"nobody_offers": 0.9, "not_eligible": 0.7, "full": 0.7, "waiting": 0.7}
"""A list of services is never quite complete, and conditions, places and waits change: a convention."""

_SIZE: Final = {"nobody_offers": 100.0, "not_eligible": 90.0, "full": 80.0, "waiting": 60.0}
_LETTER: Final = {"nobody_offers": "S", "not_eligible": "C", "full": "C", "waiting": "C"}


def _find(context: GapContext) -> Iterator[Gap]:
    study = context.network.study
    services = study.services[study.services["organisation_id"].isin(context.network.organisations.index)]
    eligible = _eligible(match(study))
    for wave, here in lives(study).items():
        if wave in context.network.waves:
            yield from _in_wave([row for row in each(services) if row.organisation_id in here], eligible, wave)


def _eligible(pairs: pd.DataFrame) -> set[tuple[str, str, str]]:
    return {(row.source, row.target, need) for row in each(pairs) for need in row.needs}


def _in_wave(services: Sequence[Any], eligible: set[tuple[str, str, str]], wave: str) -> Iterator[Gap]:
    for service in sorted({row.service for row in services if row.role == "needs"}):
        offered = [row for row in services if row.role == "offers" and row.service == service]
        wanting = {row.organisation_id for row in services if row.role == "needs" and row.service == service}
        why = {who: _why(who, offered, eligible, service) for who in sorted(wanting)}
        unmet = {who: cause for who, cause in why.items() if cause}
        if unmet:
            yield _gap(service, unmet, tuple(sorted({row.organisation_id for row in offered})), wave)


def _why(who: str, offered: Sequence[Any], eligible: set[tuple[str, str, str]], service: str) -> str:
    """Say why an organisation's need is not met; nothing where it is."""
    others = [row for row in offered if row.organisation_id != who]
    if not others:
        return "nobody_offers"
    open_to = [row for row in others if (who, row.organisation_id, service) in eligible]
    if not open_to:
        return "not_eligible"
    room = [row for row in open_to if not (row.capacity == 0 or row.demand > row.capacity)]
    if not room:
        return "full"
    return "waiting" if all(row.wait_weeks > LONGEST_WAIT for row in room) else ""


def _gap(service: str, unmet: Mapping[str, str], offering: tuple[str, ...], wave: str) -> Gap:
    causes = [cause for cause in _CAUSES if cause in unmet.values()]
    who = tuple(unmet)
    reasons = [
        reason(
            cause, service=service, organisations=tuple(key for key, found in unmet.items() if found == cause),
            count=sum(found == cause for found in unmet.values()),
        )
        for cause in causes
    ]  # fmt: skip
    return Gap(
        gap_id=gap_id(KEY, (), service=service), kind=KEY, organisations=who, service=service, wave=wave,
        size=_SIZE[causes[0]], confidence=CONFIDENCE[causes[0]], importance=1.0 - 0.5 ** len(unmet),
        reasons=tuple(reasons), suggestion=causes[0], letter=_LETTER[causes[0]],
        competent_level="regional" if causes[0] == "nobody_offers" else "organisation", concerns=(*who, *offering),
    )  # fmt: skip


UNMET_NEED = GapKind(
    key=KEY,
    title="need that nobody meets",
    sentence="Organisations need a service for their clients that no other organisation offers them in time.",
    reasons={
        "nobody_offers": "{organisations}: nobody in the network offers {service}.",
        "not_eligible": "{organisations}: {service} is offered, but not to clients like theirs, or not at that time.",
        "full": "{organisations}: {service} is offered, but full.",
        "waiting": "{organisations}: {service} is offered, after more than half a year of waiting.",
    },
    suggestions={
        "nobody_offers": "Bring the need for {service} to the level that can fund it, together.",
        "not_eligible": "Ask those who offer {service} which condition could be loosened for these young people.",
        "full": "Look together at who else could offer {service}, and what more places would cost.",
        "waiting": "Agree on priority for {service} for those who turn 18 within the year.",
    },
    find=_find,
    shareable=True,
    order=10,
)
