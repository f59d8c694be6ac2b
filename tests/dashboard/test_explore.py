from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard import selection
from dashboard.figures import LINES
from dashboard.figures.colours import score_colour
from dashboard.figures.network import draw
from dashboard.figures.network_elements import elements, stylesheet
from dashboard.figures.network_svg import picture
from dashboard.pages import explore
from dashboard.selection import Wish, measured
from dashboard.state import State
from dashboard.words import TIE_STATES
from tests.dashboard.fakes import FakeSeen, ties
from tests.dashboard.reading import rows_of

if TYPE_CHECKING:
    from dashboard.figures import Drawing

STATE = State("small", "explore", "1")


def test_organisations_stand_where_the_server_put_them_whatever_is_asked(seen: FakeSeen) -> None:
    plain = {node.key: (node.x, node.y) for node in draw(seen, STATE, Wish()).nodes}
    asked = {
        node.key: (node.x, node.y)
        for node in draw(seen, STATE, Wish(processes=("case_transfer",), colour="affiliation")).nodes
    }
    assert plain == asked
    assert set(plain) == {"north", "river", "tower", "youth"}


def test_isolates_stay_in_the_picture(seen: FakeSeen) -> None:
    shown = draw(seen, STATE, Wish(processes=("case_coordination",)))
    assert len(shown.nodes) == 4
    assert shown.edges == ()


def test_unknown_pairs_are_not_drawn_but_counted(seen: FakeSeen) -> None:
    shown = draw(seen, STATE, Wish())
    assert {(edge.source, edge.target) for edge in shown.edges} == {
        ("north", "tower"),
        ("tower", "north"),
        ("river", "youth"),
    }
    assert shown.notes == ("1 expected link without information",)


def test_on_the_confirmed_basis_only_what_both_sides_say_is_drawn(seen: FakeSeen) -> None:
    assert [edge.state for edge in draw(seen, STATE, Wish(basis="confirmed")).edges] == ["confirmed"]


def test_each_way_of_working_together_has_its_own_line_and_colour(seen: FakeSeen) -> None:
    shown = draw(seen, STATE, Wish(processes=("case_transfer", "information_exchange")))
    colours = {edge.key.rsplit(":", 1)[1]: edge.colour for edge in shown.edges}
    assert len(set(colours.values())) == 2


def test_coordination_has_no_arrow_and_transfer_has_one(seen: FakeSeen) -> None:
    frame = ties()
    frame.loc[0, "process"] = "case_coordination"
    changed = FakeSeen(tables={**seen.tables, "ties": frame})
    edges = draw(changed, STATE, Wish(processes=("case_coordination", "case_transfer"))).edges
    assert {edge.key: edge.directed for edge in edges} == {
        "north>tower:case_coordination": False,
        "tower>north:case_transfer": True,
    }


def rated(seen: FakeSeen) -> FakeSeen:
    """Return a study in which every score rests on enough evidence."""
    scores = seen.tables["scores"]
    return FakeSeen(tables={**seen.tables, "scores": scores.assign(score=scores["estimate"], grade="C")})


def test_a_lens_colours_pairs_by_their_score_and_leaves_the_others_pale(seen: FakeSeen) -> None:
    colours = {edge.key: edge.colour for edge in draw(rated(seen), STATE, Wish(lens="capacity")).edges}
    assert colours["north>tower:all"] != colours["tower>north:all"] == colours["river>youth:all"]


@pytest.mark.parametrize("dark", [False, True])
def test_a_pair_without_a_score_is_dashed_and_no_step_of_the_scale(seen: FakeSeen, dark: bool) -> None:
    drawing = draw(rated(seen), State("small", "explore", "1", dark=dark), Wish(lens="capacity"))
    unrated = {edge.key: edge.unrated for edge in drawing.edges}
    assert unrated == {"north>tower:all": False, "tower>north:all": True, "river>youth:all": True}
    keys = dict(drawing.legend)["Colour of lines"]
    assert [key.words for key in keys] == ["0", "25", "50", "75", "100", "not rated, or too little known"]
    assert keys[-1].colour not in {key.colour for key in keys[:-1]}
    assert keys[4].colour == score_colour(100, dark=dark)
    assert picture(drawing, title="t", caption="c", source="s", dark=dark).count('stroke-dasharray="2 4"') == 3
    assert sum(one["data"]["unrated"] for one in elements(drawing) if "source" in one["data"]) == 2
    assert not any(edge.unrated for edge in draw(seen, STATE, Wish()).edges)
    (style,) = [one["style"] for one in stylesheet(drawing, dark=dark) if one["selector"] == "edge[?unrated]"]
    assert style["line-style"] == "dashed"


def test_a_lens_gives_away_no_number_that_rests_on_too_little_evidence(seen: FakeSeen) -> None:
    little = seen.tables["scores"].assign(score=float("nan"), grade="D")
    hidden = FakeSeen(tables={**seen.tables, "scores": little})
    assert all(edge.unrated for edge in draw(hidden, STATE, Wish(lens="capacity")).edges)
    assert "how capacity is rated" in str(explore.layout(rated(seen), STATE))
    assert "how capacity is rated" not in str(explore.layout(hidden, STATE))


