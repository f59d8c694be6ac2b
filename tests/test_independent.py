"""The engine against a second one, written from the words of the design (§2, §9) with plain dicts and loops."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from pathlib import Path
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Any

import pytest
from scipy import stats

import collabnet
from collabnet.settings import RATING_RESOLUTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STUDIES = ("sample_data/transition", "tests/data/tiny")
ROOT = Path(__file__).parents[1]
UNDIRECTED = {"case_coordination"}
POINTS = {"barrier": 25.0, "mixed": 50.0, "enabler": 75.0}
Row = dict[str, str]
Cell = tuple[str, ...]


@pytest.fixture(scope="module", params=STUDIES)
def both(request: pytest.FixtureRequest) -> tuple[Spoken, collabnet.Analysis]:
    """Return one study read by the csv module alone, and analysed by collabnet."""
    return Spoken(ROOT / request.param), collabnet.analyse(ROOT / request.param, draws=20, scores="transparent")


class Spoken:
    """A study as plain rows, with who speaks in each statement."""

    def __init__(self, folder: Path) -> None:
        """Read the files and look up wave, reporter, voter and quote of each statement."""
        self.rows = _rows(folder / "statements.csv")
        self.talks = {row["interview_id"]: row for row in _rows(folder / "interviews.csv")}
        people = _rows(folder / "respondents.csv")
        self.asked = _rows(folder / "asked.csv")
        self.nodes = {
            row["organisation_id"] for row in _rows(folder / "organisations.csv") if row["kind"] in ("", "organisation")
        }
        whose = {row["respondent_id"]: row["organisation_id"] for row in people}
        self.spoke: dict[str, set[str]] = defaultdict(set)
        for person in people:
            talk = self.talks[person["interview_id"]]
            if talk["kind"] not in ("document", "person"):
                self.spoke[talk["wave"]] |= {talk["organisation_id"], person["organisation_id"]}
        for row in self.rows:
            talk = self.talks[row["interview_id"]]
            row["wave"], row["kind"] = talk["wave"], talk["kind"]
            row["reporter"] = talk["organisation_id"] or whose.get(row["respondent_id"], "")
            row["voter"] = row["reporter"] or talk.get("person_id") or row["interview_id"]
            row["quote_key"] = row["quote_id"] or row["quote"] or row["statement_id"]
            row["voice"] = {"person": "young_people", "document": "documents"}.get(row["kind"], "organisations")


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _targets(row: Row) -> list[str]:
    return [name for name in row["target"].split("|") if name]


def _rating(row: Row) -> float | None:
    return 25.0 * float(row["rating"]) if row["rating"] else POINTS.get(row["valence"])


# Ties.


def _answer(row: Row) -> str:
    state = {"present": "yes", "absent": "no", "ended": "ended", "unclear": "neither"}
    if row["tie_state"]:
        return state[row["tie_state"]]
    counts = [float(row[name]) for name in ("transfer_status", "strength") if row[name]]
    if counts:
        return "yes" if min(counts) > 0 else "no" if max(counts) == 0 else "neither"
    points = _rating(row)
    return "yes" if points is None or points >= 25 else "neither"


def _tie_speaking(study: Spoken) -> Iterable[tuple[Cell, Row]]:
    for row in study.rows:
        actual = row["modality"] in ("", "actual") and row["about"] in ("", "collaboration")
        practice = row.get("basis", "") in ("", "first_hand") and row["kind"] != "document"
        if not (actual and practice) or row["sign"] == "negative" or row["target_mode"] == "together":
            continue
        for target in _targets(row):
            ends = (row["source"], target)
            if row["source"] != target and set(ends) <= study.nodes:
                process = row["process"] or "unspecified"
                first, second = sorted(ends) if process in UNDIRECTED else ends
                yield (first, second, process, row["wave"]), row


def _majority(answers: list[str]) -> str:
    count = {answer: answers.count(answer) for answer in answers}
    first = [answer for answer, times in count.items() if times == max(count.values())]
    return first[0] if len(first) == 1 else "neither"


def _day(text: str, end: str) -> str:
    return text + end[len(text) :]


def _period(row: Row, wave_begins: str) -> tuple[str, str]:
    since = _day(row["since"], "0000-01-01") if row["since"] else "0000" if row["until"] else wave_begins
    return since, _day(row["until"], "9999-12-31") if row["until"] else "9999"


def _overlap(first: tuple[str, str], second: tuple[str, str]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def _ties(study: Spoken) -> dict[Cell, tuple[str, int, int]]:
    begins: dict[str, str] = {}
    for talk in study.talks.values():
        begins[talk["wave"]] = min(begins.get(talk["wave"], "9999"), talk["date"])
    quotes: dict[Cell, dict[Cell, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for pair, row in _tie_speaking(study):
        quotes[pair][row["voter"], row["interview_id"], row["quote_key"]].append(row)
    found = {}
    for pair, reports in quotes.items():
        said = [
            (voter, _majority([_answer(row) for row in rows]), _period(rows[0], begins[pair[3]]))
            for (voter, *_), rows in reports.items()
        ]
        found[pair] = _state(pair, said, study.spoke[pair[3]])
    return found


def _state(pair: Cell, said: list[tuple[str, str, tuple[str, str]]], spoke: set[str]) -> tuple[str, int, int]:
    ends = set(pair[:2])
    yes = {voter for voter, answer, _ in said if answer == "yes"}
    no = {voter for voter, answer, _ in said if answer in ("no", "ended")}
    counted = len(yes), len(no)
    for voter, answer, when in said:
        for other, denial, then in said:
            clash = answer == "yes" and denial in ("no", "ended") and _overlap(when, then)
            if clash and {voter, other} <= ends:
                return "contested", *counted
    if len(yes & ends) == 2:
        return "confirmed", *counted
    if yes & ends:
        return ("one_sided" if ends <= spoke else "unverifiable"), *counted
    if yes:
        return "reported_by_others", *counted
    if any(answer == "ended" for _, answer, _ in said):
        return "ended", *counted
    return ("absent" if no else "unknown"), *counted


def test_every_tie_has_the_state_that_the_words_of_the_design_give(both: tuple[Spoken, collabnet.Analysis]) -> None:
    study, analysis = both
    table = analysis.tables["ties"]
    table = table[(table["process"] != "all") & ~table["negative"]]
    theirs = {
        (row.source, row.target, row.process, row.wave): (row.state, row.yes, row.no) for row in table.itertuples()
    }
    ours = _ties(study)
    assert len(ours) >= 10
    different = {pair: (ours[pair], theirs.get(pair)) for pair in ours if ours[pair] != theirs.get(pair)}
    assert different == {}
    unspoken = {pair: theirs[pair] for pair in set(theirs) - set(ours)}
    assert set(unspoken.values()) <= {("unknown", 0, 0), ("absent", 0, 0)}
    silent = {pair for pair, (state, *_) in unspoken.items() if state == "absent"}
    assert all(_was_asked(study, pair[0], pair) and _was_asked(study, pair[1], pair) for pair in silent)
    assert len(silent) == (2 if len(study.rows) > 100 else 0)


def _was_asked(study: Spoken, one: str, pair: Cell) -> bool:
    """Return whether an organisation of a pair was shown everyone, or asked about the other, in a wave."""
    other, process, wave = pair[1] if one == pair[0] else pair[0], pair[2], pair[3]
    mine = {key: talk for key, talk in study.talks.items() if (talk["organisation_id"], talk["wave"]) == (one, wave)}
    named = {(row["interview_id"], row["organisation_id"]) for row in study.asked if row["process"] in ("", process)}
    return any(talk.get("prompted") == "yes" or (key, other) in named for key, talk in mine.items())


# Scores.


def _cells(study: Spoken) -> dict[Cell, list[tuple[Row, float]]]:
    found: dict[Cell, list[tuple[Row, float]]] = defaultdict(list)
    for row in study.rows:
        if _rating(row) is None or not row["domain"] or row["modality"] not in ("", "actual"):
            continue
        targets = _targets(row)
        place = (row["domain"], row["wave"], row["voice"])
        level = row["level"] or ("dyad" if targets else "organisation" if row["source"] else "context")
        if level == "context":
            found["context", "context", *place].append((row, 1.0))
            continue
        found["network", "network", *place].append((row, 1.0))
        for name, subject, weight in _subjects(row, level, targets, study.nodes):
            found[name, subject, *place].append((row, weight))
    return found


def _subjects(row: Row, level: str, targets: list[str], nodes: set[str]) -> Iterable[tuple[str, str, float]]:
    source, share = row["source"], 1.0 / max(len(targets), 1)
    if level == "organisation":
        name = targets[0] if targets else source
        if name in nodes:
            yield "organisation_out" if name == row["reporter"] else "organisation_in", name, 1.0
        return
    together = row["target_mode"] == "together" and len(targets) > 1
    for target in targets:
        if source in nodes and (target in nodes or together):
            yield "organisation_out", source, share
        if {source, target} <= nodes and not together:
            yield "organisation_in", target, share
            yield "dyad", f"{source}>{target}", 1.0


def _mean(pairs: Iterable[tuple[float, float]]) -> float:
    pairs = list(pairs)
    return sum(value * weight for value, weight in pairs) / sum(weight for _, weight in pairs)


def _votes(said: list[tuple[Row, float]]) -> tuple[dict[str, float], dict[str, float]]:
    """Return each voter's mean, and its share of quotes."""
    tree: Any = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(list)))))
    for row, weight in said:
        quote = tree[row["voter"]][row["interview_id"]][row["quote_key"]]
        quote[row["coder"]][row["statement_id"]].append(weight)
        quote[row["coder"]][row["statement_id"]].append(_rating(row))
    means, shares = {}, {}
    for voter, interviews in tree.items():
        of_interviews, shares[voter] = [], 0.0
        for quotes in interviews.values():
            of_quotes = [_quote(coders) for coders in quotes.values()]
            of_interviews.append(_mean(of_quotes))
            shares[voter] += sum(weight for _, weight in of_quotes)
        means[voter] = fmean(of_interviews)
    return means, shares


