"""Which organisation has a reason to turn to which, because the one needs what the other offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from collabnet.services.entries import CLIENTS, OFFERS, entries, fit, limits
from collabnet.vocabularies import vocabulary

if TYPE_CHECKING:
    from collabnet.study import Study, StudySettings

COLUMNS = ["source", "target", "service", "role", "weight", "moves_case"]


def expected_matches(study: Study) -> pd.DataFrame:
    """Return which needs of each organisation another one can meet, each need deciding for itself.

    ``weight`` is how far the best of the other's offers fits that need: the share of its languages, places and phases
    that is covered, multiplied; 0 (and no row) where a rule or a language closes it. How many other needs there are
    changes nothing: who needs much is not expected to work with fewer others.

    Returns
    -------
    pandas.DataFrame
        Columns ``source`` (who needs), ``target`` (who offers), ``service``, ``role`` (``needs_for_clients`` or
        ``own_needs``), ``weight`` (above 0, at most 1) and ``moves_case`` (whether a case is handed over: only with
        clients' needs, and only with services that move one). One row per pair, service and role.
    """
    every = entries(study)
    offers: dict[str, list[int]] = {}
    for place, entry in enumerate(every):
        if entry.role == OFFERS:
            offers.setdefault(entry.service, []).append(place)
    best: dict[tuple[str, str, str, str], float] = {}
    for need in every:
        for offer in (every[place] for place in offers.get(need.service, ()) if need.role != OFFERS):
            if need.organisation != offer.organisation and not limits(need, offer):
                key = (need.organisation, offer.organisation, need.service, need.role)
                best[key] = max(best.get(key, 0.0), fit(need, offer))
    rows = [
        (*key, weight, key[3] == CLIENTS and moves_case(study.settings, key[2])) for key, weight in sorted(best.items())
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"weight": "float64", "moves_case": "bool"})


def moves_case(settings: StudySettings, service: str) -> bool:
    """Return True where a young person's case is handed over with a service.

    The vocabulary says so of its own terms, ``moves_case`` in ``study.toml`` of those that a study adds; of a word
    that neither knows, nobody said it, and no transfer is expected.
    """
    known = vocabulary("services").get(service)
    return service in settings.moves_case or (known is not None and known.moves_case)
