"""A network that was read from a file is not spoken of as if somebody had been interviewed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import collabnet
from collabnet.views import seen as look
from dashboard.components import coverage, frame, quotes
from dashboard.evidence import evidence
from dashboard.figures.network import draw
from dashboard.pages import pages
from dashboard.selection import Wish
from dashboard.sentences import centrality, study_has
from dashboard.sheets import positions
from dashboard.state import State
from dashboard.words import say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import all_words, picks

FOREIGN = re.compile(
    r"interview|client|condition|coder|coding|young|spoke|says so of|reported by|anyone reports|confirmed by"
    r"|(other|both|one|neither) sides?\b|accounts|rated|not asked|named by|nobody said|statements? behind"
    r"|(is|was|now) said|said (not|to)|moment of|level agreed|how sure we are"
    r"|organisations themselves|(little|fairly|well) supported",
    re.IGNORECASE,
)
"""Words of interviews, of people who are helped, of conditions and of coders."""

TOLD = (
    "interviews that tell who said what",
    "no statements, scores, causes or gaps",
)
"""Sentences that say what a file does not have."""

KINDS = {
    "plain": "source,target,relation\na,b,funds\nb,c,funds\nc,a,funds\nc,d,funds\n",
    "signed": "source,target,value,type\na,b,1,Undirected\nb,c,-2,Undirected\nc,a,1,Undirected\nc,d,3,Undirected\n",
    "waves": "source,target,weight,wave\na,b,2,1\nb,c,1,1\nc,a,1,1\na,b,1,2\nb,c,0,2\nc,d,4,2\nd,e,1,2\na,c,1,2\n",
}
"""Files of ties: one way, with a sign and without direction, and twice with weights."""


@pytest.fixture(scope="module")
def networks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found = {}
    for name, edges in KINDS.items():
        folder: Path = tmp_path_factory.mktemp(name)
        (folder / "edges.csv").write_text(edges)
        (folder / "nodes.csv").write_text("id,label\na,Alder\nb,Birch\nc,Cedar\nd,Dogwood\ne,Elm Inc.\n")
        found[name] = collabnet.analyse(folder, scores="transparent", draws=20, jobs=1)
    return found


@pytest.fixture(scope="module")
def network(networks: dict[str, Any]) -> Any:
    return networks["plain"]


@pytest.mark.parametrize("view", ["researcher", "shared"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_plain_network_speaks_of_interviews_clients_conditions_or_coders(
    networks: dict[str, Any], kind: str, view: str
) -> None:
    seen = look(networks[kind], view)
    assert not study_has.interviews(seen)
    assert not study_has.conditions(seen)
    assert not study_has.clients(seen)
    wave = seen.settings.waves[-1].id
    here = pages()
    opened = 0
    shown: list[Any] = [frame.menu(State("net", "overview", wave), seen, here)[:-1]]
    shown.append(frame.welcome(State("net", "", wave), seen, here, {"net": "net"}))
    for key, page in here.items():
        state = State("net", key, wave)
        if not page.available(seen):
            page.layout(seen, state)  # an address may ask for it
            continue
        parts = ("read", "coverage", "formulas", "take") if key == "data" else ("",)
        layouts = [page.layout(seen, State("net", key, wave, options={"part": part})) for part in parts]
        shown += [page.answer(seen, state), *layouts, coverage.strip(seen, state)]
        for code in dict.fromkeys(code for layout in layouts for code in picks(layout)):
            found = evidence(seen, State("net", key, wave, pick=code))
            assert found is not None, code
            shown += [found.kind, found.title, *found.parts, *found.after]
            shown += [title for title, listed in found.statements if listed]
            shown += [quotes.cards(seen, state, listed, place="x") for _, listed in found.statements if listed]
            opened += 1
    read = [words for words in all_words(shown) if not any(told in words for told in TOLD)]
    assert len(read) > 300
    assert opened
    assert [words for words in read if FOREIGN.search(words)] == []
    assert [words for words in read if ".." in words.replace("...", "")] == []


@pytest.mark.parametrize("view", ["researcher", "shared"])
def test_the_table_of_places_that_is_taken_along_says_the_same(networks: dict[str, Any], view: str) -> None:
    state = State("net", "centrality", "2")
    sheet = positions(look(networks["waves"], view), state, say(state), printed=False)
    told = " ".join([*sheet.notes, *(f"{column.name} {column.label}" for column in sheet.columns)])
    assert "Counts every tie of the file; what the file does not have counts as no tie." in told
    assert "The file does not tell whether its ties have a direction" in told
    assert FOREIGN.search(told) is None


def test_a_file_without_directions_says_how_it_was_read(networks: dict[str, Any]) -> None:
    guessed = (
        "The file does not tell whether its ties have a direction: they were read with one, from the first "
        "organisation to the second."
    )
    for key in ("data", "explore"):
        state = State("net", key, "1")
        for view in ("researcher", "shared"):
            assert guessed in pages()[key].answer(look(networks["plain"], view), state)
        assert guessed not in pages()[key].answer(look(networks["signed"]), state)
    assert guessed in centrality.note(look(networks["plain"]), "reported", say(State()))
    told = pages()["data"].answer(look(networks["signed"]), State("net", "data", "1"))
    assert told.startswith("4 ties between 5 organisations. Read without a direction: tie.")
    assert [f.code for f in networks["plain"].study.findings if f.severity == "warning"] == ["direction_not_told"]
    assert "direction_not_told" not in {f.code for f in networks["signed"].study.findings}


def test_what_changed_between_waves_of_a_file_is_told_of_the_file(networks: dict[str, Any]) -> None:
    said = pages()["explore"].answer(look(networks["waves"]), State("net", "explore", "2"))
    assert "Ties that the file has both times: 1; only in wave 1: 2; only in wave 2: 3." in said


def test_a_name_that_ends_with_a_full_stop_ends_a_sentence_with_one() -> None:
    text = say(State())
    assert text("Only {name}. Else none.", name="Elm Inc.") == "Only Elm Inc. Else none."
    assert text("{name}.", name="Elm Inc.") == "Elm Inc."
    assert text("See ../{name} …", name="a..b") == "See ../a..b …"
    assert text("Wait ... {name}", name="..") == "Wait ... .."


def test_the_legend_of_a_plain_network_has_no_side_that_named_a_tie(network: Any) -> None:
    legend = dict(draw(look(network), State("net", "explore", "1"), Wish()).legend)
    assert {key.words for key in legend["Working relations"]} == {"in the file"}
    assert "Border" not in legend


def test_a_study_with_interviews_is_told_as_one(seen: FakeSeen) -> None:
    assert study_has.interviews(seen)
    assert study_has.conditions(seen)
    assert study_has.clients(seen)
