"""What the tables of services share: how each stands at the last interview, and how it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.required import lives
from collabnet.services import service_states
from collabnet.vocabularies import vocabulary

if TYPE_CHECKING:
    from collabnet.services import ServiceState
    from collabnet.tables._record import Parts


def states(parts: Parts) -> tuple[ServiceState, ...]:
    """Return every service as it stands in the last wave; made once."""
    return parts.remember("service_states", _states)


def service_text(parts: Parts, service: str) -> str:
    """Return the English name of a service: the vocabulary's, else the study's."""
    known = vocabulary("services").get(service)
    return known.label("en") if known else parts.study.settings.label(service, "en")


def _states(parts: Parts) -> tuple[ServiceState, ...]:
    return service_states(parts.study, lives(parts.study)[parts.network.waves[-1]])
