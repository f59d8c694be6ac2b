"""How often each kind of gap is claimed where nothing is wrong.

Studies are invented in which every two organisations that are expected to work together do, as they should, every
service has places for all who ask for it, and no condition lies low between two organisations but those of which that
is said below. What is then claimed is false; questions claim nothing. Scores are plain means; what is claimed by scores
of the model stands in ``pair_study.csv``. Run ``python -m tests.studies.false_claims --jobs 2`` to write
``false_claims.csv`` beside this file (--table prints the table of ``README.md``). Numbers do not depend on ``--jobs``.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from collabnet import scoring, settings
from collabnet.domains import domains
from collabnet.gaps import GapContext, GapFinding, gap_kinds
from collabnet.network import Network
from collabnet.study import AGREEMENT, Study
from collabnet.vocabularies import vocabulary
from tests.network.conftest import make

RESULTS = Path(__file__).with_suffix(".csv")

ORGANISATIONS: Final = 16
PROVIDERS: Final = 5
"""Organisations that offer a service each, with places for all."""

SHARE_OF_PAIRS: Final = 0.25
"""Pairs that work together."""

SPREAD: Final = {"source": 8.0, "target": 10.0, "pair": 8.0, "said": 18.0}
"""Standard deviations of what a condition is (source, target, pair) and of one rating of it, in points."""

STATUS: Final = (3, 4, 5)
"""How far a transfer that works gets."""

RATED: Final = 0.5
"""Share of the conditions of each direction of a pair that an organisation rates."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Condition:
    """One kind of study in which nothing is wrong.

    Attributes
    ----------
    name
        What it is called in the results.
    mean, spread
        Mean of all conditions in points, and whether they differ between organisations and pairs.
    unsaid
        Share of their partners that organisations say nothing of.
    without_process
        Share of reports that are coded without a process.
    interviewed
        Share of organisations interviewed.
    shown
        Whether a list of all organisations is shown in each interview, so that silence is a no.
    """

    name: str
    mean: float = 85.0
    spread: bool = False
    unsaid: float = 0.0
    without_process: float = 0.0
    interviewed: float = 1.0
    shown: bool = False


CONDITIONS: Final = (
    Condition("complete"),
    Condition("a fifth not reported", unsaid=0.2),
    Condition("a fifth coded without a process", without_process=0.2),
    Condition("half not interviewed", interviewed=0.5),
    Condition("mean 70", mean=70.0, spread=True),
    Condition("a fifth not reported, a list shown", unsaid=0.2, shown=True),
    Condition("a fifth coded without a process, a list shown", without_process=0.2, shown=True),
)
STUDIES: Final = 15
"""Studies of each kind."""


def ways(one: str, other: str) -> tuple[tuple[str, str, str], ...]:
    """Return all that two organisations do together: source, target, process."""
    return (one, other, "information_exchange"), (other, one, "information_exchange"), (one, other, "case_transfer")


