"""How a score of the model is made: in words, in symbols, and with this study's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components import formula_plain
from dashboard.components.agreement import COMPARED
from dashboard.components.symbols import added, over, symbols, total, var
from dashboard.components.twin import twin
from dashboard.sentences import capital, learned
from dashboard.sentences import made as read
from dashboard.sentences.method import plain_of
from dashboard.sentences.remarks import every_remark

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.components.symbols import Line
    from dashboard.sentences.made import Made
    from dashboard.sentences.scores import Score
    from dashboard.words import Say


def in_words(it: Made, seen: Seen, text: Say) -> list[Component]:
    """Say how the model makes a score, step by step."""
    steps = (
        text(
            "A rating of 0 to 4 counts 25 points a step. Every rating is taken apart: what all share in this condition "
            "(common level), what the organisation that turns to others adds (source), what the one it turns to adds "
            "(target), and what is particular to the two (relation)."
        ),
        text(
            "What belongs to the telling is taken out: how severely somebody judges, how severely a coder rates, and "
            "what is chance in one quote or rating."
        ),
        text(
            "Few statements are drawn towards what is known of others. The more there are, the more the score follows "
            "them."
        ),
        _for_whom(it, text),
        text(
            "The interval: {draws} sets of values that fit the statements are drawn; 95 % of the scores drawn lie in "
            "it. Agreement never makes it narrower than a rating can tell: half a step either way.",
            draws=text.number(learned.draws(seen)),
        ),
        text(
            "Evidence is strong, fair, limited or too little, by the width of the interval and the "
            "number of organisations. "
            "With too little, the number is not shown."
        ),
    )
    return [html.Ol([html.Li(step) for step in steps])]


def _for_whom(it: Made, text: Say) -> str:
    if it.expected:
        return text(
            "The score is common level + source + target + relation, a mean over all expected pairs and not only over "
            "those spoken of. What goes on between two of whom nobody spoke is predicted, which makes the interval "
            "wider."
        )
    if not it.pairs:
        return text(
            "The score is common level + source + target, as far as they are part of it: it stands for organisations "
            "as they are spoken of, not for pairs."
        )
    return text(
        "The score is common level + source + target + relation, a mean over the pairs that were spoken of: here there "
        "is no complete list of expected pairs."
    )


def in_symbols(text: Say) -> list[Component]:
    """Show the equation of the model, the score that follows from it, and what is assumed beforehand."""
    kept = added(var("μ", "dw"), var("A", "i"), var("A", "id"), var("B", "j"), var("B", "jd"), var("g", "ij"))
    told = added(var("τ"), var("H", "m"), var("K", "c"), var("u", "q"), var("e"))
    weight = var("ω", "ij")
    score: Line = [total("ij"), weight, " (", *kept, ")"]
    lines: tuple[Line, ...] = (
        ["25 · ", text("rating"), " = ", *kept],
        ["\u2003\u2003 + ", *told],
        [var("S"), " = ", over(score, [total("ij"), weight])],
        [var("A"), ", ", var("B"), ", ", var("g"), ", ", var("H"), ", ", var("K"), ", ", var("u"), " ~ N(0, ",
         var("σ"), "²),  ", var("σ"), " ~ half-Cauchy(15),  ", var("σ", "K"), " ~ half-N(7.5)"],
        [var("e"), " ~ N(0, ", var("σ", "e"), "² / ", var("w"), "),  ", var("σ", "e"), " ~ half-Cauchy(25), ≥ 7.2"],
        [var("μ"), " ~ N(50, 50²),  ", var("τ"), " ~ N(0, 25²)"],
        ["[", var("S*", ".025"), ", ", var("S*", ".975"), "]"],
    )  # fmt: skip
    legend = text(
        "μ common level of condition d at moment w; A source i and B target j, in general and in the condition; g "
        "relation of the two; τ way of working together and manner of speaking; H interview m, K coder c, u quote q, e "
        "error, smaller for an exact statement (w); σ what is learned of their sizes, one each; ω how much a pair is "
        "expected; S* the score in one draw."
    )
    return symbols(lines, legend, title=text("In symbols"))


def in_numbers(score: Score, it: Made, seen: Seen, text: Say) -> list[Component]:
    """Show what one score is the sum of, what lies beside it, and how much is known behind it."""
    plain = plain_of(seen, score)
    said = (read.known_behind(it, text), read.certainty(it, text), read.beside(it, plain, text),
            read.as_steps(it, text), coders(it, text))  # fmt: skip
    tables = [part for part in (_sum(it, text), _sizes(seen, text)) if part is not None]
    return [
        html.P(formula_plain.result(score, text), className="working-result"),
        *(html.P(line) for line in said if line),
        html.Div(tables, className="working-tables"),
        *_folded(plain, seen, text),
        *_of_the_fit(score, seen, text),
    ]


def coders(it: Made, text: Say) -> str:
    """Name the codes behind a score on which coders do not agree well enough."""
    if not it.flags:
        return ""
    named = []
    for flag in it.flags:
        code, _, value = flag.partition("=")
        about = text("whether it is about: {condition}", condition=text.domain(value))
        named.append(about if value else text(COMPARED.get(code, code)))
    return text("Coders do not agree well enough yet on: {codes}.", codes="; ".join(named))


def _sum(it: Made, text: Say) -> Component | None:
    values = read.points(it)
    if not values:
        return None
    rows = [(_part(part, text), read.amount(value, text)) for part, value in values.items()]
    title = html.H4(text("What the score is the sum of"))
    table = twin((text("part"), text("points")), rows, numbers=1)
    return html.Div([title, table, html.P(read.sum_line(it, text), className="working-line")])


def _part(part: str, text: Say) -> str:
    """Say a part, with the name that stands in the equation."""
    return text("{words} ({code})", words=capital(text(read.PARTS[part])), code=text(read.TERMS[part]))


def _sizes(seen: Seen, text: Say) -> Component | None:
    found = learned.sizes(seen)
    if not found:
        return None
    kept, out = text("yes"), text("taken out")
    rows = [
        (capital(text(size.words)), kept if size.counted else out, interval(size.value, size.low, size.high, text))
        for size in found
    ]
    title = html.H4(text("How much people and organisations differ"))
    headings = (text("what differs"), text("in the score"), text("points (interval)"))
    note = text("A typical distance from the average (standard deviation), learned from all statements together.")
    return html.Div([title, twin(headings, rows, numbers=1), html.P(note, className="muted small")])


def interval(value: float, low: float, high: float, text: Say, digits: int = 0) -> str:
    """Write a number of the model with its interval."""
    told = {"score": value, "low": low, "high": high}
    return text("{score} ({low}–{high})", **{name: text.number(number, digits) for name, number in told.items()})


def _folded(plain: Score | None, seen: Seen, text: Say) -> list[Component]:
    if plain is None:
        return []
    title = html.Summary(text("The plain mean, worked out from the statements"))
    note = html.P(text("Anybody can redo this one; it does not lead to the model’s number."), className="muted")
    return [html.Details([title, note, *formula_plain.in_numbers(plain, seen, text)], className="twin working-fold")]


def _of_the_fit(score: Score, seen: Seen, text: Say) -> list[Component]:
    """Say what researchers want to know of the fit."""
    lines = list(every_remark(seen, text, score.domain))
    if seen.view == "researcher":
        lines.append(learned.agreement_of_chains(seen, score.domain, score.wave, text))
    return [html.P(line, className="muted small") for line in lines if line]
