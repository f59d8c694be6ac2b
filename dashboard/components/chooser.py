"""Choosing columns from many: grouped by what they tell, each with its sentence, searchable, all with the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import ids
from dashboard.components.attributes import attributes
from dashboard.components.icons import icon
from dashboard.sentences.narrowed import plain
from dashboard.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.state import State


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its key, its name and one sentence on what it tells."""

    key: str
    title: str
    sentence: str


@dataclass(frozen=True)
class ChoiceGroup:
    """Choices that belong together, under a heading with a sentence."""

    key: str
    title: str
    sentence: str
    choices: tuple[Choice, ...]


def chooser(
    state: State, name: str, title: str, groups: Sequence[ChoiceGroup], chosen: tuple[str, ...], usual: tuple[str, ...]
) -> Component:
    """Choose any of many; what is chosen stands in the address, and folded it says what that is.

    Parameters
    ----------
    state, name
        The address, and the name under which it holds the choice.
    title
        What is chosen.
    groups
        What there is to choose from.
    chosen, usual
        Keys that are chosen now, and those that are when nobody has.
    """
    text = say(state)
    every = tuple(choice for group in groups for choice in group.choices)
    names = {choice.key: choice.title for choice in every}
    count = text("{n} of {total}", n=len(chosen), total=len(every))
    summary = html.Summary(
        [
            html.Span(title, className="chooser-title"),
            html.Span(count, className="muted figures"),
            html.Span(" · ".join(names[key] for key in chosen if key in names), className="chooser-names muted"),
        ]
    )
    presets = [
        dcc.Link(text("The usual ones"), href=state.href(**{name: None})),
        dcc.Link(text("All of them"), href=state.href(**{name: tuple(names)})),
    ]
    seek = dmc.TextInput(
        id=f"seek-{name}",
        placeholder=text("Search by name or by what it tells"),
        leftSection=icon("search", size=16),
        size="sm",
        **attributes(aria_label=text("Search among the columns")),
    )
    tools = html.Div(
        [html.Div(seek, className="chooser-seek", **attributes(data_seek="yes")), *presets], className="chooser-tools"
    )
    none = html.P(text("No column is called that or tells that."), className="chooser-none muted", role="status")
    fields = dmc.CheckboxGroup(
        id=ids.control(name),
        value=list(chosen),
        children=html.Div(
            html.Div([_group(group, name) for group in groups], className="chooser-groups"),
            className="chooser-scroll",
            **attributes(data_keep_scroll=f"chooser-{name}"),
        ),
    )
    default = dcc.Store(id=ids.default(name), data=list(usual))
    return html.Details(
        [summary, html.Div([tools, none, fields, default], className="chooser-body")],
        className="chooser",
        **attributes(data_keep=f"chooser-{name}"),
    )


def _group(group: ChoiceGroup, name: str) -> Component:
    heading = f"chooser-{name}-{group.key}"
    head = [html.H3(group.title, id=heading), html.P(group.sentence, className="muted small")]
    items = [html.Li(_field(choice, name), **attributes(data_words=_sought(choice))) for choice in group.choices]
    return html.Div(
        [*head, html.Ul(items)], className="chooser-group", role="group", **attributes(aria_labelledby=heading)
    )


def _field(choice: Choice, name: str) -> Component:
    box: Component = dmc.Checkbox(
        id=f"{name}-{choice.key}", value=choice.key, label=choice.title, description=choice.sentence, size="sm"
    )
    return box


def _sought(choice: Choice) -> str:
    return plain(f"{choice.title} {choice.key} {choice.key.replace('_', ' ')} {choice.sentence}")
