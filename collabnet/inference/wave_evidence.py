"""What was said in one wave about each pair: who says yes and no, who was asked, who coded it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.network.asked import conversations, questions
from collabnet.network.claims import ENDED, NEITHER, NO, PAIR, YES, voters
from collabnet.network.periods import periods, settled
from collabnet.network.votes import votes
from collabnet.network.ways import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from collabnet.network import Network

Pair = tuple[str, str, str]
Claim = dict[Any, Any]
ByWave = dict[str, dict[Pair, frozenset[str]]]

_NOBODY: Final[frozenset[str]] = frozenset()
_KEY: Final = ["source", "target", "process"]


@dataclass(frozen=True, eq=False)
class Said:
    """One wave: who spoke, and by pair (source, target, process) who says what.

    Attributes
    ----------
    spoke
        Everybody who has a vote in some statement or was interviewed: organisations, and persons by their ids.
    first_day, last_day
        Of the wave's interviews, else of the wave, as numbers such as 20240131; NaN where no date is known.
    """

    spoke: frozenset[str]
    first_day: float
    last_day: float
    _answers: Mapping[str, Mapping[Pair, frozenset[str]]]
    _asked: Mapping[Pair, frozenset[str]]
    _claims: Mapping[Pair, list[Claim]]

    def yes(self, pair: Pair) -> frozenset[str]:
        """Return who says yes."""
        return self._answers[YES].get(pair, _NOBODY)

    def no(self, pair: Pair) -> frozenset[str]:
        """Return who says no, or that it ended, and does not say yes besides."""
        return self._answers[NO].get(pair, _NOBODY) - self.yes(pair)

    def unclear(self, pair: Pair) -> frozenset[str]:
        """Return who speaks of it without saying yes or no."""
        return self._answers[NEITHER].get(pair, _NOBODY) - self.yes(pair) - self.no(pair)

    def asked(self, pair: Pair) -> frozenset[str]:
        """Return which of the two was asked about the other."""
        return self._asked.get(pair, _NOBODY)

    def codings(self, pair: Pair, column: str, *, yes: bool) -> frozenset[str]:
        """Return the coders (or precisions) of what is said for or against; what is not said is left out."""
        answers = {YES} if yes else {NO, ENDED}
        named = {str(claim[column]) for claim in self._claims.get(pair, ()) if claim["answer"] in answers}
        return frozenset(named - {""})

    def began(self, pair: Pair) -> tuple[float, float, str] | None:
        """Return since when the parties that say yes say it is there: the first and last day it means, as written."""
        told = [it for it in self._of_parties(pair, YES) if it["since"] and it["voter"] in self.yes(pair)]
        days = [(float(it["first"]), float(it["latest"]), str(it["since"])) for it in told]
        return min(days, default=None)

    def ended(self, pair: Pair, day: float) -> bool:
        """Say whether a party tells that it ended, and not before a day, where that is known."""
        told = [it for it in self._of_parties(pair, ENDED) if it["voter"] in self.no(pair)]
        return any(not it["last"] < day for it in told)

    def yes_of_any_process(self, pair: Pair) -> frozenset[str]:
        """Return who says yes to any way of working together of the two, in either direction."""
        here = [self.yes(other) for other in self._answers[YES] if set(other[:2]) == set(pair[:2])]
        return frozenset[str]().union(*here)

    def _of_parties(self, pair: Pair, answer: str) -> list[Claim]:
        return [it for it in self._claims.get(pair, ()) if it["party"] and it["answer"] == answer]


def said_in(network: Network, waves: Iterable[str] | None = None) -> dict[str, Said]:
    """Return what was said in each of these waves, or in all; negative ties, documents and joint events aside."""
    study = network.study
    chosen = list(network.waves if waves is None else waves)
    claims = network.claims
    claims = claims[claims["wave"].isin(chosen) & ~claims["negative"] & claims["practice"] & ~claims["together"]]
    answers, told = _answers(claims, network), _by_pair(_described(claims, network))
    posed = _questions(network)
    votes_ = pd.Series(voters(study)).groupby(study.statements["wave"]).agg(frozenset).to_dict()
    return {
        wave: Said(
            network.interviewed(wave) | (votes_.get(wave, _NOBODY) - {""}),
            *_days(network, wave),
            {name: found.get(wave, {}) for name, found in answers.items()},
            posed.get(wave, {}),
            told.get(wave, {}),
        )
        for wave in chosen
    }


def _described(claims: pd.DataFrame, network: Network) -> pd.DataFrame:
    """Add how finely each claim is rated, and the days its dates mean."""
    study = network.study
    precision = study.statements.set_index("statement_id")["precision"]
    days, since = periods(claims, study), periods(claims.assign(until=claims["since"]), study)
    return claims.assign(
        precision=claims["statement_id"].map(precision).fillna("").astype("str"),
        first=days["since"], last=days["until"], latest=since["until"],
    )  # fmt: skip


def _by_pair(claims: pd.DataFrame) -> dict[str, dict[Pair, list[Claim]]]:
    columns = ["wave", *_KEY, "party", "answer", "voter", "since", "first", "latest", "last", "coder", "precision"]
    found: dict[str, dict[Pair, list[Claim]]] = {}
    for claim in claims[columns].to_dict("records"):
        of_wave = found.setdefault(claim["wave"], {})
        of_wave.setdefault((claim["source"], claim["target"], claim["process"]), []).append(claim)
    return found


def _answers(claims: pd.DataFrame, network: Network) -> dict[str, ByWave]:
    """Return who says yes, who no and who neither; who contradicts itself says both."""
    quotes = votes(claims, network.study)
    standing, contested = settled(quotes)
    clash = quotes.merge(contested[PAIR], on=PAIR) if len(contested) else quotes.iloc[:0]
    all_ = pd.concat([standing, clash], ignore_index=True)
    groups = {YES: [YES], NO: [NO, ENDED], NEITHER: [NEITHER]}
    return {name: _sets(all_[all_["answer"].isin(answers)]) for name, answers in groups.items()}


def _questions(network: Network) -> ByWave:
    """Return which party was asked about the other in which wave, for every pair that was spoken of in any wave."""
    single = {key: process for key, process in network.processes.items() if key != ALL}
    return _sets(questions(network.asked, single).merge(network.claims[_KEY].drop_duplicates(), on=_KEY))


def _sets(rows: pd.DataFrame) -> ByWave:
    """Return the voters of each pair, by wave."""
    found: dict[str, dict[Pair, set[str]]] = {}
    for wave, source, target, process, voter in zip(*(rows[name] for name in ["wave", *_KEY, "voter"]), strict=True):
        found.setdefault(wave, {}).setdefault((source, target, process), set()).add(voter)
    return {wave: {pair: frozenset(who) for pair, who in pairs.items()} for wave, pairs in found.items()}


def _days(network: Network, wave: str) -> tuple[float, float]:
    talks = conversations(network.study)
    of_wave = next((it.date for it in network.study.settings.waves if it.id == wave), "")
    dates = [date for date in talks.loc[talks["wave"].eq(wave), "date"] if date] or [of_wave]
    days = periods(pd.DataFrame({"since": dates, "until": dates, "wave": wave}), network.study)
    first, last = (days[name].replace([-np.inf, np.inf], np.nan) for name in ("since", "until"))
    return float(first.min()), float(last.max())
