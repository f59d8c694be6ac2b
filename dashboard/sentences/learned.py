"""What the model learned: how much organisations, people and coders differ, and whether its chains agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.sentences import number, records, table
from dashboard.sentences.method import MODEL
from dashboard.words import N_

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.words import Say

COLLABORATION: Final = "collaboration"
"""The model of what organisations say of each other, as the column ``model`` writes it; the other is ``context``."""

DEVIATION: Final = "deviation_"

COUNTED: Final = {
    "source": N_("organisations that turn to others, in general"),
    "source_domain": N_("organisations that turn to others, in one condition"),
    "target": N_("organisations that others turn to, in general"),
    "target_domain": N_("organisations that others turn to, in one condition"),
    "relation": N_("pairs, beside what either brings"),
}
"""What differs between organisations and counts in scores."""

TAKEN_OUT: Final = {
    "interview": N_("how severely people judge"),
    "coder": N_("how severely coders rate"),
    "quote": N_("what is particular to one quote"),
    "error": N_("what is chance in one rating"),
}
"""What differs between those who tell and is taken out."""

SHIFTS: Final = {
    "self_report": N_("how organisations speak of themselves"),
    "spoken_of_alone": N_("speaking of one organisation instead of a pair"),
}

QUANTITIES: Final = {
    "level": N_("what all share"),
    "score_network": N_("score of the whole network"),
    "correlation_roles": N_("how alike an organisation turns to others and is turned to (−1 to 1)"),
    "correlation_directions": N_("how alike both directions of a pair are (−1 to 1)"),
}


@dataclass(frozen=True)
class Size:
    """How much something differs: a standard deviation in points, and whether it counts in scores."""

    key: str
    words: str
    value: float
    low: float
    high: float
    counted: bool


def sizes(seen: Seen) -> tuple[Size, ...]:
    """Return the sizes that the model of collaboration learned, those that count in scores first."""
    rows = table(seen, "model")
    if rows.empty:
        return ()
    found = {row["parameter"]: row for row in records(rows[rows["model"] == COLLABORATION])}
    known = [(key, words, key in COUNTED) for key, words in {**COUNTED, **TAKEN_OUT}.items()]
    return tuple(
        _size(found[DEVIATION + key], key, words, counted=counted)
        for key, words, counted in known
        if DEVIATION + key in found
    )


def _size(row: dict[str, Any], key: str, words: str, *, counted: bool) -> Size:
    return Size(key, words, number(row, "value"), number(row, "low"), number(row, "high"), counted)


def draws(seen: Seen) -> int:
    """Return how many draws the model of collaboration rests on; none where there is no model."""
    rows = table(seen, "model")
    return int(rows["draws"].max()) if len(rows) else 0


def agreement_of_chains(seen: Seen, domain: str, wave: str, say: Say) -> str:
    """Say whether the chains agree on the score of the whole network."""
    rows = table(seen, "model")
    if rows.empty:
        return ""
    rows = rows[(rows["parameter"] == "score_network") & (rows["domain"] == domain) & (rows["wave"] == wave)]
    if rows.empty:
        return ""
    row = records(rows)[0]
    return say(
        "For the whole network’s score, R-hat is {rhat} (at most 1.01 is asked) and there are {ess} effective draws "
        "(at least 400 are asked) of {draws}.",
        rhat=say.number(number(row, "rhat"), 3),
        ess=say.number(number(row, "ess")),
        draws=say.number(number(row, "draws")),
    )


def too_little(seen: Seen) -> frozenset[tuple[str, str, str]]:
    """Return model, condition and wave of the levels and scores that rest on too little evidence for a number."""
    rows = table(seen, "scores")
    if rows.empty:
        return frozenset()
    rows = rows[rows["level"].isin(["network", "context"]) & (rows["grade"] == "D") & (rows["method"] == MODEL)]
    return frozenset(
        ("context" if level == "context" else COLLABORATION, str(domain), str(wave))
        for level, domain, wave in rows[["level", "domain", "wave"]].itertuples(index=False)
    )


def parameter(seen: Seen, key: str, say: Say) -> str:
    """Say what a row of the table of what the model learned is about."""
    for beginning, words in ((DEVIATION, {**COUNTED, **TAKEN_OUT}), ("shift_", SHIFTS)):
        name = key.removeprefix(beginning)
        if key.startswith(beginning) and name in words:
            return say(words[name])
    if key.startswith("shift_process_"):
        return say.process(seen, key.removeprefix("shift_process_"))
    return say(QUANTITIES[key]) if key in QUANTITIES else key.replace("_", " ")
