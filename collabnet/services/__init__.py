"""Needs against offers: who may turn to whom, whether there is room, and what leaves a need unmet.

Every need decides for itself, offer by offer: do the rules of the offer let these people in, is there a language in
common, does it serve that place and phase, is there room, does the wait end in time, is the entry up to date? Nothing
that was not said rules anything out.
"""

from collabnet.services.entries import Entry, Limit, entries, fit, limits
from collabnet.services.matching import expected_matches, moves_case
from collabnet.services.outcomes import NeedOutcome, ServiceState, last_day, months_between, service_states

__all__ = [
    "Entry", "Limit", "NeedOutcome", "ServiceState", "entries", "expected_matches", "fit", "last_day", "limits",
    "months_between", "moves_case", "service_states",
]  # fmt: skip