class Invented:
    """One study in which nothing is wrong, and what is true of it."""

    def __init__(self, condition: Condition, number: int) -> None:
        self.condition = condition
        self.random = np.random.default_rng((number, ORGANISATIONS))
        self.ids = [f"o{place:02}" for place in range(ORGANISATIONS)]
        self.pairs = self._pairs()
        self.truth = self._truth()
        heard = round(condition.interviewed * ORGANISATIONS)
        self.heard = sorted(map(str, self.random.choice(self.ids, heard, replace=False)))

    def _pairs(self) -> list[tuple[str, str]]:
        """Return who works together: by chance, and around in a ring, so that nobody holds it together alone."""
        ring = {(min(pair), max(pair)) for pair in zip(self.ids, [*self.ids[1:], self.ids[0]], strict=True)}
        every = itertools.combinations(self.ids, 2)
        return [pair for pair in every if self.random.random() < SHARE_OF_PAIRS or pair in ring]

    def _truth(self) -> dict[tuple[str, str, str], float]:
        """Return how well each condition is met in each direction of those who work together, in points."""
        size = SPREAD if self.condition.spread else dict.fromkeys(SPREAD, 0.0)
        acts = {key: size["source"] * self.random.standard_normal() for key in self.ids}
        fares = {key: size["target"] * self.random.standard_normal() for key in self.ids}
        return {
            (source, target, domain): self.condition.mean + acts[source] + fares[target]
            + size["pair"] * self.random.standard_normal()
            for source, target in self._both_ways() for domain in domains()
        }  # fmt: skip

    def _both_ways(self) -> Iterator[tuple[str, str]]:
        return ((one, other) for pair in self.pairs for one, other in (pair, pair[::-1]))

    def network(self) -> Network:
        """Return the network as it is told."""
        return Network.from_study(self._study())

    def _study(self) -> Study:
        held = [
            {"interview_id": f"i_{by}", "organisation_id": by, "prompted": self.condition.shown} for by in self.heard
        ]
        talks: list[Any] = [*held, {"interview_id": "paper", "kind": AGREEMENT}]
        required = [
            {"source": source, "target": target, "process": process, "weight": 0.8}
            for one, other in self.pairs for source, target, process in ways(one, other)
        ]  # fmt: skip
        return make(
            [*self._told(), *self._agreed()], organisations=self.ids, interviews=talks, required=required,
            services=list(self._services()),
        )  # fmt: skip

    def _told(self) -> Iterator[Row]:
        """Return what organisations tell of each partner: each process, and each condition in both directions."""
        for by in self.heard:
            for one, other in self.pairs:
                if by in (one, other) and self.random.random() >= self.condition.unsaid:
                    yield from (row | {"by": by} for row in self._of_pair(one, other))

    def _of_pair(self, one: str, other: str) -> Iterator[Row]:
        for source, target, process in ways(one, other):
            row = {"source": source, "target": target}
            if self.random.random() >= self.condition.without_process:
                row |= {"process": process} | self._how(source, target, process)
            yield row
        for (source, target), domain in itertools.product(((one, other), (other, one)), domains()):
            if self.random.random() < RATED:
                rating = self._rating(source, target, domain)
                yield {"source": source, "target": target, "domain": domain, "rating": rating}

    def _how(self, source: str, target: str, process: str) -> Row:
        """Return how well a way of working together is said to go: how far transfers get, or a rating."""
        if process == "case_transfer":
            return {"transfer_status": self.random.choice(STATUS)}
        return {"rating": self._rating(source, target)}

    def _rating(self, source: str, target: str, domain: str = "") -> float:
        """Return one rating of a condition, or of the tie as a whole: of all its conditions."""
        keys = [domain] if domain else list(domains())
        points = float(np.mean([self.truth[source, target, key] for key in keys]))
        said = points + SPREAD["said"] * self.random.standard_normal()
        return float(np.clip(np.rint(said / settings.POINTS_PER_RATING), 0, settings.RATING_MAXIMUM))

    def _agreed(self) -> Iterator[Row]:
        """Return what documents say was agreed: half of what is done."""
        for one, other in self.pairs[::2]:
            yield {"interview_id": "paper", "source": one, "target": other, "process": "information_exchange"}

    def _services(self) -> Iterator[Row]:
        """Return a service of its own for each provider, needed by those who work with it, with places for all."""
        terms = list(vocabulary("services"))[:PROVIDERS]
        for provider, service in zip(self.ids[::-1], terms, strict=False):
            asking = [one for one, other in self.pairs if other == provider]
            yield {
                "organisation_id": provider, "service": service, "role": "offers", "capacity": 100.0, "wait_weeks": 0.0,
                "demand": 60.0,
            }  # fmt: skip
            for organisation in asking:
                yield {
                    "organisation_id": organisation, "service": service, "role": "needs_for_clients", "demand": 5.0,
                }  # fmt: skip

    def low(self, source: str, target: str, domain: str) -> bool:
        """Return True where a condition, or all of them together, is truly below half of the scale."""
        keys = [domain] if domain else list(domains())
        return float(np.mean([self.truth[source, target, key] for key in keys])) < settings.HALF


def _missing(invented: Invented, gap: GapFinding) -> bool:
    """Return True where a relation is truly as low as is claimed; the truth is that all of them work otherwise."""
    return invented.low(gap.source, gap.target, "")