def _quote(coders: Mapping[str, Mapping[str, list[float]]]) -> tuple[float, float]:
    read = []
    for statements in coders.values():
        each = [(values[1], sum(values[0::2])) for values in statements.values()]
        read.append((_mean(each), fmean(weight for _, weight in each)))
    return fmean(value for value, _ in read), fmean(weight for _, weight in read)


def _pooled(cells: Mapping[Cell, dict[str, float]], level: str, domain: str, voice: str) -> float:
    """Return the largest of the deviation pooled at this level, at that of the network, and what a rating tells."""
    found = [RATING_RESOLUTION]
    for one in {level, "network"}:
        told = [means for cell, means in cells.items() if (cell[0], cell[2], cell[4]) == (one, domain, voice)]
        several = [list(means.values()) for means in told if len(means) > 1]
        freedom = sum(len(means) - 1 for means in several)
        if freedom:
            found.append(math.sqrt(sum((len(means) - 1) * stdev(means) ** 2 for means in several) / freedom))
    return max(found)


def _interval(means: dict[str, float], floor: float) -> tuple[float, float]:
    count, centre = len(means), fmean(means.values())
    if count < 2:
        return 0.0, 100.0
    half = float(stats.t.ppf(0.975, count - 1)) * max(stdev(means.values()), floor) / math.sqrt(count)
    return max(centre - half, 0.0), min(centre + half, 100.0)


