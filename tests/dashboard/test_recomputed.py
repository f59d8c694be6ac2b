"""Every sentence of every page that holds a number, recomputed from the rows that the view may see.

The words that pages say are heard where they are said: a message and the values put into it. A message with a number in
it is either listed under ``COMPOSED`` (it joins what was said before) or has a rule in ``RULES`` that recomputes the
values from tables. A message in neither fails: a new sentence comes with its rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import pytest

from collabnet import Analysis, analyse
from collabnet.domains import domains
from collabnet.views import Seen
from collabnet.views import seen as look
from dashboard.components import coverage
from dashboard.pages import pages
from dashboard.state import State
from dashboard.words import Say

NAN = float("nan")
FIGURE = re.compile(r"[-−+]?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Heard:
    """A message as a page says it."""

    message: str
    told: dict[str, object]
    page: str

    def text(self, name: str) -> str:
        return str(self.told[name])

    def number(self, name: str) -> float:
        return figures(self.text(name))[0]

    def numbers(self, *names: str) -> tuple[float, ...]:
        return tuple(self.number(name) for name in names)


def figures(text: str) -> list[float]:
    """Return the numbers in a text; a percentage as a share."""
    found = [float(one.replace(",", "").replace("−", "-").replace("+", "")) for one in FIGURE.findall(text)]
    return [number / 100 for number in found] if "%" in text else found


@dataclass
class Rows:
    """The rows that a view may see, of one wave."""

    seen: Seen
    wave: str
    cache: dict[str, Any] = field(default_factory=dict)

    def all(self, name: str, **cells: object) -> pd.DataFrame:
        rows = self.seen.tables.get(name, pd.DataFrame())
        for column, cell in cells.items():
            rows = rows[rows[column] == cell] if len(rows) else rows
        return rows

    def now(self, name: str, **cells: object) -> pd.DataFrame:
        return self.all(name, wave=self.wave, **cells)

    def domain(self, title: str) -> str:
        return next(key for key, it in domains().items() if it.title.lower() == title.lower())

    @cached_property
    def network_scores(self) -> pd.DataFrame:
        return self.now("scores", level="network", voice="organisations")

    @cached_property
    def links(self) -> dict[str, int]:
        """Count expected links by what the rows of ties say of them."""
        expected = self.now("required")
        ties = self.now("ties").set_index(["source", "target", "process"])["works"] if len(self.now("ties")) else {}
        keys = list(zip(expected["source"], expected["target"], expected["process"], strict=True))
        found = [ties.get(key, pd.NA) if len(ties) else pd.NA for key in keys]
        works = sum(1 for it in found if it is not pd.NA and bool(it))
        short = sum(1 for it in found if it is not pd.NA and not bool(it))
        return {"expected": len(keys), "works": works, "short": short, "known": works + short,
                "unknown": len(keys) - works - short}  # fmt: skip


Rule = Callable[[Rows, Heard], bool]


def near(told: float, true: float, digits: int = 0) -> bool:
    """Return whether a number that is told is the true one, rounded."""
    return bool(abs(told - true) <= 0.5 * 10.0**-digits + 1e-9)


def some_row(rows: pd.DataFrame, told: dict[str, float], digits: int = 0) -> bool:
    """Return whether one row holds all the numbers that are told."""
    if rows.empty:
        return False
    fits = pd.Series(data=True, index=rows.index)
    for column, number in told.items():
        numbers = pd.to_numeric(rows[column], errors="coerce").astype(float)
        fits &= (numbers - number).abs() <= 0.5 * 10.0**-digits + 1e-9
    return bool(fits.any())


def in_column(value: str, table: str, *columns: str, wave: bool = False, digits: int = 0) -> Rule:
    """Return the rule that a value stands in a column, rounded as it is told."""

    def rule(rows: Rows, heard: Heard) -> bool:
        frame = rows.now(table) if wave else rows.all(table)
        return any(some_row(frame, {column: heard.number(value)}, digits) for column in columns)

    return rule


def counted(value: str, count: Callable[[Rows], int]) -> Rule:
    return lambda rows, heard: heard.number(value) == count(rows)


def of_links(**values: str) -> Rule:
    """Return the rule that values are the counts of expected links."""
    return lambda rows, heard: all(heard.number(value) == rows.links[key] for value, key in values.items())


def mention(**valences: str) -> Rule:
    """Return the rule that counts of interviews are those of one condition, by what it is named as."""

    def rule(rows: Rows, heard: Heard) -> bool:
        whole = rows.now("mentions", facet="", cause="")
        for key, part in whole.groupby("domain"):
            if "domain" in heard.told and key != rows.domain(heard.text("domain")):
                continue
            counts = part.groupby("valence")["interviews"].max()
            if all(counts.get(valence, 0) == heard.number(value) for value, valence in valences.items()):
                return "of" not in heard.told or heard.number("of") == whole["of"].max()
        return False

    return rule


def cause(rows: Rows, heard: Heard) -> bool:
    named = heard.number("n") if "n" in heard.told else 1
    return some_row(rows.now("causes", domain="", locus=""), {"interviews": named, "of": heard.number("of")})


def causes_title(rows: Rows, heard: Heard) -> bool:
    found = rows.now("causes", domain="", locus="")
    return bool(heard.number("n") == (found["interviews"] == found["interviews"].max()).sum())


def score_row(value: str, low: str = "", high: str = "", **cells: str) -> Rule:
    """Return the rule that a score, and the ends of its interval, stand in one row of ``scores``."""

    def rule(rows: Rows, heard: Heard) -> bool:
        told = {cells.get(name, name): number for name, number in ends(heard, value, low, high).items()}
        return some_row(rows.all("scores"), told)

    return rule


def ends(heard: Heard, value: str, low: str, high: str) -> dict[str, float]:
    names = {"score": value, "low": low, "high": high}
    return {column: heard.number(name) for column, name in names.items() if name}


def written_score(name: str, *columns: str) -> Rule:
    """Return the rule that *46 (33–59)* stands in one row of ``scores``; a lone number too."""

    def rule(rows: Rows, heard: Heard) -> bool:
        found = figures(heard.text(name).replace("–", " "))
        if not found:  # words: not enough evidence
            return True
        frames = [rows.all(name) for name in ("scores", "scores_transparent")]
        names = [(column, "low", "high") for column in columns or ("score",)]
        return any(some_row(frame, dict(zip(one, found, strict=False))) for frame in frames for one in names)

    return rule


def of_condition(rows: Rows, heard: Heard) -> pd.DataFrame:
    return rows.network_scores[rows.network_scores["domain"] == rows.domain(heard.text("domain"))]


def coverage_of(rows: Rows, heard: Heard) -> pd.DataFrame:
    return rows.now("coverage", kind="domain", key=rows.domain(heard.text("domain")))


def spoken_of(rows: Rows, heard: Heard) -> bool:
    told = {"required": heard.number("pairs")}
    told |= {"required_with_statement": heard.number("spoken") if "{spoken}" in heard.message else 0}
    return some_row(rows.now("coverage", kind="domain"), told)


def behind_scores(rows: Rows, heard: Heard) -> bool:
    """Recompute how many expected pairs nobody spoke of, from the fewest to the most over the conditions scored."""
    scored = rows.network_scores[rows.network_scores["method"] == "model"]["domain"]
    found = rows.now("coverage", kind="domain")
    found = found[found["key"].isin(scored)]
    left = (found["required"] - found["required_with_statement"])[lambda it: it > 0]
    told = {"pairs": found["required"].max(), "fewest": left.min(), "most": left.max()}
    return all(heard.number(name) == told[name] for name in told if f"{{{name}}}" in heard.message)


def attribution_share(name: str) -> Rule:
    def rule(rows: Rows, heard: Heard) -> bool:
        told = sorted(abs(number) for number in figures(heard.text(name)))
        frames = [rows.now("attribution"), rows.now("attribution_curve")]
        shares = [abs(it) for frame in frames if len(frame) for it in frame.filter(like="share").to_numpy().ravel()]
        return all(any(near(number, share, 2) for share in shares) for number in told)

    return rule


def share_interval(rows: Rows, heard: Heard) -> bool:
    """Recompute a share with its interval: of where it sits, of links between conditions, of causes."""
    share, low, high = heard.numbers("share", "low", "high")
    frames = [rows.now(name) for name in ("attribution", "attribution_curve", "domain_links", "causes")]
    for frame in (frame for frame in frames if len(frame)):
        for ending in ("", "_self", "_other"):
            if f"share{ending}" in frame:
                told = {f"share{ending}": share, f"low{ending}": low, f"high{ending}": high}
                if some_row(frame, told, 2):
                    return True
    return False


def any_interval(rows: Rows, heard: Heard) -> bool:
    """Look for both ends of an interval in one row of any table that has intervals."""
    low, high = heard.numbers("low", "high")
    left_out = (
        rows.now("sensitivity", kind="interview").groupby("domain")["score"] if len(rows.now("sensitivity")) else ()
    )
    if any(near(low, part.min()) and near(high, part.max()) for _, part in left_out):
        return True
    for name in (
        "scores",
        "scores_transparent",
        "score_changes",
        "sensitivity",
        "centrality",
        "network_measures",
        "model",
        "attribution",
    ):
        frame = rows.all(name)
        for one, other in (("low", "high"), ("rank_low", "rank_high"), ("low_self", "high_self")):
            if one in frame and any(some_row(frame, {one: low, other: high}, digits) for digits in (0, 1, 2, 3)):
                return True
    return False


TOGETHER = ["confirmed", "mutual", "one_sided", "contested", "unverifiable", "listed", "reported", "reported_by_others"]


def relations(rows: Rows, heard: Heard) -> bool:
    """Recompute from pairs how many are said to work together, by both sides, by one, or by others only."""
    pairs = rows.now("pairs")
    found = pairs["relation"].value_counts() if len(pairs) else pd.Series(dtype=int)
    both = found.get("confirmed", 0) + found.get("mutual", 0)
    total = sum(found.get(relation, 0) for relation in TOGETHER)
    told = {"total": total, "pairs": total, "both": both, "confirmed": both, "one": found.get("one_sided", 0),
            "contested": found.get("contested", 0), "unasked": found.get("unverifiable", 0),
            "n": found.get("reported_by_others", 0), "organisations": len(there(rows))}  # fmt: skip
    return all(heard.number(name) == told[name] for name in told if f"{{{name}}}" in heard.message)


def there(rows: Rows) -> set[str]:
    """Return the organisations of the wave: those whose waves hold it, and those with a relation that is told."""
    order = [wave.id for wave in rows.seen.settings.waves]
    found = set()
    for row in rows.all("organisations", kind="organisation").to_dict("records"):
        first = order.index(row["from_wave"]) if row["from_wave"] in order else 0
        last = order.index(row["to_wave"]) if row["to_wave"] in order else len(order)
        if first <= order.index(rows.wave) <= last:
            found.add(row["organisation_id"])
    pairs = rows.now("pairs")
    pairs = pairs[pairs["relation"].isin(TOGETHER)] if len(pairs) else pairs
    return found | ({*pairs["source"], *pairs["target"]} if len(pairs) else set())


def denied(code: str) -> Rule:
    return lambda rows, heard: heard.number("number") == (rows.now("ties", process="all")["state"] == code).sum()


def partners(rows: Rows, heard: Heard) -> bool:
    """Recompute with how many others each organisation of that name works."""
    ties = rows.now("ties", process="all")
    ties = ties[ties["state"].isin(TOGETHER)]
    names = {rows.seen.name(key, "en"): key for key in rows.all("organisations")["organisation_id"]}
    me = names[heard.text("name")]
    others = {*ties.loc[ties["source"] == me, "target"], *ties.loc[ties["target"] == me, "source"]} - {me}
    return heard.number("number") == len(others)


def in_map(rows: Rows, heard: Heard) -> bool:
    """Recompute a number of the legend: organisations of a sector; lines in a state, two that name each other one."""
    people = rows.all("organisations")
    people = people[people["organisation_id"].isin(there(rows))]
    ties = rows.now("ties", process="all")
    mutual = (ties["relation"] == "mutual") & ties["state"].isin(TOGETHER)
    pairs = {frozenset(pair) for pair in zip(ties[mutual]["source"], ties[mutual]["target"], strict=True)}
    shades = [*people["affiliation"].value_counts(), *people["municipality"].value_counts()]
    return heard.number("number") in {
        *people["sector"].value_counts(), *shades, *ties[~mutual]["state"].value_counts(), len(pairs)}  # fmt: skip


def degree(rows: Rows, heard: Heard) -> bool:
    found = rows.now("centrality", measure="degree", process="all", ties="reported")["value"]
    return heard.number("n") == found.max() and heard.number("others") == len(there(rows)) - 1


def not_compared(rows: Rows, heard: Heard) -> bool:
    found = rows.now("centrality", measure="degree", process="all", ties="reported")
    return heard.number("n") == (found["missing"][found["value"].isna()] == "not_interviewed").sum()


def highest(rows: Rows, heard: Heard) -> bool:
    found = rows.now("centrality")
    best = found.groupby(["measure", "process", "ties"])["value"].max()
    return any(near(heard.number("value"), value, digits) for value in best.dropna() for digits in (0, 1, 2, 3))


def cases(rows: Rows) -> pd.DataFrame:
    found = rows.all("gap_findings")
    return found[found["wave"].isin([rows.wave, ""])]


def gap_count(rows: Rows, heard: Heard) -> bool:
    """Recompute how many cases stand in the wave, and how many of them are of the kind named most."""
    first = cases(rows).sort_values("importance", ascending=False)
    told = {"n": first["gap_id"].nunique(), "most": first.groupby("kind_text")["gap_id"].nunique().max()}
    return all(heard.number(name) <= told[name] if name == "most" else heard.number(name) == told[name]
               for name in told if f"{{{name}}}" in heard.message)  # fmt: skip


def whose(rows: Rows, heard: Heard) -> bool:
    return sum(heard.numbers("own", "others")) == cases(rows)["gap_id"].nunique()


def whose_most(rows: Rows, heard: Heard) -> bool:
    level = cases(rows).groupby("competent_level")["gap_id"].nunique()
    return heard.number("n") <= level.max()


def listed(*columns: str) -> Callable[[pd.DataFrame], list[int]]:
    return lambda frame: [len(list(filter(None, str(cell).split("|")))) for column in columns for cell in frame[column]]


def service_counts(rows: Rows, heard: Heard) -> bool:
    states = rows.all("service_states")
    needing, offering = listed("needing")(states), listed("offering")(states)
    return heard.numbers("needs", "offers") in set(zip(needing, offering, strict=True))


def services_needed(rows: Rows, heard: Heard) -> bool:
    states = rows.all("service_states")
    needed = states[states["needing"] != ""]
    unmet = (needed["outcomes"] != "").sum()
    return heard.number("needed") == len(needed) and ("unmet" not in heard.told or heard.number("unmet") == unmet)


def most_left(rows: Rows, heard: Heard) -> bool:
    states = rows.all("service_states")
    return near(heard.number("n"), states[states["needing"] != ""]["left"].max())


def services_named(rows: Rows, heard: Heard) -> bool:
    named = rows.all("services")
    return heard.numbers("n", "m") == (named["service"].nunique(), named["organisation_id"].nunique())


def interviewed_before(rows: Rows, heard: Heard) -> bool:
    """Recompute who was interviewed in this wave and in the one before, from the table of organisations."""
    waves = [wave.id for wave in rows.seen.settings.waves]
    first, second = (
        {key for key, cell in rows.all("organisations").set_index("organisation_id")["interviewed"].items()
         if wave in str(cell).split("|")}
        for wave in (waves[waves.index(rows.wave) - 1], rows.wave)
    )  # fmt: skip
    told = {"first": len(first), "second": len(second), "both": len(first & second), "either": len(first | second)}
    return all(heard.number(name) == told[name] for name in told if f"{{{name}}}" in heard.message)


def not_interviewed(rows: Rows, heard: Heard) -> bool:
    asked = rows.now("coverage")["interviewed"].max()
    return heard.number("total") == len(there(rows)) and heard.number("n") == len(there(rows)) - asked


def changed_ties(rows: Rows, heard: Heard) -> bool:
    found = rows.now("wave_changes", process="all", kind="ties")
    count = {(row["item"], row["explanation"]): row["count"] for row in found.to_dict("records")}
    told = {"kept": count["kept", ""], "gained": count["gained", ""], "lost": count["lost", ""]}
    told |= {"once": told["gained"] + told["lost"], "real": count.get(("changed", "real"), 0)}
    told |= {"probable": count.get(("changed", "probable"), 0)}
    return all(heard.number(name) == told[name] for name in told if f"{{{name}}}" in heard.message)


def paired(rows: Rows, heard: Heard) -> bool:
    found = rows.now("score_changes", method="paired")
    told = {"reporters_both": heard.number("n"), "difference": heard.number("points")}
    return some_row(found.assign(difference=found["difference"].abs()), told)


def narrowing(name: str, column: str) -> Rule:
    return lambda rows, heard: (
        some_row(rows.now("next_interviews"), {column: heard.number(name)}) or (heard.number(name) <= 100)
    )


def sensitivity_points(rows: Rows, heard: Heard) -> bool:
    found = rows.now("sensitivity")
    return some_row(found.assign(shift=found["shift"].abs()), {"shift": abs(figures(heard.text("points"))[0])})


def sensitivity_furthest(rows: Rows, heard: Heard) -> bool:
    found = rows.now("sensitivity")
    if "interview" in heard.message:
        found = found[found["kind"] == "interview"]
    found = found[found["domain"] == rows.domain(heard.text("domain"))]
    return near(heard.number("points"), found["shift"].abs().max())


def linked(rows: Rows, heard: Heard) -> bool:
    return some_row(rows.now("domain_links"), {"interviews": heard.number("n"), "of": heard.number("of")})


def standing_counts(rows: Rows, heard: Heard) -> bool:
    total = [len(part) for _, part in rows.now("scores", domain=rows.domain(heard.text("domain"))).groupby("level")]
    return "{n}" not in heard.message or heard.number("n") in total


def coverage_part(rows: Rows, heard: Heard) -> bool:
    """Recompute a part of the coverage strip, or a number beside a word: of links, of pairs, of findings."""
    told = heard.number("number")
    whole = rows.now("coverage", kind="process", key="all")
    pairs = [whole[column].sum() for column in ("two_sided", "one_sided", "others") if len(whole)]
    pairs += [whole["neither"].sum() - whole["others"].fillna(0).sum()] if len(whole) else []
    return told in {*rows.links.values(), *pairs} or any(
        some_row(rows.now(name), {column: told}, digits)
        for name in ("coverage", "network_measures", "tie_sensitivity", "agreement")
        for column in rows.now(name).columns
        for digits in (0, 1, 2)
        if column not in ("evidence", "wave")
    )


def services_unmet(rows: Rows, heard: Heard) -> bool:
    states = rows.all("service_states")
    return heard.number("n") == ((states["needing"] != "") & (states["outcomes"] != "")).sum()


def attribution_aims(rows: Rows, heard: Heard) -> bool:
    """Recompute the shared part at each level that is told."""
    curve = rows.now("attribution_curve", part="shared")
    pairs = re.findall(r"(\d+) % at (\d+)", heard.text("shares"))
    levels = [{"share": float(share) / 100, "aim": float(aim)} for share, aim in pairs]
    return bool(levels) and all(some_row(curve, level, 2) for level in levels)


def read_from(rows: Rows, heard: Heard) -> bool:
    people = rows.all("organisations")
    told = {"statements": len(rows.all("statements")), "organisations": (people["kind"] == "organisation").sum()}
    told["interviews"] = rows.all("statements")["interview_id"].nunique()
    return all(heard.number(name) == told[name] for name in told if f"{{{name}}}" in heard.message)


def score_groups(rows: Rows) -> set[int]:
    """Return how many scores there are of each level, domain and voice, and how many of these are hidden."""
    frames = [rows.now(name) for name in ("scores", "scores_transparent")]
    frames = [frame for frame in frames if len(frame)]
    frames += [frame[frame["score"].isna()] for frame in frames[:1]]
    return {len(part) for frame in frames for _, part in frame.groupby(["level", "domain", "voice"])}


def of_a_file(rows: Rows, heard: Heard) -> bool:
    """Recount the ties of a file that does not tell who says so."""
    ties = rows.now("ties")
    ties = ties[ties["state"].isin(TOGETHER)]
    pairs = {frozenset(pair) for pair in zip(ties["source"], ties["target"], strict=True)}
    told = {"ties": ties["process"].ne("all").sum(), "pairs": len(pairs), "organisations": len(there(rows)),
            "statements": len(rows.all("statements"))}  # fmt: skip
    return all(heard.number(name) == told[name] for name in told if f"{{{name}}}" in heard.message)


def narrows(rows: Rows, heard: Heard) -> bool:
    """Recompute by how many points the best conversation narrows an interval, as far as it lies on the scale."""
    found = rows.now("next_interviews")
    found = found[found["domain"] == (rows.domain(heard.text("domain")) if "domain" in heard.told else "")]
    best = found.sort_values(["narrowing_network", "organisation_id"], ascending=[False, True]).iloc[0]
    width, left = (min(it, 100) for it in (best["width_network"], best["width_network"] - best["narrowing_network"]))
    told = {"width": width, "left": left, "points": width - left}
    return all(near(heard.number(name), told[name]) for name in told if f"{{{name}}}" in heard.message)


RULES: dict[str, Rule] = {
    # expected links
    "{n} work": of_links(n="works"),
    "1 works": lambda rows, _: rows.links["works"] == 1,
    "{n} fall short": of_links(n="short"),
    "1 falls short": lambda rows, _: rows.links["short"] == 1,
    "We know about {known} of {total} expected links: {counts}.": of_links(known="known", total="expected"),
    "We know about all {total} expected links: {counts}.": of_links(total="expected", known="expected"),
    "We know about none of {total} expected links.": of_links(total="expected", known="known"),
    "Of the {total} expected links that may be shown here, {counts}; the others are not known, or not shown.": of_links(
        total="expected"
    ),
    "Of the {total} expected links that may be shown here, it is not known or not shown which ones work.": of_links(
        total="expected"
    ),
    "{n} expected links without information": of_links(n="unknown"),
    "{part}: {number}": coverage_part,
    # what interviews name
    "{domain} is named as a barrier in {n} of {of} interviews.": mention(n="barrier"),
    "named as a barrier in {barrier} of {of} interviews, as a help in {helps}": mention(
        barrier="barrier", helps="enabler"
    ),
    "named as a barrier in {barrier} of {of} interviews": mention(barrier="barrier"),
    "named as a help in {helps} of {of} interviews": mention(helps="enabler"),
    "spoken of in {named} of {of} interviews": mention(named=""),
    "named in {n} of {of} interviews": cause,
    "named in 1 of {of} interviews": cause,
    "No single cause stands out: {n} are named equally often": causes_title,
    "Interviews with organisations that name each condition, once each; interviews: {n}, {wave}.": in_column(
        "n", "mentions", "of", wave=True
    ),
    "Who can change it is the level competent for it; causes: {n}, interviews: {of}, {wave}.": lambda rows, heard: (
        heard.number("n") == rows.now("causes")["cause"].nunique()
        and heard.number("of") == rows.now("mentions")["of"].max()
    ),
    # scores
    "{domain}: {score}. {sentence}": written_score("score"),
    "{source} of {target}: {score}; evidence: {word}; statements: {n}": written_score("score"),
    "Score {score}; evidence: {word}; organisations: {n}, statements: {statements}.": written_score("score"),
    "Score of the whole network: {score}": written_score("score"),
    "The context of {domain} is rated {score}": written_score("score"),
    "{score} ({interval})": lambda rows, heard: any(
        some_row(rows.all(name), {column: heard.number("score")})
        for name, column in (("scores", "score"), ("scores", "own_estimate"), ("scores", "estimate"))
    ),
    "{score} ({low}–{high})": lambda rows, heard: any(
        some_row(
            rows.all(name), {column: heard.number("score"), "low": heard.number("low"), "high": heard.number("high")}
        )
        for name, column in (("scores", "score"), ("sensitivity", "score"), ("model", "value"))
    ),
    "{low}–{high}": any_interval,
    "{low} to {high}": lambda rows, heard: (
        any_interval(rows, heard)
        or some_row(rows.all("network_measures"), {"low": heard.number("high"), "high": heard.number("low")})
    ),
    "{low}–{high}; plain mean {plain}": lambda rows, heard: some_row(
        rows.all("scores"),
        {"low": heard.number("low"), "high": heard.number("high"), "transparent": heard.number("plain")},
    ),
    "{probability} below the level agreed of {aim}": in_column("aim", "scores", "aim", wave=True),
    "a level of {aim}": in_column("aim", "scores", "aim", wave=True),
    "the level agreed of {aim}": in_column("aim", "scores", "aim", wave=True),
    "The network agreed on no level; {aim} is a convention.": in_column("aim", "scores", "aim", wave=True),
    "{n} organisations speak.": in_column("n", "scores", "reporters"),
    "{n} organisations speak; they weigh as much as {effective} that speak equally often.": lambda rows, heard: (
        some_row(rows.all("scores"), {"reporters": heard.number("n")})
        and some_row(rows.all("scores"), {"reporters_effective": heard.number("effective")}, 1)
    ),
    "one vote each; organisations: {n}": in_column("n", "scores", "reporters"),
    "It stands for {n} expected pairs: {interviewed} of the organisations in them were interviewed, {covered} of the "
    "pairs were spoken of in this condition, {both} by both sides.": lambda rows, heard: some_row(
        rows.all("scores").assign(
            **{
                name: rows.all("scores")[name] * 100
                for name in ("interviewed_share", "pairs_covered", "pairs_two_sided")
            }
        ),
        {
            "pairs": heard.number("n"),
            "interviewed_share": 100 * heard.number("interviewed"),
            "pairs_covered": 100 * heard.number("covered"),
            "pairs_two_sided": 100 * heard.number("both"),
        },
    ),
    "Statements removed {share} of the uncertainty that there would be if nobody had spoken of it.": in_column(
        "share", "scores", "reliability", digits=2
    ),
    "The plain mean of the organisations is {score}: {points} points higher.": written_score("score"),
    "The plain mean of the organisations is {score}: {points} points lower.": written_score("score"),
    "The plain mean of the organisations is much the same: {score}.": written_score("score"),
    "With ratings as steps instead of points it would be {score}.": in_column("score", "scores", "ordinal_estimate"),
    "The interval: {draws} sets of values that fit the statements are drawn; 95 % of the scores drawn lie in it. "
    "Agreement never makes it narrower than a rating can tell: half a step either way.": in_column(
        "draws", "model", "draws"
    ),
    "For the whole network’s score, R-hat is {rhat} (at most 1.01 is asked) and there are {ess} effective draws "
    "(at least 400 are asked) of {draws}.": lambda rows, heard: some_row(
        rows.now("model", parameter="score_network"), {"ess": heard.number("ess"), "draws": heard.number("draws")}
    ),
    "Not enough evidence yet: {n} organisations speak of it, about {spoken} of the {pairs} expected pairs.": spoken_of,
    "Not enough evidence yet: {n} organisations speak of it, but about none of the {pairs} expected pairs.": spoken_of,
    "About {domain}, somebody spoke of {spoken} of the {pairs} expected pairs.": spoken_of,
    "About {domain} we know least: somebody spoke of {spoken} of the {pairs} expected pairs.": spoken_of,
    "About {domain}, nobody spoke of any of the {pairs} expected pairs.": spoken_of,
    "Expected pairs that nobody spoke of in this condition, each direction counted: {n}. What the model makes of them "
    "is a wide guess, never a score.": lambda rows, heard: (
        heard.number("n") in set(rows.now("predicted_pairs")["domain"].value_counts())
    ),
    "Expected pairs nobody spoke of ({n})": lambda rows, heard: (
        heard.number("n") in set(rows.now("predicted_pairs")["domain"].value_counts())
    ),
    "Scores stand for all {pairs} expected pairs. Depending on the condition, nobody spoke of {fewest} to {most} of "
    "them: these enter as a guess with a wide interval.": behind_scores,
    "Scores stand for all {pairs} expected pairs. Of {most} of them nobody spoke: they enter as a guess with a wide "
    "interval.": behind_scores,
    # where it sits
    "{share} ({low} to {high})": share_interval,
    "most often said to sit {where} ({share})": attribution_share("share"),
    "said to sit {where} ({share}) more often than elsewhere": attribution_share("share"),
    "said as often to sit {where} ({share} each)": attribution_share("share"),
    "{words}: {share}": attribution_share("share"),
    "Of the distance to {level}, the largest part is {where} ({share})": attribution_share("share"),
    "Of the distance to {level}, no part is clearly the largest: {share} is {where}": attribution_share("share"),
    "{share} at {aim}": attribution_share("share"),
    "In {n} of {of} interviews, {domain} is spoken of together with {other}.": linked,
    "In {n} of {of} interviews, {reason} is given as a reason for what is said of {domain}.": linked,
    # what would change it, and what would help
    "{sign}{points} points": sensitivity_points,
    "{domain} moves by at most {points} points when any one interview is left out": sensitivity_furthest,
    "{domain} moves most, by {points} points, {change}": sensitivity_furthest,
    "One interview left out, each in turn ({n})": lambda rows, heard: (
        heard.number("n") in set(rows.now("sensitivity", kind="interview")["domain"].value_counts())
    ),
    "without interview {interview} ({name})": lambda rows, heard: (
        heard.text("interview") in set(rows.now("sensitivity", kind="interview")["setting"])
    ),
    # waves
    "{score} in {wave}: too close to tell whether it changed": in_column("score", "score_changes", "value_before"),
    "{chance} higher than in {wave} ({score} then)": in_column("score", "score_changes", "value_before"),
    "{chance} lower than in {wave} ({score} then)": in_column("score", "score_changes", "value_before"),
    "the plain mean of the {n} that spoke both times rose by {points} points ({interval})": paired,
    "the plain mean of the {n} that spoke both times fell by {points} points ({interval})": paired,
    "Of {either} organisations interviewed in {before} or {now}, {both} were interviewed both times.": interviewed_before,  # noqa: E501
    "Interviewed: {first} organisations in {before}, {second} in {now}, {both} of them both times.": interviewed_before,
    "Relations reported both times: {kept}; only in {before}: {lost}; only in {now}: {gained}.": changed_ties,
    "Of the {once} reported once, {real} are said to have changed and {probable} probably changed; of the others "
    "nobody can tell: they may only show who was asked.": changed_ties,
    # relations
    "Of {total} pairs said to work together, both sides say so of {both}; the other side did not name {one} and "
    "was not asked about {unasked}; accounts of {contested} differ.": relations,
    "Of {total} pairs said to work together, both sides say so of {both}.": relations,
    "{organisations} organisations, {pairs} pairs that work together, of which {confirmed} are confirmed by both "
    "sides.": relations,
    "{names} have most partners: {n} of {others} each.": degree,
    "{name} has most partners: {n} of {others}.": degree,
    "{n} of {total} organisations were not interviewed: what is known of them comes from partners.": not_interviewed,
    "{measure}: highest for {names} ({value})": highest,
    # gaps and services
    "{n} points for attention; most often “{kind}” ({most}).": gap_count,
    "{n} points for attention, all “{kind}”.": gap_count,
    "{n} points for attention": gap_count,
    "See all points for attention ({n})": gap_count,
    "Act on ({n})": gap_count,
    "Ask about ({n})": counted("n", lambda rows: len(rows.now("questions"))),
    "{own} the organisations can take up themselves; {others} depend on others.": whose,
    "Most of those are for: {level} ({n}).": whose_most,
    "Of {needed} services that clients need, {unmet} do not reach all of them.": services_needed,
    "Most people without help: “{name}”, at least {n} a year.": most_left,
    "Services named: {n}, by organisations: {m}, as they stand at the last interview. How many are left without "
    "help is the least that the figures allow.": services_named,
    "needed by {needs}, offered by {offers}": service_counts,
    "{n} refused": in_column("n", "service_states", "refusals"),
    "{n} ask a year": in_column("n", "service_states", "asked"),
    "{n} places": in_column("n", "service_states", "places"),
    "at least {n} places": in_column("n", "service_states", "places"),
    "at least {n} without help": in_column("n", "service_states", "left"),
    "{low} to {high} weeks’ wait": lambda rows, heard: some_row(
        rows.all("service_states"), {"wait_shortest": heard.number("low"), "wait_longest": heard.number("high")}
    ),
    "about {years} years’ wait": lambda rows, heard: any(
        near(heard.number("years"), weeks * 7 / 365.25)
        for name, column in (("service_states", "wait_shortest"), ("services", "wait_weeks"))
        for weeks in pd.to_numeric(rows.all(name)[column], errors="coerce").dropna()
    ),
    "{n} more services are offered; nobody named them as a need of their clients": lambda rows, heard: (
        heard.number("n") <= (rows.all("service_states")["needing"] == "").sum()
    ),
    "{n} services do not reach all who need them, {names} among them": services_unmet,
    "Of {needed} services that clients need, 1 does not reach all of them.": services_needed,
    "from age {low}": in_column("low", "services", "minimum_age"),
    "up to age {high}": in_column("high", "services", "maximum_age"),
    "age {low}–{high}": lambda rows, heard: some_row(
        rows.all("services"), {"minimum_age": heard.number("low"), "maximum_age": heard.number("high")}
    ),
    "after {n} months’ residence": in_column("n", "services", "minimum_residence_months"),
    "Of 1 pair only others say so.": relations,
    "Of {n} pairs only others say so.": relations,
    "{n} organisations that were not interviewed are not compared.": not_compared,
    "{name}, {sector}: works with {number} organisations": partners,
    "{number} answered with no": denied("absent"),
    "{number} with a no in the file": denied("absent"),
    "{number} ended": denied("ended"),
    "Organisations ({number})": lambda rows, heard: heard.number("number") == len(there(rows)),
    "No working relation fits what you ask for; organisations: {organisations}.": lambda rows, heard: (
        heard.number("organisations") == len(there(rows)) and not rows.now("pairs")["relation"].isin(TOGETHER).any()
    ),
    "{words} ({number})": in_map,
    "Hatched cells rest on too little evidence for a number (n statements); empty: nobody spoke of it. "
    "Pairs of sectors with a number: {known} of {n}; {wave}.": lambda rows, heard: (
        heard.numbers("known", "n")
        in {
            (part["score"].notna().sum(), len(part))
            for _, part in rows.now("scores", level="sector", voice="organisations").groupby("domain")
        }
    ),
    "{n} organisations": lambda rows, heard: (
        heard.number("n")
        in {
            len(there(rows)),
            *score_groups(rows),
        }
    ),
    "Few partners speak of {n} of the {total} organisations, or their accounts lie far apart.": lambda rows, heard: (
        heard.numbers("n", "total")
        in {
            (part["score"].isna().sum(), len(part))
            for _, part in rows.now("scores").groupby(["level", "domain", "voice"])
        }
    ),
    "Where organisations place what they say of it, one vote each; {n} organisations, {wave}.": in_column(
        "n", "attribution", "organisations", wave=True
    ),
    "What organisations say of rules, money, housing and other circumstances around them; it never counts in the score "
    "of the network; {n} organisations, {wave}.": lambda rows, heard: some_row(
        rows.now("scores", level="context"), {"reporters": heard.number("n")}
    ),
    "People most often say that it sits {where} ({share}); by the model, the largest part of the distance to {level} "
    "is {other} ({part}).": lambda rows, heard: (
        attribution_share("share")(rows, heard) and attribution_share("part")(rows, heard)
    ),
    "Each interview counts once. Spoken of together: one quote was coded with both. Reason: coders tied what is said "
    "of one condition to what is said of the other. It shows what people connect, not what causes what; {of} "
    "interviews, {organisations} organisations, {wave}.": lambda rows, heard: some_row(
        rows.now("domain_links"), {"of": heard.number("of"), "organisations_of": heard.number("organisations")}
    ),
    "Pairs spoken of: {n}; with enough evidence for a number: {known}. Choose a row to read what both say.": lambda rows, heard: (  # noqa: E501
        heard.numbers("n", "known")
        in {
            (len(part), part["score"].notna().sum())
            for _, part in rows.now("scores", level="dyad", voice="organisations").groupby("domain")
        }
    ),
    "What would change the picture: without any one organisation the score would lie between {low} and {high}.": lambda rows, heard: (  # noqa: E501
        any(
            near(heard.number("low"), part["without"].min()) and near(heard.number("high"), part["without"].max())
            for _, part in rows.now("score_votes").groupby(["level", "subject", "domain", "voice"])
        )
    ),
    "Shared by all, by the level asked: {shares}": attribution_aims,
    "It moves by more than {most} points: {changes}.": lambda rows, heard: bool(
        rows.now("sensitivity")["flagged"].any()
    ),
    "{n} questions to ask.": counted("n", lambda rows: len(rows.now("questions"))),
    "{n} points for attention.": gap_count,
    "Show {n} more": lambda rows, heard: heard.number("n") < cases(rows)["gap_id"].nunique(),
    "{n} of {total} organisations": lambda rows, heard: heard.number("total") == len(there(rows)),
    "Statements: {statements}, from interviews and documents: {interviews}, about organisations: {organisations}.": read_from,  # noqa: E501
    "Statements: {statements}, about organisations: {organisations}.": read_from,
    "{found} things in the files are worth a look.": lambda rows, heard: (
        heard.number("found") == rows.all("findings")["severity"].ne("note").sum()
    ),
    "{statements} ties between {organisations} organisations.": of_a_file,
    "The file has {ties} ties among {organisations} organisations.": of_a_file,
    "{organisations} organisations, {pairs} pairs with a tie in the file.": of_a_file,
    "Ties that the file has both times: {kept}; only in {before}: {lost}; only in {now}: {gained}.": changed_ties,
    "wave {wave}": lambda rows, heard: heard.text("wave") in {wave.id for wave in rows.seen.settings.waves},
    "{severity}: {number}": lambda rows, heard: (
        heard.number("number") in {0, *rows.all("findings")["severity"].value_counts()}
    ),
    "{points} points narrower": in_column("points", "next_interviews", "narrowing_network", wave=True),
    "One more conversation would make intervals up to {points} points narrower; now they are {width} points wide on "
    "average": narrows,
    "{domain}: one more conversation would narrow the network’s interval from {width} to {left} points at best": narrows,  # noqa: E501
    "Most would be learned from conversations about {domain} with {names}: each would narrow the intervals of "
    "organisations by up to {points} points on average.": in_column(
        "points", "next_interviews", "narrowing_organisations", wave=True
    ),
    "{n} organisations lie close together in this: choose whom you can reach most easily.": lambda rows, heard: (
        heard.number("n") <= rows.now("next_interviews")["organisation_id"].nunique()
    ),
    "Evidence: {word}. The number is hidden; organisations: {n}, statements: {statements}.": lambda rows, heard: (
        some_row(
            rows.now("scores")[rows.now("scores")["score"].isna()],
            {"reporters": heard.number("n"), "statements": heard.number("statements")},
        )
    ),
    "0 absent or blocks – 100 works reliably; bars are 95 % intervals. A score stands for all expected pairs, from what "  # noqa: E501
    "up to {n} organisations say; {wave}.": lambda rows, heard: (
        heard.number("n") in {rows.now("coverage")["interviewed"].max(), rows.network_scores["reporters"].max()}
    ),
    "{weeks} weeks’ wait": in_column("weeks", "service_states", "wait_longest"),
}
"""Message to what recomputes its numbers."""

COMPOSED: set[str] = {
    "What changed since {wave}, as a table",
    "{sentence}.", "{sentence} {addition}", "{domain}: {sentence}", "{works}, {short}", "{sentence} [{source}]",
    "{sentence}; {addition}.", "{sentence}: that is not a no.", "{study}, {wave}; collabnet {version}",
    "{word} ({percent})", "{change} ({points})", "{change}, too few to tell by themselves", "Cite: {source}",
    "{organisations}, by name", "Not enough evidence yet: {organisations}", "interviewed in {wave}",
    "In alphabetical order within each group, not a ranking; {organisations}; {wave}.", "not yet heard in {wave}",
    "More measures ({n})", "{n} of {total}", "more than {most} points",
    "Unit: {unit}. Range: {limits}. Divided by: {normalisation}. Without relations: {isolates}.",
    "{speaker} ({n} organisations)",
}  # fmt: skip
"""Messages that join what was said before: their parts are recomputed where they are said."""


REMARKS = (
    "By the model: of how far",
    "The chains of the model do not agree well enough", "When ratings are steps instead of points, organisations come",
    "With {count} interviews, how severely somebody judges", "How sure rests on what was said",
    "What partners meet at organisations of each group", "The score of the whole network after one change at a time",
)  # fmt: skip
"""Beginnings of texts whose numbers are settings, dates in names, or cells of ``model_remarks`` as they stand there."""


def heard_on(rows: Rows, key: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    """Return the messages with a number in them that one page says, every condition explained in turn."""
    found: list[Heard] = []
    original = Say.__call__

    def listen(self: Say, message: str, /, **values: object) -> str:
        if any(FIGURE.search(str(values[name])) for name in re.findall(r"{(\w+)}", message)):
            found.append(Heard(message, values, key))
        return original(self, message, **values)

    page = pages()[key]
    options = [{"explain": it} for it in domains()] if key == "domains" else [{}]
    with monkeypatch.context() as patch:
        patch.setattr(Say, "__call__", listen)
        for chosen in options:
            state = State(study="s", page=key, wave=rows.wave, options=chosen)
            page.answer(rows.seen, state)
            page.layout(rows.seen, state)
            coverage.strip(rows.seen, state)
    return found


@pytest.fixture(scope="module")
def listed_twice(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """Return a file of ties of two waves, with weights, that does not tell who says so."""
    folder = tmp_path_factory.mktemp("listed")
    rows = ["a,b,2,1", "b,c,1,1", "c,a,3,1", "d,a,1,1", "a,b,1,2", "b,c,0,2", "d,c,4,2", "d,e,1,2", "a,c,1,2"]
    (folder / "edges.csv").write_text("\n".join(["source,target,weight,wave", *rows]) + "\n", encoding="utf-8")
    return analyse(folder, scores="transparent", draws=20, jobs=1)


@pytest.mark.parametrize("view", ["researcher", "shared"])
@pytest.mark.parametrize("study", ["analysed_sample", "analysed_tiny", "listed_twice"])
def test_every_number_in_a_sentence_follows_from_rows_that_the_view_may_see(
    study: str, view: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = look(request.getfixturevalue(study), view)
    wrong, unknown = {}, set()
    for wave in seen.settings.waves:
        rows = Rows(seen, wave.id)
        for key in (key for key, page in pages().items() if page.available(seen)):
            for heard in heard_on(rows, key, monkeypatch):
                if heard.message in RULES:
                    if not RULES[heard.message](rows, heard):
                        wrong.setdefault(heard.message, (wave.id, key, heard.told))
                elif heard.message not in COMPOSED and not heard.message.startswith(REMARKS):
                    unknown.add(heard.message)
    assert not wrong
    assert not unknown