def _weak(invented: Invented, gap: GapFinding) -> bool:
    return invented.low(gap.source, gap.target, gap.domain)


TRUE: Final[dict[str, Callable[[Invented, GapFinding], bool]]] = {"missing_link": _missing, "weak_condition": _weak}
"""When a gap of a kind is true; those of all others are false."""


def _conditions(invented: Invented) -> int:
    return sum(not invented.low(*place) for place in invented.truth)


CASES: Final[dict[str, Callable[[Invented], int]]] = {
    "missing_link": lambda invented: sum(not invented.low(*pair, "") for pair in invented.pairs),
    "not_practised": lambda invented: len(invented.pairs[::2]),
    "single_bridge": lambda invented: len(invented.ids),
    "unmet_need": lambda invented: PROVIDERS,
    "weak_condition": _conditions,
}
"""Of how many sound cases a kind could be claimed: pairs, unless said otherwise."""


def _case(gap: GapFinding) -> tuple[object, ...]:
    """Return what one gap is about; two of the same are claimed once."""
    if gap.domain:
        return (gap.source, gap.target, gap.domain)
    return (gap.service,) if gap.service else tuple(sorted(gap.organisations))


def claims(condition: Condition, number: int) -> list[Row]:
    """Return of each kind how many are claimed in one study, how many of them are false, and of how many cases."""
    invented = Invented(condition, number)
    network = invented.network()
    context = GapContext(network, scoring.scores(network))
    rows = []
    for key, kind in gap_kinds().items():
        found = list(kind.find(context))
        claimed = {_case(one): is_true(key, invented, one) for one in found if isinstance(one, GapFinding)}
        rows.append({
            "kind": key, "claims": len(claimed), "false": sum(not true for true in claimed.values()),
            "cases": CASES.get(key, lambda it: len(it.pairs))(invented), "questions": len(found) - len(claimed),
        })  # fmt: skip
    return rows


def is_true(kind: str, invented: Invented, gap: GapFinding) -> bool:
    """Return True where what is claimed is so."""
    return kind in TRUE and TRUE[kind](invented, gap)


def results(condition: Condition, found: list[list[Row]]) -> pd.DataFrame:
    """Return one row per kind: claims in all studies, the false ones, and their share of the sound cases."""
    whole = pd.DataFrame([row for rows in found for row in rows]).groupby("kind", sort=False).sum().reset_index()
    whole.insert(0, "condition", condition.name)
    whole.insert(1, "studies", len(found))
    return whole.assign(
        rate=(whole["false"] / whole["cases"]).round(4), share_false=(whole["false"] / whole["claims"]).round(3)
    )


def main(given: list[str] | None = None) -> None:
    """Run the study, or print its table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--jobs", type=int, default=1)
    asked.add_argument("--only", default="", help="name of one condition, whose rows are replaced")
    asked.add_argument("--table", action="store_true", help="print the table instead")
    options = asked.parse_args(given)
    if options.table:
        sys.stdout.write(table(pd.read_csv(RESULTS)) + "\n")
        return
    parts = [pd.read_csv(RESULTS)] if options.only else []
    for condition in CONDITIONS:
        if options.only in ("", condition.name):
            run = Parallel(n_jobs=options.jobs)(delayed(claims)(condition, k) for k in range(STUDIES))
            parts.append(results(condition, run))
            sys.stderr.write(parts[-1].to_string() + "\n")
    order = {condition.name: place for place, condition in enumerate(CONDITIONS)}
    whole = pd.concat(parts).drop_duplicates(["condition", "kind"], keep="last")
    whole.sort_values("condition", key=lambda names: names.map(order), kind="stable").to_csv(RESULTS, index=False)


def table(frame: pd.DataFrame) -> str:
    """Return the results as a table of Markdown: false claims of 100 sound cases."""
    wide = frame.assign(rate=100 * frame["rate"]).pivot_table(index="kind", columns="condition", values="rate")
    wide = wide.reindex([condition.name for condition in CONDITIONS], axis=1).dropna(axis=1, how="all")
    lines = [["kind", *wide.columns], ["---"] * (len(wide.columns) + 1)]
    lines += [
        [str(kind), *(f"{value:.1f}" for value in row)] for kind, row in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    main()