def _grade(width: float, effective: float, reporters: int, *, heard: bool) -> str:
    if reporters < (2 if heard else 3):
        return "D"
    limits = (("A", 15, 4), ("B", 25, 3), ("C", 40, 2))
    return next((g for g, wide, few in limits if width <= wide + 1e-9 and effective >= few - 1e-9), "D")


def test_every_score_is_what_the_words_of_the_design_give(both: tuple[Spoken, collabnet.Analysis]) -> None:
    study, analysis = both
    table = analysis.tables["scores"]
    table = table[~table["level"].isin(["sector", "group"])]
    theirs = {(row.level, row.subject, row.domain, row.wave, row.voice): row for row in table.itertuples()}
    voted = {cell: _votes(said) for cell, said in _cells(study).items()}
    assert set(voted) == set(theirs)
    means_of = {cell: means for cell, (means, _) in voted.items()}
    for cell, (means, shares) in voted.items():
        level, subject, domain, wave, voice = cell
        row = theirs[cell]
        assert (row.estimate, row.reporters) == (pytest.approx(fmean(means.values())), len(means)), cell
        expected = _interval(means, _pooled(means_of, level, domain, voice))
        assert (row.low, row.high) == pytest.approx(expected), cell
        effective = sum(shares.values()) ** 2 / sum(share**2 for share in shares.values())
        heard = not level.startswith("organisation_") or subject in study.spoke[wave]
        grade = _grade(row.high - row.low, effective, len(means), heard=heard)
        assert row.grade == (max(grade, "C") if level == "dyad" else grade), cell
        assert math.isnan(row.score) == (row.grade == "D"), cell
