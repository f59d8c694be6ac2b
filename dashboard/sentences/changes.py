"""What changed between waves among those who spoke in both: the only change that is not about who was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.sentences import wave_before
from dashboard.sentences.derivation import paired
from dashboard.sentences.scores import Score, scores

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.words import Say


def among_the_same(seen: Seen, score: Score, say: Say) -> str:
    """Say how a score moved among the organisations that spoke in both waves; empty where that cannot be said."""
    before = wave_before(seen, score.wave)
    if not before or score.voice != "organisations":
        return ""
    same = [
        s
        for s in scores(seen, before, score.level, domain=score.domain, voice=score.voice)
        if s.subject == score.subject
    ]
    found = paired(seen, same[0], score) if same else None
    if found is None:
        return ""
    values = {
        "n": found.organisations,
        "points": say.number(abs(found.change)),
        "low": say.number(abs(found.low)),
        "high": say.number(abs(found.high)),
    }
    if found.low > 0:
        return say("among {n} that spoke both times: up {points} points ({low} to {high})", **values)
    if found.high < 0:
        return say("among {n} that spoke both times: down {points} points ({high} to {low})", **values)
    return say("among {n} that spoke both times: too close to tell", **values)
