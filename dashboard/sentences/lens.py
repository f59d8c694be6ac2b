"""One condition seen in one wave through one voice: what the page of conditions asks, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.sentences import capital, table, wave_of
from dashboard.sentences.method import MODEL, PLAIN, by_method, chosen, offered
from dashboard.sentences.scores import Score, by_domain, scored_domains, scores
from dashboard.words import Say, say

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.state import State

VOICES = ("organisations", "young_people", "documents")


@dataclass(frozen=True)
class Lens:
    """What is looked at."""

    seen: Seen
    state: State
    text: Say
    wave: str
    domain: str
    voice: str
    method: str = MODEL

    @property
    def plain(self) -> bool:
        """Whether plain means were asked for where there is a model."""
        return self.method == PLAIN

    @property
    def both(self) -> bool:
        """Whether there are both ways of scoring; only organisations are scored by the model."""
        return self.voice == VOICES[0] and offered(self.seen)

    def scores(self, level: str) -> tuple[Score, ...]:
        """Return the scores of one level."""
        return scores(self.seen, self.wave, level, domain=self.domain, voice=self.voice)

    def whole(self) -> Score | None:
        """Return the score of the whole network."""
        return by_domain(self.seen, self.wave, voice=self.voice).get(self.domain)

    def title(self) -> str:
        """Say the condition, at the beginning of a sentence."""
        return capital(self.text.domain(self.domain))

    def name(self, organisation: str) -> str:
        """Say an organisation."""
        return self.text.name(self.seen, organisation)

    def label(self, key: str) -> str:
        """Say a sector."""
        return self.text.label(self.seen, key)

    def when(self) -> str:
        """Say the wave."""
        return self.text.wave(self.seen, self.wave)


def lens(seen: Seen, state: State) -> Lens:
    """Read the address: the condition that works least well and the organisations' voice, where nobody has chosen.

    ``seen`` of what is returned holds the scores made the way that was chosen; another way never changes the
    condition that the page opens on.
    """
    wave, known = wave_of(seen, state.wave), scored_domains(seen)
    voice = _one(state.option("voice", VOICES[0]), voices(seen))
    scored = [score for score in by_domain(seen, wave, voice=voice).values() if score.known]
    default = min(scored, key=lambda score: score.value).domain if scored else next(iter(known), "")
    wished = state.option("domain", default)
    method = chosen(seen, state)
    domain = wished if wished in known else default
    return Lens(by_method(seen, method), state, say(state), wave, domain, voice, method)


def voices(seen: Seen) -> tuple[str, ...]:
    """Return who speaks in this study."""
    rows = table(seen, "scores")
    present = set(rows["voice"]) if len(rows) else set()
    return tuple(voice for voice in VOICES if voice in present)


def _one(wished: str, known: tuple[str, ...]) -> str:
    return wished if wished in known else next(iter(known), wished)
