"""What the tables of gaps and questions say alike: sentences beside codes, and lists as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet import gaps, languages
from collabnet.tables._record import BAR, Parts
from collabnet.tables._services import service_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from collabnet.gaps import GapFinding, Question


def told(parts: Parts, several: Sequence[GapFinding | Question]) -> dict[str, list[Any]]:
    """Return the columns of words: kind, reasons, why it is expected, and the step."""
    kinds, say = gaps.gap_kinds(), _words(parts)
    return {
        "kind_text": [languages.text(kinds[one.kind].title) for one in several],
        "reasons_text": [BAR.join(reasons_in_words(parts, one)) for one in several],
        "expected_because_text": [
            BAR.join(gaps.because_text(code, say=say) for code in one.expected_because) for one in several
        ],
        "suggestion_text": [gaps.suggestion_text(one, say=say) for one in several],
        "source_name": [parts.name(one.source) if one.source else "" for one in several],
        "target_name": [parts.name(one.target) if one.target else "" for one in several],
        "shareable": [kinds[one.kind].shareable for one in several],
    }


def reasons_in_words(parts: Parts, one: GapFinding | Question) -> list[str]:
    """Return every reason as an English sentence."""
    say = _words(parts)
    return [gaps.reason_text(one.kind, code, say=say) for code in one.reasons]


def lists(several: Sequence[object], *names: str) -> dict[str, list[str]]:
    """Return lists as text, with a bar between the values."""
    return {name: [BAR.join(getattr(one, name)) for one in several] for name in names}


def plain(several: Sequence[object], *names: str) -> dict[str, list[Any]]:
    """Return values as they are."""
    return {name: [getattr(one, name) for one in several] for name in names}


def _words(parts: Parts) -> Callable[[str, str], str]:
    """Return what says a value of a reason in English: names, titles and labels; numbers as they are."""
    phases = {phase.id: phase.labels.get("en", phase.id) for phase in parts.study.settings.phases}
    processes = parts.study.settings.processes

    def say(name: str, value: str) -> str:
        return words[name](value) if name in words else value

    words: dict[str, Callable[[str], str]] = {
        "domain": lambda value: str(parts.domain_titles.get(value, value)),
        "process": lambda value: processes[value].label("en") if value in processes else value.replace("_", " "),
        "service": lambda value: service_text(parts, value),
        "phase": lambda value: phases.get(value, value),
        "language": languages.language_name,
        "needed": languages.language_name,
        "status": lambda value: value.replace("_", " "),
        **dict.fromkeys(("source", "target", "organisation", "organisations"), parts.name),
    }

    return say
