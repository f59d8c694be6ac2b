"""A network that was read from a file is not spoken of as if somebody had been interviewed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import collabnet
from collabnet.views import seen as look
from dashboard.components import coverage
from dashboard.figures.network import draw
from dashboard.pages import pages
from dashboard.selection import Wish
from dashboard.sentences import study_has
from dashboard.state import State
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import words

FOREIGN = re.compile(
    r"young people|other side|both sides|one side|interviews and documents|rated how well|not interviewed"
)


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("net")
    (folder / "edges.csv").write_text("source,target,relation\na,b,funds\nb,c,funds\nc,a,funds\nc,d,funds\n")
    (folder / "nodes.csv").write_text("id,label\na,Alder\nb,Birch\nc,Cedar\nd,Dogwood\n")
    return collabnet.analyse(folder, scores="transparent", draws=20, jobs=1)


@pytest.mark.parametrize("view", ["researcher", "shared"])
@pytest.mark.parametrize("page", ["overview", "explore", "data"])
def test_no_page_of_a_plain_network_speaks_of_interviews_or_clients(network: Any, view: str, page: str) -> None:
    seen, state = look(network, view), State("net", page, "1")
    assert not study_has.interviews(seen)
    assert not study_has.conditions(seen)
    assert not study_has.clients(seen)
    shown = pages()[page]
    parts = [shown.answer(seen, state)]
    if page == "overview":
        parts.append(words(shown.layout(seen, state)))
    found = FOREIGN.search(" ".join(parts))
    assert found is None, found
    assert words(coverage.strip(seen, state)) == ""


def test_a_file_without_directions_says_how_it_was_read(network: Any) -> None:
    said = pages()["data"].answer(look(network), State("net", "data", "1"))
    assert said.startswith("4 ties between 4 organisations")
    assert "Read with a direction, from the first organisation to the second: funds." in said


def test_the_legend_of_a_plain_network_has_no_side_that_named_a_tie(network: Any) -> None:
    legend = dict(draw(look(network), State("net", "explore", "1"), Wish()).legend)
    assert {key.words for key in legend["Working relations"]} == {"in the file"}
    assert "Border" not in legend


def test_a_study_with_interviews_is_told_as_one(seen: FakeSeen) -> None:
    assert study_has.interviews(seen)
    assert study_has.conditions(seen)
    assert study_has.clients(seen)