def test_no_filter_changes_the_colour_or_shape_of_a_sector_and_the_legend_holds_them_all(seen: FakeSeen) -> None:
    people = seen.tables["organisations"]
    many = pd.concat([people, *(people.iloc[:1].assign(organisation_id=f"o{n}", sector=f"s{n}") for n in range(9))])
    study = FakeSeen(tables={**seen.tables, "organisations": many})
    for whole in (seen, study):
        first = draw(whole, STATE, Wish())
        looks = {node.key: (node.fill, node.shape) for node in first.nodes}
        for sectors in (("youth",), ("welfare", "youth"), ("reception",)):
            narrowed = draw(whole, STATE, Wish(sectors=sectors))
            assert {node.key: (node.fill, node.shape) for node in narrowed.nodes}.items() <= looks.items()
            drawn = [(key.words, key.colour, key.shape) for key in dict(narrowed.legend)["Organisations"]]
            assert drawn == [(key.words, key.colour, key.shape) for key in dict(first.legend)["Organisations"]]


def test_area_not_diameter_follows_the_measure(seen: FakeSeen) -> None:
    frame = seen.tables["centrality"].copy()
    frame.loc[(frame["measure"] == "indegree"), "value"] = [100.0, 25.0, 0.0, 100.0]
    sizes = {
        node.key: node.size
        for node in draw(FakeSeen(tables={**seen.tables, "centrality": frame}), STATE, Wish(size="indegree")).nodes
    }
    area = {key: size**2 - sizes["tower"] ** 2 for key, size in sizes.items()}
    assert area["river"] / area["north"] == pytest.approx(0.25, abs=0.01)


def test_circles_count_partners_that_anyone_reports_also_of_who_was_not_interviewed(seen: FakeSeen) -> None:
    assert measured(seen, "1", Wish()) == {"north": 1.0, "tower": 1.0, "river": 1.0, "youth": 1.0}
    ties = seen.tables["ties"]
    none = FakeSeen(tables={**seen.tables, "ties": ties.assign(state="unknown")})
    assert measured(none, "1", Wish()) == {}


def test_who_was_not_interviewed_has_an_open_border(seen: FakeSeen) -> None:
    assert {node.key: node.interviewed for node in draw(seen, STATE, Wish()).nodes} == {
        "north": True,
        "river": True,
        "tower": True,
        "youth": False,
    }


def test_the_search_puts_others_in_the_background(seen: FakeSeen) -> None:
    assert {node.key for node in draw(seen, STATE, Wish(search="tow")).nodes if not node.faint} == {"tower"}


def test_no_two_states_of_a_relation_look_alike() -> None:
    lines = {state: LINES[state] for state in TIE_STATES if state != "unknown"}
    assert set(LINES) == set(lines)
    assert len(set(lines.values())) == len(lines)


def test_every_drawn_thing_opens_the_drawer_and_has_a_preset_place(seen: FakeSeen) -> None:
    made = elements(draw(seen, STATE, Wish()))
    assert all(one["data"]["pick"].startswith(("org:", "tie:")) for one in made)
    assert all("position" in one for one in made if "source" not in one["data"])


def test_a_style_sheet_knows_every_state_in_both_schemes(seen: FakeSeen) -> None:
    for dark in (False, True):
        text = str(stylesheet(draw(seen, STATE, Wish()), dark=dark))
        assert all(f'state = "{state}"' in text for state in LINES)


def test_the_picture_as_a_file_has_title_legend_source_and_every_name(seen: FakeSeen) -> None:
    drawing = draw(seen, STATE, Wish())
    text = picture(drawing, title="Who & whom <1>", caption="Wave 1", source="Source: us")
    root = ElementTree.fromstring(text)
    words = {element.text for element in root.iter() if element.text}
    assert {
        "Who & whom <1>",
        "Wave 1",
        "Source: us",
        "North Shelter",
        "Youth House",
        "Organisations",
        "Working relations",
    } <= words
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert text == picture(drawing, title="Who & whom <1>", caption="Wave 1", source="Source: us")


def test_the_answer_counts_pairs_not_directions(seen: FakeSeen) -> None:
    assert (
        explore.answer(seen, STATE)
        == "4 organisations, 2 pairs that work together, of which 1 is confirmed by both sides."
    )


def test_filters_that_leave_nothing_say_which_to_loosen(seen: FakeSeen) -> None:
    shown = str(explore.layout(seen, STATE.with_(states=("contested",))))
    assert "Nothing fits all the filters at once" in shown


