"""The Gaps page and the Overview say of the same study who can change what, and never the opposite of each other."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from collabnet.gaps import Gap, GapFinding
from collabnet.views import seen as look
from dashboard.pages import gaps as gaps_page
from dashboard.pages import overview
from dashboard.sentences import competence, gaps, mentions
from dashboard.sentences.mentions import Cause
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.reading import words

SAY = Say("en")
BRIDGE = "Even so, most of what interviewees name as a cause is decided outside the organisations."


def gap(level: str) -> Gap:
    found = GapFinding("one_sided", ("a",), "1", 1.0, 1.0, 1.0, (), "", competent_level=level, gap_id="g")
    return Gap("g", (found,), ("1",))


def cause(level: str, interviews: int = 1) -> Cause:
    return Cause("money", level, interviews, 1, 10, ())


def test_causes_and_gaps_are_weighed_alike() -> None:
    assert competence.of_gaps([gap("organisation")] * 2 + [gap("funding")]) == competence.INSIDE
    assert competence.of_gaps([gap("organisation"), gap("funding"), gap("municipal")]) == competence.OUTSIDE
    assert competence.of_gaps([gap("network"), gap("funding")]) == competence.BOTH
    assert competence.of_causes([cause("organisation", 1), cause("regional", 4)]) == competence.OUTSIDE
    assert (competence.of_gaps([]), competence.of_causes([])) == ("", "")


def test_it_is_said_on_whom_gaps_depend() -> None:
    found = [gap("organisation"), gap("funding"), gap("funding"), gap("municipal")]
    assert competence.who_can_act(found, [], SAY) == (
        "1 the organisations can take up themselves; 3 depend on others. Most of those are for: region or funding "
        "body (2)."
    )
    assert competence.who_can_act([gap("organisation")], [], SAY) == (
        "The organisations can take all of them up themselves."
    )


@pytest.mark.parametrize(("own", "outside"), list(product((1, 9), (1, 9))))
def test_where_gaps_are_mostly_in_reach_and_causes_are_not_both_are_said(own: int, outside: int) -> None:
    found = [gap("organisation")] * own + [gap("funding")]
    causes = [cause("organisation"), cause("regional", outside)]
    opposite = (competence.of_gaps(found), competence.of_causes(causes)) == (competence.INSIDE, competence.OUTSIDE)
    assert opposite is (own == 9 and outside == 9)
    assert (BRIDGE in competence.who_can_act(found, causes, SAY)) is opposite


@pytest.mark.parametrize(("view", "wave"), list(product(("researcher", "shared"), ("1", "2"))))
def test_no_page_of_the_sample_denies_what_the_other_says(analysed_sample: Any, view: str, wave: str) -> None:
    seen = look(analysed_sample, view)
    found, causes = gaps.gaps(seen, wave), mentions.named_causes(seen, wave)
    said = gaps_page.answer(seen, State(study="s", page="gaps", wave=wave))
    shown = words(overview.layout(seen, State(study="s", page="overview", wave=wave)))
    outside = "most of what stands in the way is decided outside the organisations" in shown
    whole = view == "researcher"  # others see only some of the causes: of them all nothing is said
    assert outside is (whole and competence.of_causes(causes) == competence.OUTSIDE)
    assert whole or BRIDGE not in said
    own = sum(item.main.competent_level in competence.OWN for item in found)
    if outside and own > len(found) * competence.MOSTLY:
        assert BRIDGE in said
    if own < len(found):
        assert f"{len(found) - own} depend on others" in said or "None of them" in said
    assert "most of what stands in the way is in the organisations’ own hands" not in shown
