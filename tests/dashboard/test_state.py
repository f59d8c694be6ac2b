from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import picks
from dashboard.state import State

WORDS = st.text(min_size=1, max_size=12)
PARTS = WORDS.filter(lambda word: word not in (".", ".."))
NAMES = WORDS.filter(lambda word: word not in ("wave", "lang", "scheme", "pick"))


def read(href: str) -> State:
    path, _, query = href.partition("?")
    return State.from_url(path, f"?{query}", language="en")


def test_an_address_says_everything_that_is_on_the_screen() -> None:
    state = read("/transition/explore?wave=2&lang=nl&scheme=dark&pick=org:a&processes=x&processes=y&size=degree")
    assert (state.study, state.page, state.wave, state.language, state.dark) == (
        "transition",
        "explore",
        "2",
        "nl",
        True,
    )
    assert state.pick == "org:a"
    assert state.option("processes", ()) == ("x", "y")
    assert state.option("size", "none") == "degree"
    assert state.option("colour", "sector") == "sector"


@settings(suppress_health_check=[HealthCheck.too_slow])  # of a machine that is busy
@given(
    study=PARTS,
    page=PARTS,
    wave=WORDS,
    pick=WORDS,
    options=st.dictionaries(NAMES, WORDS, max_size=4),
    dark=st.booleans(),
)
def test_every_state_comes_back_from_its_own_address(
    study: str, page: str, wave: str, pick: str, options: dict[str, str], dark: bool
) -> None:
    state = State(study, page, wave, "fr", dark, pick, options)
    assert read(state.href()) == state
    assert dict(read(state.href()).options) == options


def test_several_words_come_back_as_several_even_when_none_or_one_is_chosen() -> None:
    for words in ((), ("a",), ("a", "b")):
        assert read(State("s", "p", options={"kinds": words}).href()).option("kinds", ("default",)) == words


def test_another_page_leaves_controls_and_drawer_behind_but_keeps_language_and_wave() -> None:
    state = read("/s/explore?wave=2&lang=nl&size=degree&pick=org:a").with_(page="gaps")
    assert (state.page, state.wave, state.language, state.pick, dict(state.options)) == ("gaps", "2", "nl", "", {})


def test_a_pick_leaves_the_page_as_it_is() -> None:
    state = read("/s/explore?wave=2&size=degree").with_(pick="org:b")
    assert state.option("size", "") == "degree"


@pytest.mark.parametrize(
    ("code", "kind", "parts"),
    [
        ("org:a:b", "org", ("a:b",)),
        ("tie:a>b:case_transfer:1", "tie", ("a", "b", "case_transfer", "1")),
        ("score:dyad:a>b:trust:1:organisations", "score", ("dyad", "a>b", "trust", "1", "organisations")),
        ("score:network:network:trust:2:young_people", "score", ("network", "network", "trust", "2", "young_people")),
        ("measure:betweenness:a:all:1:reported", "measure", ("betweenness", "a", "all", "1", "reported")),
        ("mention:capacity:1", "mention", ("capacity", "1")),
        ("tie:a-b:case_transfer:1", "tie", ()),
        ("nonsense:1", "", ()),
        ("", "", ()),
    ],
)
def test_what_was_chosen_is_read_back_or_is_nothing(code: str, kind: str, parts: tuple[str, ...]) -> None:
    found = picks.parse(code)
    assert found.parts == parts
    assert found.kind == (kind if parts else "")
