"""How numbers are made: conditions, ratings, scores, the model with what it learned, measures; each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dash import html

from collabnet.domains import ANCHORS, domains
from collabnet.measures import measures
from dashboard.components.facts import facts
from dashboard.components.learned import learned
from dashboard.sentences import capital, study_has
from dashboard.words import N_, Say, say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State

FORMULAS: Final = {
    "scores": N_("Plain means"),
    "model": N_("Scores of the model"),
    "reliability": N_("How much of the uncertainty statements removed"),
    "structural": N_("Where the model finds the distance to the level agreed"),
    "sensitivity": N_("What would change the picture"),
    "next_interviews": N_("Whom to interview next"),
    "convergence": N_("Whether the chains of the model agree"),
    "grade": N_("Evidence behind a score"),
    "reporters_effective": N_("Effective number of organisations that speak"),
    "agreement": N_("Agreement between coders"),
    "causes": N_("Causes"),
    "links": N_("What people connect with each other"),
    "attribution": N_("Where people say it sits"),
    "score_changes": N_("How scores changed between waves"),
}
"""What the manifest's own formulas are called on screen."""


def how_made(seen: Seen, state: State) -> Component:
    """Show every formula with its source, and what the scoring model learned, where the study has conditions."""
    text = say(state)
    parts = [*_conditions_and_scores(seen, text), *learned(seen, state)] if study_has.conditions(seen) else []
    told = study_has.interviews(seen)
    parts += [
        html.H2(text("Measures of position and of the whole network")),
        html.Div(
            [
                _formula(text, text(one.title), text(one.sentence), one.formula, one.source)
                for one in measures().values()
                if told or not one.of_reports
            ],
            className="formulas",
        ),
    ]
    return html.Section(parts, className="stack")


def _conditions_and_scores(seen: Seen, text: Say) -> list[Component]:
    anchors = [(text.number(rating), text(anchor)) for rating, anchor in enumerate(ANCHORS)]
    made = seen.manifest.get("formulas", {})
    own = {key: one for key, one in made.items() if key not in measures()} if isinstance(made, dict) else {}
    return [
        html.H2(text("Conditions")),
        html.Div([_domain(text, key) for key in domains()], className="formulas"),
        html.H2(text("What ratings mean")),
        html.Div(facts(anchors), className="panel"),
        html.H2(text("Scores")),
        html.Div(
            [_formula(text, _made(text, key), "", one["formula"], one["source"]) for key, one in own.items()],
            className="formulas",
        ),
    ]


def _made(text: Say, key: str) -> str:
    return text(FORMULAS[key]) if key in FORMULAS else key.replace("_", " ")


def _domain(text: Say, key: str) -> Component:
    one = domains()[key]
    facets = text.listing(text(facet.title) for facet in one.facets)
    return _formula(
        text,
        text(one.title),
        text("{sentence} {why}", sentence=text(one.sentence), why=text(one.why)),
        text("Facets: {facets}", facets=facets),
        one.source,
    )


def _formula(text: Say, title: str, sentence: str, formula: str, source: str) -> Component:
    told = [html.P(sentence)] if sentence else []
    return html.Details(
        [
            html.Summary(capital(title)),
            *told,
            html.P(formula, className="formula"),
            html.P(text("Source: {source}", source=source), className="muted small"),
        ]
    )
