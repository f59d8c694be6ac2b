"""What every kind of gap is handed: the network, its scores, and answers that several kinds ask for."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from collabnet import settings
from collabnet.gaps._because import because
from collabnet.network.claims import UNSPECIFIED, voters
from collabnet.required import lives
from collabnet.scoring.claims import judged
from collabnet.services import last_day, months_between, service_states
from collabnet.study import AGREEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from collabnet.network import Network
    from collabnet.services import ServiceState

DOUBTFUL: Final = "doubtful"

THIRD_PARTY: Final = 0.5
"""What a statement weighs whose speaker is none of those it is about."""

DIRECTNESS: Final = {"from_client": 0.5, "hearsay": 0.25, "coarse": 0.8, DOUBTFUL: 0.5}
"""What a statement weighs by how its speaker knows and how it was coded; 1 for every other value."""

SILENCE: Final = 0.5
"""What a side weighs that was asked about the other and did not name it: half of one that says no. A convention."""

MOST_REPEATED: Final = 1.5
"""What one organisation weighs at most by saying so often: repeating oneself is no second witness."""

UNIMPORTANT: Final = 0.25
"""Importance of a pair that nothing asks for and that is named in one way of working together only."""

LETTERS: Final = {
    "service_knowledge": "K", "capacity": "C", "trust": "T", "cultural_competence": "T", "diagnosis": "D"
}  # fmt: skip
"""The remedy that a low domain calls for."""

Triple = tuple[str, str, str]


@dataclass(frozen=True)
class GapContext:
    """A network with its scores, as kinds of gap see it.

    Attributes
    ----------
    network
        With its study.
    scores
        As :func:`collabnet.scoring.scores` returns them.
    """

    network: Network
    scores: pd.DataFrame

    @cached_property
    def ties(self) -> pd.DataFrame:
        """Return the positive ties, process by process (without ``all``)."""
        ties = self.network.ties
        return ties[(ties["process"] != "all") & ~ties["negative"].astype(bool)]

    @cached_property
    def _statements(self) -> pd.DataFrame:
        return self.network.study.statements.set_index("statement_id")

    @cached_property
    def _reporters(self) -> dict[str, str]:
        statements = self.network.study.statements.assign(voter=voters(self.network.study))
        witnesses = statements[statements["interview_kind"] != AGREEMENT]
        return dict(_lines(witnesses, "statement_id", "voter"))

    @cached_property
    def _doubtful(self) -> frozenset[str]:
        frame = self._statements
        return frozenset(frame.index[frame["certainty"] == DOUBTFUL])

    def sure(self, evidence: Iterable[str]) -> tuple[str, ...]:
        """Return the statements whose coding is not doubtful."""
        return tuple(key for key in evidence if key not in self._doubtful)

    def confidence(self, evidence: Iterable[str]) -> float:
        """Return 1 − ½ⁿ, where n adds up what the organisations that say so weigh (:meth:`witnesses`)."""
        return float(1.0 - 0.5 ** sum(self.witnesses(evidence).values()))

    def witnesses(self, evidence: Iterable[str]) -> dict[str, float]:
        """Return what each organisation that says so weighs; a document of what was agreed is no witness.

        Weight = who × how directly × how recently × how often, where the first three are those of its best statement:

        - who: 1 for one of those it speaks about, ½ for a third party; so two sides weigh twice one side;
        - how directly: 1 first hand, ½ heard from a client, ¼ hearsay; × 0.8 for a coarse coding, × ½ for a doubtful;
        - how recently: halved for every :data:`settings.MONTHS_VALID` months before the last interview;
        - how often: 1 + ¼ log₂ of the number of quotes, at most 1½.
        """
        told: dict[str, list[str]] = {}
        for key in sorted({key for key in evidence if key in self._reporters}):
            told.setdefault(self._reporters[key], []).append(key)
        return {voter: max(self._weights[key] for key in keys) * self._often(keys) for voter, keys in told.items()}

    def _often(self, keys: Iterable[str]) -> float:
        quotes = {self._quotes[key] or key for key in keys}
        return min(MOST_REPEATED, 1.0 + 0.25 * math.log2(len(quotes)))

    @cached_property
    def _quotes(self) -> dict[str, str]:
        return dict(_lines(self._statements.reset_index(), "statement_id", "quote_id"))

    @cached_property
    def _weights(self) -> dict[str, float]:
        """Return what a statement weighs by who makes it, how directly and how recently."""
        study = self.network.study
        days = dict(_lines(study.interviews, "interview_id", "date"))
        waves = {wave.id: wave.date for wave in study.settings.waves}
        columns = ("statement_id", "interview_id", "wave", "source", "target", "basis", "precision", "certainty")
        found = {}
        for key, interview, wave, source, target, basis, *coding in _lines(self._statements.reset_index(), *columns):
            side = 1.0 if self._reporters.get(key) in {source, *target} else THIRD_PARTY
            direct = math.prod(DIRECTNESS.get(word, 1.0) for word in (basis, *coding))
            age = months_between(days.get(interview) or waves.get(wave) or "", self.today)
            found[str(key)] = side * direct * 0.5 ** (max(age, 0) / settings.MONTHS_VALID)
        return found

    def denials(self, tie: Any) -> tuple[str, ...]:
        """Return the statements that say of a tie that there is none, or none any more."""
        return self._denials.get((tie.source, tie.target, tie.process, tie.wave), ())

    @cached_property
    def _denials(self) -> dict[tuple[str, str, str, str], tuple[str, ...]]:
        claims = self.network.claims
        speaking = claims["practice"] & ~claims["together"] & ~claims["negative"]
        found: dict[tuple[str, str, str, str], tuple[str, ...]] = {}
        for *pair, key in _lines(
            claims[speaking & claims["answer"].isin(["no", "ended"])],
            "source", "target", "process", "wave", "statement_id",
        ):  # fmt: skip
            place = (pair[0], pair[1], pair[2], pair[3])
            found[place] = (*found.get(place, ()), str(key))
        return found

    def ended(self, evidence: Iterable[str]) -> tuple[str, ...]:
        """Return the statements that say of a tie that it has ended."""
        return tuple(key for key in evidence if key in self._ended)

    @cached_property
    def _ended(self) -> frozenset[str]:
        claims = self.network.claims
        return frozenset(claims.loc[claims["answer"].eq("ended"), "statement_id"])

    def ended_because(self, evidence: Iterable[str]) -> tuple[str, ...]:
        """Return why it ended, in the words of those who say so, each once."""
        reasons = self._statements.loc[sorted(evidence), "ended_reason"]
        return tuple(sorted({str(words).rstrip(".") for words in reasons if words}))

    def wishes(self, source: str, target: str) -> tuple[str, ...]:
        """Return the statements in which one of two organisations wishes to work with the other, in any wave."""
        return self._wishes.get(frozenset((source, target)), ())

    @cached_property
    def _wishes(self) -> dict[frozenset[str], tuple[str, ...]]:
        frame = self._statements.reset_index()
        wished = frame[frame["modality"].eq("wished") & frame["about"].isin(["", "collaboration"])
                       & frame["sign"].ne("negative")].explode("target").dropna(subset="target")  # fmt: skip
        found: dict[frozenset[str], tuple[str, ...]] = {}
        for key, reporter, source, target in _lines(wished, "statement_id", "reporter", "source", "target"):
            pair = frozenset((source, target))
            if reporter in pair:
                found[pair] = (*found.get(pair, ()), str(key))
        return found

    @cached_property
    def _required(self) -> dict[Triple, float]:
        """Return the weight with which a pair is expected to work together in a wave, in any way."""
        frame = self.network.required
        found: dict[Triple, float] = {}
        for source, target, wave, weight in _lines(frame, "source", "target", "wave", "weight"):
            found[source, target, wave] = max(found.get((source, target, wave), 0.0), float(weight))
        return found

    def expected_because(self, source: str, target: str) -> tuple[str, ...]:
        """Return why two organisations are expected to work together, in any way, direction and wave, as codes."""
        return self._because.get(frozenset((source, target)), ())

    @cached_property
    def _because(self) -> dict[frozenset[str], tuple[str, ...]]:
        written: dict[frozenset[str], set[str]] = {}
        for source, target, reasons in _lines(self.network.required, "source", "target", "reasons"):
            written.setdefault(frozenset((source, target)), set()).update(reasons)
        return {pair: because(sorted(codes)) for pair, codes in written.items()}

    @cached_property
    def _named(self) -> dict[Triple, int]:
        """Count the ways in which a pair is said to work together; that it does so in some way is none beside them."""
        pairs = self.network.pairs
        counts = [len({*keys} - {UNSPECIFIED}) for keys in pairs["processes"]]
        return dict(zip(zip(pairs["source"], pairs["target"], pairs["wave"], strict=True), counts, strict=True))

    def weight(self, source: str, target: str, wave: str) -> float:
        """Return the weight with which a pair is expected to work together, in either direction; 0 where it is not."""
        one, other = (source, target, wave), (target, source, wave)
        return max(self._required.get(one, 0.0), self._required.get(other, 0.0))

    def importance(self, source: str, target: str, wave: str) -> float:
        """Return how much a pair matters, 0–1."""
        named = self._named.get((min(source, target), max(source, target), wave), 0)
        return max(self.weight(source, target, wave), 0.5 if named >= 2 else UNIMPORTANT)

    def is_important(self, source: str, target: str, wave: str) -> bool:
        """Tell whether a pair is expected with at least half weight, or named in two ways of working together."""
        return self.importance(source, target, wave) >= settings.IMPORTANT_WEIGHT

    def matters(self, source: str, target: str, wave: str) -> bool:
        """Tell whether a pair is expected to work together at all, or important."""
        return self.weight(source, target, wave) > 0 or self.is_important(source, target, wave)

    @cached_property
    def pair_scores(self) -> pd.DataFrame:
        """Return the scores of pairs by organisations' account."""
        frame = self.scores
        return frame[(frame["level"] == "dyad") & (frame["voice"] == "organisations")]

    @cached_property
    def _barriers(self) -> dict[Triple, dict[str, set[str]]]:
        """Return, per pair and wave, the organisations that speak of each condition between the two as a barrier."""
        barriers = frozenset(self._statements.index[judged(self._statements) == "barrier"])
        found: dict[Triple, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for source, target, wave, domain, evidence in _lines(
            self.pair_scores, "source", "target", "wave", "domain", "evidence"
        ):
            named = {self._reporters[key] for key in evidence if key in barriers and key in self._reporters}
            found[min(source, target), max(source, target), wave][domain] |= named
        return found

    def barrier(self, source: str, target: str, wave: str) -> str:
        """Return the condition that most organisations speak of as a barrier between two; nothing where none leads."""
        named = self._barriers.get((min(source, target), max(source, target), wave), {})
        counts = {domain: len(voters) for domain, voters in named.items() if voters}
        first = [domain for domain, count in counts.items() if count == max(counts.values())]
        return first[0] if len(first) == 1 else ""

    def votes(self, evidence: Iterable[str], column: str) -> Counter[str]:
        """Count the organisations behind each value of a column of statements: one organisation, one vote each."""
        known = self._statements.loc[sorted({key for key in evidence if key in self._reporters}), column]
        return Counter(
            value for _, value in {(self._reporters[str(key)], value) for key, value in known.items() if value}
        )

    def ratings(self, evidence: Iterable[str]) -> dict[str, float]:
        """Return the mean rating that each organisation gives a tie itself, among statements."""
        ids = [key for key in evidence if key in self._reporters and key in self._ratings.index]
        return dict(self._ratings[ids].groupby([self._reporters[key] for key in ids]).mean()) if ids else {}

    @cached_property
    def _ratings(self) -> pd.Series[float]:
        claims = self.network.claims.drop_duplicates("statement_id").set_index("statement_id")
        return claims["rating"].dropna()

    @cached_property
    def service_states(self) -> tuple[ServiceState, ...]:
        """Return every service as it stands in the last wave, with what becomes of each need of it."""
        study = self.network.study
        return service_states(study, lives(study)[self.network.waves[-1]])

    @cached_property
    def today(self) -> str:
        """Return the day of the last interview: what stands in lists is held against it."""
        return last_day(self.network.study)

    @cached_property
    def policy_levels(self) -> dict[str, str]:
        """Return the policy level that each organisation answers to; empty where it is said to answer to none."""
        return dict(_lines(self.network.study.organisations, "organisation_id", "policy_level"))

    def reporters(self, evidence: Iterable[str]) -> tuple[str, ...]:
        """Return the organisations that say so, documents aside, in alphabetical order."""
        return tuple(sorted({self._reporters[key] for key in evidence if key in self._reporters}))

    @cached_property
    def without_room(self) -> frozenset[str]:
        """Return the organisations that have no room for all who ask for what they offer, in at least one service."""
        return frozenset(offer.organisation for state in self.service_states for offer in state.full)

    def about_service(self, service: str) -> tuple[str, ...]:
        """Return every statement that names a service, in any wave."""
        return self._of_services.get(service, ())

    @cached_property
    def _of_services(self) -> dict[str, tuple[str, ...]]:
        named = self._statements.loc[self._statements["service"] != "", "service"]
        return {str(service): tuple(sorted(map(str, ids.index))) for service, ids in named.groupby(named)}

    def about_pair(self, source: str, target: str, wave: str) -> tuple[str, ...]:
        """Return every statement about a pair in a wave, either way."""
        return self._about.get((min(source, target), max(source, target), wave), ())

    def says_of(self, speaker: str, named: str, wave: str) -> bool:
        """Return True where one organisation says anything of another in a wave, whatever it is about."""
        return (speaker, named, wave) in self._said_of

    def of_each_other(self, first: str, second: str, wave: str) -> tuple[str, ...]:
        """Return what one of two organisations says of the other in a wave, alone or as one side of a pair."""
        return tuple(
            sorted({*self._said_of.get((first, second, wave), ()), *self._said_of.get((second, first, wave), ())})
        )

    @cached_property
    def _said_of(self) -> dict[Triple, list[str]]:
        """Return who speaks of whom: the statements by reporter, by whom they name and by wave."""
        frame = self._statements[["reporter", "source", "target", "wave"]].explode("target").fillna("").reset_index()
        found: dict[Triple, list[str]] = {}
        for key, reporter, source, target, wave in _lines(
            frame, "statement_id", "reporter", "source", "target", "wave"
        ):
            for named in {source, target} - {reporter, ""}:
                found.setdefault((reporter, named, wave), []).append(str(key))
        return found

    def silent(self, tie: Any) -> tuple[str, ...]:
        """Return which sides of a tie were asked about it and did not name it, in alphabetical order."""
        return self._silent.get((tie.source, tie.target, tie.process, tie.wave), ())

    @cached_property
    def _silent(self) -> dict[tuple[str, str, str, str], tuple[str, ...]]:
        found: dict[tuple[str, str, str, str], list[str]] = {}
        for *place, voter in _lines(self.network.silent, "source", "target", "process", "wave", "voter"):
            found.setdefault((place[0], place[1], place[2], place[3]), []).append(voter)
        return {key: tuple(sorted(voters_)) for key, voters_ in found.items()}

    def was_asked(self, one: str, other: str, wave: str) -> bool:
        """Return True where an organisation was asked about another in a wave, in some way."""
        return (one, other, wave) in self._asked

    @cached_property
    def _asked(self) -> frozenset[Triple]:
        return frozenset(_lines(self.network.asked, "reporter", "organisation_id", "wave"))

    def absence(self, tie: Any) -> float:
        """Return how sure it is that a tie is not there: :meth:`confidence` with those who were asked and silent."""
        said = sum(self.witnesses(self.denials(tie)).values())
        return float(1.0 - 0.5 ** (said + SILENCE * len(self.silent(tie))))

    @cached_property
    def _about(self) -> dict[Triple, tuple[str, ...]]:
        frame = self._statements[["source", "target", "wave"]].explode("target").dropna().reset_index()
        found: dict[Triple, list[str]] = {}
        for key, source, target, wave in _lines(frame, "statement_id", "source", "target", "wave"):
            found.setdefault((min(source, target), max(source, target), wave), []).append(str(key))
        return {pair: tuple(sorted(set(ids))) for pair, ids in found.items()}


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Return the rows of a frame, a value by its column's name."""
    return iter(frame.itertuples(index=False))


def _lines(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(frame[name].tolist() for name in names), strict=True)