def test_two_thousand_organisations_are_drawn(seen: FakeSeen) -> None:
    import pandas as pd

    ids = [f"o{number}" for number in range(2000)]
    base = seen.tables["organisations"].iloc[[0]]
    people = pd.concat([base] * 2000, ignore_index=True).assign(organisation_id=ids)
    one = ties().iloc[[1]]
    rows = pd.concat([one] * 4000, ignore_index=True)
    rows["source"] = [ids[number % 2000] for number in range(4000)]
    rows["target"] = [ids[(number * 7 + 1) % 2000] for number in range(4000)]

    class Large(FakeSeen):
        @property
        def network_positions(self) -> pd.DataFrame:
            return pd.DataFrame({"x": 0.5, "y": 0.5}, index=ids)

    large = Large(tables={**seen.tables, "organisations": people, "ties": rows})
    shown = draw(large, STATE, Wish())
    assert (len(shown.nodes), len(shown.edges)) == (2000, 4000)


def test_the_list_beside_the_canvas_holds_the_same_organisations_with_their_neighbours(seen: FakeSeen) -> None:
    shown = str(explore.layout(seen, STATE))
    assert "'data-org': 'north'" in shown or "data-org='north'" in shown
    assert "Tower Welfare, Welfare: works with North Shelter" in shown


def test_every_drawn_relation_of_the_sample_is_in_its_table_twin(researcher_sample: Any) -> None:
    state = State("small", "explore", "1")
    drawn = {edge.pick for edge in draw(researcher_sample, state, Wish()).edges}
    shown = str(explore.layout(researcher_sample, state))
    assert drawn
    assert all(f"'_pick': {code!r}" in shown for code in drawn)


def named_by_each(process: str = "case_transfer") -> pd.DataFrame:
    """Return ties by which north and tower each name the other, in one process each or both in one."""
    frame = ties()
    frame["state"] = frame["state"].replace("confirmed", "one_sided")
    here = frame["source"].isin(("north", "tower")) & frame["target"].isin(("north", "tower"))
    frame.loc[here, "relation"] = "mutual"
    frame.loc[2, "process"] = process
    return frame


def with_ties(seen: FakeSeen, frame: pd.DataFrame) -> FakeSeen:
    return FakeSeen(tables={**seen.tables, "ties": frame})


def test_two_that_name_each_other_are_one_line_with_an_arrowhead_at_both_ends(seen: FakeSeen) -> None:
    drawing = draw(with_ties(seen, named_by_each()), STATE, Wish())
    line = [edge for edge in drawing.edges if {edge.source, edge.target} == {"north", "tower"}]
    assert [edge.state for edge in line] == ["mutual"]
    keys = dict(drawing.legend)["Working relations"]
    assert [key.words for key in keys] == ["each names the other", "other side not asked"]
    whole = picture(drawing, title="t", caption="c", source="s")
    both_ends = LINES["mutual"].both_ends and not LINES["confirmed"].both_ends
    assert both_ends
    assert whole.count("<polygon") == picture_heads(drawing)


def picture_heads(drawing: Drawing) -> int:
    """Count the arrowheads that lines and legend should have: two where each names the other, else one."""
    lines = [edge.state for edge in drawing.edges]
    keys = [key.state for _, group in drawing.legend for key in group if key.kind == "line"]
    return sum(2 if state == "mutual" else 1 for state in [*lines, *keys])


@pytest.mark.parametrize(
    ("process", "expected"), [("case_transfer", ["mutual"]), ("information_exchange", ["one_sided"])]
)
def test_in_one_way_of_working_together_only_two_directions_are_mutual(
    seen: FakeSeen, process: str, expected: list[str]
) -> None:
    drawing = draw(with_ties(seen, named_by_each(process)), STATE, Wish(processes=("case_transfer",)))
    assert [edge.state for edge in drawing.edges] == expected


def test_what_each_names_counts_as_confirmed_by_both_sides_and_can_be_filtered(seen: FakeSeen) -> None:
    changed = with_ties(seen, named_by_each())
    assert "of which 1 is confirmed by both sides" in explore.answer(changed, STATE)
    assert [edge.state for edge in draw(changed, STATE, Wish(basis="confirmed")).edges] == ["mutual"]
    assert [edge.state for edge in draw(changed, STATE, Wish(states=("one_sided",))).edges] == []
    rows = selection.ties(changed, "1", Wish(basis="confirmed"), {"north", "tower"})
    assert rows["evidence"].tolist() == ["s1|s3"]


def test_what_changed_since_the_wave_before_stands_row_by_row_for_the_researcher_alone(
    analysed_sample: Any,
) -> None:
    state = State("small", "explore", "2")
    rows = analysed_sample.tables["tie_changes"]
    rows = rows[(rows["process"] == "all") & (rows["wave"] == "2")]
    shown = explore._changes_grid(look(analysed_sample), state, Wish())
    told = rows_of(shown)
    assert len(told) == len(rows) > 0
    assert {row["change"] for row in told} == {"both times", "only now", "only then"}
    assert all(row["why"] for row in told)
    assert explore._changes_grid(look(analysed_sample, "shared"), state, Wish()) is None
    assert explore._changes_grid(look(analysed_sample), State("small", "explore", "1"), Wish()) is None
