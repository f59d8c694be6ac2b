"""Ego networks: numbers that hold within one interview are never taken for the same organisation."""

from __future__ import annotations

import pytest

from collabnet.errors import StudyError
from collabnet.reading import inspect, read

EGOS = 20
ALTERS = 6

ALTER_TIES = "".join(
    f"e{ego},{first},{second}\n" for ego in range(EGOS) for first, second in ((1, 2), (2, 3), (3, 5), (4, 6), (1, 6))
)
"""Ties among six alters of each of twenty egos, whose numbers begin anew."""


def _folder(tmp_path, text, name="edges.csv"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("header", ["ego,source,target", "egoID,Source,Target", "ego,from,to", "Session,from,to"])
def test_numbers_beside_an_ego_are_kept_apart_and_said(tmp_path, header):
    study = read(_folder(tmp_path, f"{header}\n{ALTER_TIES}"))
    ties = {(row.source, *row.target) for row in study.statements.itertuples()}
    assert len(ties) == 5 * EGOS
    assert ("e3: 1", "e3: 2") in ties
    assert {row.reporter for row in study.statements.itertuples()} == {f"e{ego}" for ego in range(EGOS)}
    (note,) = [f for f in study.findings if f.code == "ego_networks"]
    assert (note.severity, note.found, note.values["names"]) == ("warning", str(EGOS), str(EGOS * ALTERS))


@pytest.mark.parametrize("name", ["edges.csv", "coded.csv"])
def test_numbers_that_begin_anew_beside_interviews_are_an_error_that_says_what_to_do(tmp_path, name):
    path = _folder(tmp_path, f"interview,source,target\n{ALTER_TIES}", name) / name
    with pytest.raises(StudyError, match="call the column of the interview ego") as raised:
        read(path)
    assert [f.code for f in raised.value.findings if f.severity == "error"] == ["ids_within_interviews"]
    assert len(read(path, lenient=True).organisations) == EGOS * ALTERS + EGOS


def test_alters_that_begin_anew_for_every_ego_are_kept_apart(tmp_path):
    rows = "".join(f"{ego},{alter}\n" for ego in range(1, EGOS) for alter in range(1, 3 + ego % 4))
    study = read(_folder(tmp_path, f"ego,alter\n{rows}"))
    ties = {(row.source, *row.target) for row in study.statements.itertuples()}
    assert len(ties) == rows.count("\n")
    assert {target for _, target in ties}.isdisjoint({source for source, _ in ties})


@pytest.mark.parametrize(
    "rows",
    [
        [(ego, alter) for ego in range(1, 9) for alter in range(1, 9) if alter != ego],
        [(ego, (ego * step) % 11 + 1) for ego in range(1, 11) for step in (2, 3, 7)],
    ],
    ids=["everybody", "some"],
)
def test_a_roster_in_which_everybody_has_one_number_stays_one_network(tmp_path, rows):
    text = "".join(f"{ego},{alter}\n" for ego, alter in rows if ego != alter)
    study = read(_folder(tmp_path, f"ego,alter\n{text}"))
    assert {*study.organisations["organisation_id"]} == {str(number) for row in rows for number in row}
    assert "ego_networks" not in {f.code for f in study.findings}


def test_interviews_with_numbered_organisations_that_say_who_speaks_stay_one_network(tmp_path):
    rows = "".join(f"i{one},{one},{one},{(one + step) % 11 + 1},trust,3\n" for one in range(1, 11) for step in (2, 3))
    path = tmp_path / "coded.csv"
    path.write_text(f"interview,reporter,source,target,domain,rating\n{rows}", encoding="utf-8")
    assert len(read(path).organisations) == 11


def test_numbers_that_a_list_of_nodes_holds_are_ids_of_the_whole(tmp_path):
    _folder(tmp_path, "id,name\n" + "".join(f"{number},Organisation {number}\n" for number in range(1, 7)), "nodes.csv")
    study = read(_folder(tmp_path, f"interview,source,target,reporter\n{ALTER_TIES.replace(chr(10), ',1' + chr(10))}"))
    assert len(study.organisations) == ALTERS


def test_the_ego_itself_keeps_its_name_among_its_alters(tmp_path):
    study = read(_folder(tmp_path, "ego,source,target\n101,101,1\n101,1,2\nBirch,Birch,1\nBirch,1,2\n"))
    assert sorted(study.organisations["organisation_id"]) == [
        "101",
        "101: 1",
        "101: 2",
        "Birch",
        "Birch: 1",
        "Birch: 2",
    ]


def test_names_in_several_ego_networks_are_the_same_organisation(tmp_path):
    study = read(_folder(tmp_path, "egoID,source,target\n1,Alder,Birch\n1,Birch,Cedar\n2,Birch,Alder\n"))
    assert {*study.statements["source"]} == {"Alder", "Birch"}
    assert {*study.statements["reporter"]} == {"1", "2"}


def test_network_canvas_is_joined_by_its_long_ids(tmp_path):
    header = "edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID,networkCanvasSourceUUID,networkCanvasTargetUUID\n"
    rows = "".join(f"{ego},1,2,ego-{ego},edge-{ego},node-{ego}a,shared\n" for ego in range(3))
    _folder(tmp_path, header + rows, "study_edgeList_friend.csv")
    nodes = "".join(f"1,ego-{ego},node-{ego}a,Alter {ego}\n" for ego in range(3)) + "2,ego-0,shared,Shared\n"
    _folder(tmp_path, "nodeID,networkCanvasEgoUUID,networkCanvasUUID,name\n" + nodes, "study_attributeList_person.csv")
    study = read(tmp_path)
    assert {(row.source, *row.target) for row in study.statements.itertuples()} == {
        (f"node-{ego}a", "shared") for ego in range(3)
    }
    names = study.organisations.set_index("organisation_id")["name"]
    assert names["shared"] == "Shared"
    assert {*study.interviews["organisation_id"]} == {"ego-0", "ego-1", "ego-2"}


def test_egor_lists_of_egos_and_alters_go_with_the_ties(tmp_path):
    _folder(tmp_path, "Source,Target,egoID\n" + "".join(f"{a},{a + 1},{e}\n" for e in (1, 2, 3) for a in (1, 2)))
    _folder(tmp_path, "alterID,egoID\n" + "".join(f"{a},{e}\n" for e in (1, 2, 3) for a in (1, 2, 3)), "alters.csv")
    _folder(tmp_path, "egoID,name\n1,Alder\n2,Birch\n3,Cedar\n", "egos.csv")
    inspection = inspect(tmp_path)
    assert len(inspection.study.organisations) == 3 * 3 + 3
    assert {(row.source, *row.target) for row in inspection.study.statements.itertuples()} == {
        (f"{ego}: {alter}", f"{ego}: {alter + 1}") for ego in (1, 2, 3) for alter in (1, 2)
    }


def test_numbers_with_and_without_a_point_are_not_called_alike(tmp_path):
    study = read(_folder(tmp_path, "source,target\n10.1,101\n1: 12,11: 2\n"))
    assert "similar_names" not in {f.code for f in study.findings}
