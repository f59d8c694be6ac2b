"""How well the network holds together: expected relations that work, who stands central, how much is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.sentences import Sentence, at_wave, table

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.words import Say

YES = ("confirmed", "one_sided", "contested", "unverifiable", "reported_by_others", "reported")
KEYS = ["source", "target", "process", "wave"]


@dataclass(frozen=True)
class Expected:
    """Expected relations of one wave, pair by pair and process by process."""

    total: int
    works: int
    falls_short: int
    unknown: int


def expected(seen: Seen, wave: str) -> Expected:
    """Count the expected relations that work, that do not, and of which nobody spoke."""
    required = at_wave(seen, "required", wave)
    if required.empty:
        return Expected(0, 0, 0, 0)
    pairs = required[required["process"] != "all"][KEYS].astype(str).drop_duplicates()
    ties = at_wave(seen, "ties", wave)
    if ties.empty:
        return Expected(len(pairs), 0, 0, len(pairs))
    spoken = ties.assign(**{key: ties[key].astype(str) for key in KEYS})[[*KEYS, "state", "works"]]
    found = pairs.merge(spoken, on=KEYS, how="left")
    unknown = found["state"].isna() | (found["state"] == "unknown")
    works = found["works"].map(lambda cell: str(cell).casefold() in ("true", "yes", "1", "1.0")) & ~unknown
    return Expected(len(found), int(works.sum()), int((~works & ~unknown).sum()), int(unknown.sum()))


def states(seen: Seen, wave: str) -> dict[str, int]:
    """Count the relations in each state, over the declared ways of working together."""
    ties = at_wave(seen, "ties", wave)
    if ties.empty:
        return {}
    counted = ties.loc[ties["process"] != "all", "state"].value_counts()
    return {str(state): int(count) for state, count in counted.items()}


def sentences(seen: Seen, wave: str, say: Say) -> tuple[Sentence, ...]:
    """Say three things on integration: what works, who is central, what is confirmed."""
    found = (_works(seen, wave, say), _central(seen, wave, say), _confirmed(seen, wave, say))
    return tuple(sentence for sentence in found if sentence.text)


def _works(seen: Seen, wave: str, say: Say) -> Sentence:
    count = expected(seen, wave)
    if count.total:
        values = {"works": count.works, "total": count.total, "short": count.falls_short, "unknown": count.unknown}
        return Sentence(
            say(
                "Of {total} expected working relations, {works} work, {short} fall short, and of "
                "{unknown} nobody spoke.",
                **values,
            )
        )
    present = sum(n for state, n in states(seen, wave).items() if state in YES)
    if not present:
        return Sentence("")
    return Sentence(
        say(
            "{ties} working relations are reported among {organisations} organisations; which ones "
            "to expect is not declared.",
            ties=present,
            organisations=len(organisations(seen)),
        )
    )


def _central(seen: Seen, wave: str, say: Say) -> Sentence:
    partners = top(seen, wave, ("degree", "indegree"))
    between = top(seen, wave, ("betweenness",))
    if partners is None:
        return Sentence("")
    others = max(len(organisations(seen)) - 1, 1)
    name, count = say.name(seen, partners[0]), say.number(partners[1])
    pick = f"measure:{partners[2]}:{partners[0]}:all:{wave}:reported"
    if between is None or between[1] <= 0:
        return Sentence(say("{name} has most partners: {n} of {others}.", name=name, n=count, others=others), pick)
    if between[0] == partners[0]:
        return Sentence(
            say(
                "{name} has most partners ({n} of {others}) and stands between others most often.",
                name=name,
                n=count,
                others=others,
            ),
            pick,
        )
    return Sentence(
        say(
            "{name} has most partners ({n} of {others}); {other} stands between others most often.",
            name=name,
            n=count,
            others=others,
            other=say.name(seen, between[0]),
        ),
        pick,
    )


def _confirmed(seen: Seen, wave: str, say: Say) -> Sentence:
    count = states(seen, wave)
    both, contested = count.get("confirmed", 0), count.get("contested", 0)
    total = sum(n for state, n in count.items() if state in YES)
    if not total:
        return Sentence("")
    if "reported" in count:
        return Sentence(
            say("Of {total} relations reported, {both} are confirmed by both sides.", total=total, both=both)
        )
    return Sentence(
        say(
            "Of {total} relations reported, {both} are confirmed by both sides; the other side did not name {one}, "
            "was not asked about {unasked}, and gives another account of {contested}.",
            total=total,
            both=both,
            contested=contested,
            one=count.get("one_sided", 0),
            unasked=count.get("unverifiable", 0) + count.get("reported_by_others", 0),
        )
    )


def organisations(seen: Seen) -> pd.DataFrame:
    """Return the organisations of the network, groups and forums left out."""
    rows = table(seen, "organisations")
    return rows[rows["kind"] == "organisation"] if "kind" in rows else rows


def top(seen: Seen, wave: str, measures: tuple[str, ...]) -> tuple[str, float, str] | None:
    """Return who is first on the first of these measures that there is: organisation, value, measure."""
    rows = table(seen, "centrality")
    if rows.empty:
        return None
    wanted = rows["measure"].isin(measures) & (rows["wave"] == wave) & (rows["process"] == "all")
    rows = rows.loc[
        wanted & (rows["ties"] == "reported") & rows["value"].notna(), ["organisation_id", "measure", "value"]
    ]
    for measure in measures:
        found = rows[rows["measure"] == measure].sort_values(["value", "organisation_id"], ascending=[False, True])
        if len(found):
            first = found.iloc[0]
            return str(first["organisation_id"]), float(first["value"]), measure
    return None
