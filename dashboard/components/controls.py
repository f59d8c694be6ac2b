"""Controls: each writes its value into the address, and is drawn from it again; the default is left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import ids
from dashboard.components.attributes import attributes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dash.development.base_component import Component

    from dashboard.state import State


def bar(*controls: Component) -> Component:
    """Put controls in one row that wraps."""
    return html.Div(list(controls), className="controls", role="group")


def select(
    state: State, name: str, title: str, choices: Mapping[str, str], *, default: str, searchable: bool = False
) -> Component:
    """Choose one of several: ``choices`` is key to word."""
    value = state.option(name, default)
    field = dmc.Select(
        id=ids.control(name),
        label=title,
        value=value if value in choices else default,
        searchable=searchable,
        data=[{"value": key, "label": word} for key, word in choices.items()],
        allowDeselect=False,
        size="sm",
        comboboxProps={"withinPortal": True},
        checkIconPosition="right",
        className="control",
    )
    return html.Div([field, _default(name, default)], className="control-box")


def choices(
    state: State, name: str, title: str, words: Mapping[str, str], *, default: tuple[str, ...] = (), quiet: bool = False
) -> Component:
    """Choose any of several, as toggles; a quiet one says its title to screen readers only."""
    value = [key for key in state.option(name, default) if key in words]
    chips = [dmc.Chip(word, value=key, size="sm", radius="xl") for key, word in words.items()]
    group = dmc.ChipGroup(chips, id=ids.control(name), multiple=True, value=value)
    return html.Div(
        [_title(title, quiet), html.Div(group, className="chips"), _default(name, default)],
        className="control-box",
        role="group",
        **attributes(aria_label=title),
    )


def several(state: State, name: str, title: str, words: Mapping[str, str], *, placeholder: str = "") -> Component:
    """Choose any of many, from a list with search; nothing chosen means all."""
    value = [key for key in state.option(name, ()) if key in words]
    field = dmc.MultiSelect(
        id=ids.control(name),
        label=title,
        value=value,
        searchable=True,
        clearable=True,
        size="sm",
        hidePickedOptions=True,
        placeholder="" if value else placeholder,
        className="control",
        debounce=300,
        data=[{"value": key, "label": word} for key, word in words.items()],
    )
    return html.Div([field, _default(name, ())], className="control-box")


def segments(
    state: State, name: str, title: str, words: Mapping[str, str], *, default: str, quiet: bool = False
) -> Component:
    """Choose one of two to four, all in sight."""
    value = state.option(name, default)
    data = [{"value": key, "label": word} for key, word in words.items()]
    field = dmc.SegmentedControl(id=ids.control(name), value=value if value in words else default, data=data, size="sm")
    return html.Div(
        [_title(title, quiet), field, _default(name, default)],
        className="control-box",
        role="group",
        **attributes(aria_label=title),
    )


def toggle(state: State, name: str, title: str, *, default: bool = False) -> Component:
    """Turn something on or off; read it back with ``on(state, name)``."""
    field = dmc.Switch(id=ids.switch(name), label=title, checked=on(state, name, default=default), size="sm")
    return html.Div([field, _default(name, "yes" if default else "no")], className="control-box control-switch")


def on(state: State, name: str, *, default: bool = False) -> bool:
    """Tell whether a switch is on."""
    return state.option(name, "yes" if default else "no") == "yes"


def search(state: State, name: str, title: str, *, placeholder: str = "") -> Component:
    """Type to search; the address follows when typing pauses."""
    field = dmc.TextInput(
        id=ids.control(name),
        label=title,
        value=state.option(name, ""),
        placeholder=placeholder,
        debounce=350,
        size="sm",
        className="control",
    )
    return html.Div([field, _default(name, "")], className="control-box")


def _title(title: str, quiet: bool) -> Component:
    return html.Span(title, className="live" if quiet else "control-label")


def _default(name: str, value: str | Sequence[str]) -> Component:
    return dcc.Store(id=ids.default(name), data=value if isinstance(value, str) else list(value))
