"""What the data cannot say, as visible as what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.sentences import at_wave, expected, ids, organisations_in, study_has, table, wave_before
from dashboard.sentences.changes import interviewed_in_both
from dashboard.sentences.mentions import interviews_in, young_people_in
from dashboard.sentences.method import MODEL
from dashboard.sentences.remarks import remarks
from dashboard.sentences.scores import by_domain
from dashboard.sentences.what_would_help import heard

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.views import Seen
    from dashboard.words import Say


def limits(seen: Seen, wave: str, say: Say) -> tuple[str, ...]:
    """Say what this study cannot tell, the gravest first; only what holds for it."""
    found = (
        *_of_a_file(seen, say),
        study_has.read_as_untold(seen, say),
        _from_paper_alone(seen, say),
        _not_interviewed(seen, wave, say),
        _unknown(seen, wave, say),
        _few_scores(seen, wave, say),
        _pairs_behind(seen, wave, say),
        *remarks(seen, say),
        _salience(seen, wave, say),
        _young_people(seen, wave, say),
        _other_people(seen, wave, say),
        say("No outcome for young people was measured.") if study_has.clients(seen) else "",
    )
    return tuple(sentence for sentence in found if sentence)


def _of_a_file(seen: Seen, say: Say) -> tuple[str, ...]:
    """Say what a file cannot tell that holds ties and not who says so."""
    if study_has.interviews(seen):
        return ()
    expected_ones = len(table(seen, "required")) > 0
    return (
        say("The file does not tell who says so: no tie can be confirmed, and how sure one is cannot be told."),
        "" if expected_ones else say("Which ties to expect is not declared, so none can be missing."),
    )


def _from_paper_alone(seen: Seen, say: Say) -> str:
    """Say where no organisation speaks for itself: of agreements alone follows no tie, of reports no confirmed one."""
    rows = table(seen, "findings")
    codes = set(rows["code"]) if len(rows) else set()
    if "ties_only_agreed" in codes:
        return say(
            "Everything said of two organisations comes from documents of what was agreed: none of it is shown as "
            "working together."
        )
    if "ties_only_reported" in codes:
        return say("Everything said of two organisations is reported by others: no relation can be confirmed.")
    return ""


def _young_people(seen: Seen, wave: str, say: Say) -> str:
    """Say that what young people tell is in no count and no score of organisations."""
    conversations = young_people_in(seen, wave)
    if not conversations:
        return ""
    if conversations == 1:
        return say("Counts and scores are those of organisations; 1 conversation with a young person stands apart.")
    return say(
        "Counts and scores are those of organisations; {n} conversations with young people stand apart.",
        n=conversations,
    )


def _not_interviewed(seen: Seen, wave: str, say: Say) -> str:
    rows = organisations_in(seen, wave)
    if rows.empty or "interviewed" not in rows or not study_has.interviews(seen):
        return ""
    silent = len(rows) - _interviewed_in(seen, wave, rows)
    if silent <= 0:
        return ""
    if silent == 1:
        return say(
            "1 of {total} organisations was not interviewed: what is known of it comes from partners.", total=len(rows)
        )
    return say(
        "{n} of {total} organisations were not interviewed: what is known of them comes from partners.",
        n=silent,
        total=len(rows),
    )


def _interviewed_in(seen: Seen, wave: str, rows: pd.DataFrame) -> int:
    """Return how many organisations were interviewed: counted where it is told which, else as the coverage says."""
    if study_has.who_was_interviewed(seen):
        return sum(1 for cell in rows["interviewed"] if wave in ids(cell))
    counted = at_wave(seen, "coverage", wave)
    return int(counted["interviewed"].max()) if len(counted) else len(rows)


def _unknown(seen: Seen, wave: str, say: Say) -> str:
    told = expected.without_information(expected.links(seen, wave), say) if seen.view == "researcher" else ""
    return say("{sentence}: that is not a no.", sentence=told) if told else ""


def _few_scores(seen: Seen, wave: str, say: Say) -> str:
    found = by_domain(seen, wave)
    hidden = [say.domain(key) for key, score in found.items() if not score.known]
    if not found and not study_has.conditions(seen):
        return ""
    if not found:
        return say("Nobody rated how well the conditions work: there are counts and quotes, no scores.")
    if not hidden:
        return ""
    return say("Too little evidence for a score: {conditions}.", conditions=say.listing(hidden))


def _pairs_behind(seen: Seen, wave: str, say: Say) -> str:
    """Say which pairs scores stand for, and how many of them are a guess because nobody spoke of them."""
    found = by_domain(seen, wave).values()
    if any(score.basis == "stated_pairs" for score in found):
        return say("Scores stand on the pairs that people spoke of, which is not a complete list.")
    known = [heard(seen, wave, score.domain) for score in found if score.method == MODEL]
    counts = [one for one in known if one is not None and one.unspoken]
    if not counts:
        return ""
    fewest, most = min(one.unspoken for one in counts), max(one.unspoken for one in counts)
    values = {"pairs": counts[0].pairs, "fewest": fewest, "most": most}
    if fewest == most:
        return say(
            "Scores stand for all {pairs} expected pairs. Of {most} of them nobody spoke: they enter as a guess with "
            "a wide interval.",
            **values,
        )
    return say(
        "Scores stand for all {pairs} expected pairs. Depending on the condition, nobody spoke of {fewest} to {most} "
        "of them: these enter as a guess with a wide interval.",
        **values,
    )


def _salience(seen: Seen, wave: str, say: Say) -> str:
    if not interviews_in(seen, wave):
        return ""
    return say(
        "Counts say how many interviews name something, not how often it happens: what goes wrong is told more readily."
    )


def _other_people(seen: Seen, wave: str, say: Say) -> str:
    before = wave_before(seen, wave)
    if not before or not study_has.interviews(seen) or at_wave(seen, "statements", before).empty:
        return ""
    both, either = interviewed_in_both(seen, before, wave)
    return say(
        "Of {either} organisations interviewed in {before} or {now}, {both} were interviewed both times.",
        before=say.wave(seen, before),
        now=say.wave(seen, wave),
        both=both,
        either=either,
    )
