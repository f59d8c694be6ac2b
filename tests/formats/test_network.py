"""Networks as other programs write them."""

from __future__ import annotations

import pytest
import xlsxwriter

from collabnet.errors import StudyError
from collabnet.reading import inspect, read


@pytest.fixture
def folder(tmp_path):
    def write(**files: str):
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def ties(study):
    """Return source, target, process and strength of every statement, in order."""
    table = study.statements
    return sorted(zip(table["source"], table["target"].str[0], table["process"], table["strength"], strict=True))


@pytest.mark.parametrize(
    ("name", "organisations", "rows", "processes", "sectors"),
    [
        ("knoke", 10, 71, {"information": True, "money": True}, 3),
        ("emon_texas", 25, 186, {"sar_interaction": True}, 5),
        ("emon_lakepomona", 20, 148, {"sar_interaction": True}, 5),
        ("ryanair_policy", 20, 177, {"interaction": True}, 1),
        ("dhhs", 54, 447, {"collaboration": False}, 11),
    ],
)
def test_the_public_networks_are_read_whole(public_data, name, organisations, rows, processes, sectors):
    study = read(public_data / name)
    assert (len(study.organisations), len(study.statements)) == (organisations, rows)
    assert {key: process.directed for key, process in study.settings.processes.items()} == processes
    assert study.organisations["sector"].nunique() == sectors
    assert "basis_not_available" in {finding.code for finding in study.findings}


def test_each_tie_is_one_statement_by_its_source_and_a_sender_counts_as_interviewed(folder):
    study = read(folder(edges="source,target,relation,value\na,b,money,2\nb,c,money,0\n"))
    assert ties(study) == [("a", "b", "money", 2.0), ("b", "c", "money", 0.0)]
    assert study.statements["reporter"].tolist() == study.statements["source"].tolist()
    assert study.interviews["organisation_id"].tolist() == ["a", "b"]
    assert set(study.organisations["organisation_id"]) == {"a", "b", "c"}


def test_nodes_without_ties_are_kept_and_so_is_every_attribute(folder):
    study = read(
        folder(edges="source,target\na,b\n", nodes="id,label,budget,kind\na,Alpha,5,x\nb,Beta,6,y\nz,Zeta,7,x\n")
    )
    nodes = study.organisations.set_index("organisation_id")
    assert nodes.loc["z", ["name", "budget", "sector"]].tolist() == ["Zeta", "7", "unknown"]
    assert sorted(column for column in nodes if column.startswith("kind")) == ["kind", "kind_"]
    assert set(nodes["kind"]) == {"organisation"}


@pytest.mark.parametrize("header", ["sector", "Secteur", "Sponsorship", "agency", "Organisation type", "group"])
def test_the_column_that_is_the_sector_is_chosen_by_its_name_and_said(folder, header):
    study = read(folder(edges="source,target\na,b\n", nodes=f"id,{header}\na,care\nb,law\n"))
    assert study.organisations["sector"].tolist() == ["care", "law"]
    said = {f.column for f in study.findings if f.code == "header_understood"}
    assert ("sector" in said) is (header != "sector")


def test_an_endpoint_that_no_node_is_becomes_one_with_a_warning(folder):
    study = read(folder(edges="source,target\na,b\n", nodes="id\na\n"))
    assert [(f.severity, f.found, f.row) for f in study.findings if f.code == "organisation_taken"] == [
        ("warning", "b", 2)
    ]


def test_only_undirected_rows_make_an_undirected_process(folder):
    study = read(folder(edges="Source,Target,Type,Weight\na,b,Undirected,1\nb,c,Undirected,2\n"))
    assert [process.directed for process in study.settings.processes.values()] == [False]
    assert len(study.statements) == 2


def test_in_a_file_of_mixed_rows_an_undirected_row_becomes_two_ties(folder):
    study = read(folder(edges="Source,Target,Type,Weight\na,b,Undirected,1\nb,c,Directed,2\nc,a,Mixed,3\n"))
    assert ties(study) == [("a", "b", "tie", 1), ("b", "a", "tie", 1), ("b", "c", "tie", 2), ("c", "a", "tie", 3)]
    assert {"undirected_became_two", "direction_unknown"} <= {f.code for f in study.findings}


@pytest.mark.parametrize(
    "header",
    [
        "Source,Target,Weight", "From,To,Strength", "Ego,Alter,weight", "i,j,value", "Vertex 1,Vertex 2,w",
        "i_elements,j_elements,weights", "Bron,Doel,Gewicht", "De,Vers,Poids",
    ],
)  # fmt: skip
def test_the_dialects_of_other_programs_are_understood_alike(folder, header):
    assert ties(read(folder(edges=f"{header}\na,b,2\nb,a,1\n"))) == [("a", "b", "tie", 2), ("b", "a", "tie", 1)]


def test_kumu_names_several_targets_types_and_directions(folder):
    path = folder(connections="From,To,Direction,Type\nA,B|C,mutual,money\nB,C,directed,advice\n")
    study = read(path)
    assert [tie[:3] for tie in ties(study)] == [
        ("A", "B", "money"), ("A", "C", "money"), ("B", "A", "money"), ("B", "C", "advice"), ("C", "A", "money"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["a b 2\nb c 1\n", "# made by hand\na\tb\t2\nb\tc\t1\n", "a,b,2\nb,c,1\n"])
def test_a_plain_list_needs_no_header_and_the_guess_is_said(tmp_path, text):
    path = tmp_path / "list.txt"
    path.write_text(text)
    study = read(path)
    assert ties(study) == [("a", "b", "tie", 2), ("b", "c", "tie", 1)]
    assert "no_header" in {finding.code for finding in study.findings}


@pytest.mark.parametrize(
    ("edges", "nodes", "above"),
    [("Edges", "Nodes", False), ("Edges", "Vertices", True), ("Connections", "Elements", False)],
)
def test_workbooks_of_polinode_nodexl_and_kumu_are_read(tmp_path, edges, nodes, above):
    path = tmp_path / "network.xlsx"
    tables = {
        edges: [["Vertex 1", "Vertex 2"], ["a", "b"]] if above else [["Source", "Target"], ["a", "b"]],
        nodes: [["Vertex", "Sector"], ["a", "x"], ["b", "y"], ["c", "y"]],
        "notes (ignore)": [["whatever"]],
    }
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate([["Visual Properties"], *rows] if above else rows):
                sheet.write_row(number, 0, row)
    study = read(path)
    assert (study.origin, len(study.statements)) == ("network", 1)
    assert study.organisations["sector"].tolist() == ["x", "y", "y"]


def test_a_loop_is_left_out_and_said(folder):
    study = read(folder(edges="source,target\na,a\na,b\n"))
    assert len(study.statements) == 1
    assert [(f.row, f.found) for f in study.findings if f.code == "self_tie_left_out"] == [(2, "a")]


def test_a_negative_value_is_a_negative_tie_and_said(folder):
    study = read(folder(edges="source,target,weight\na,b,-2\nb,a,1\n"))
    assert study.statements.set_index("source").loc["a", ["sign", "strength"]].tolist() == ["negative", 2.0]
    assert "negative_value" in {finding.code for finding in study.findings}


def test_relations_keep_their_own_names_and_get_keys_without_spaces(folder):
    study = read(folder(edges="source,target,relation\na,b,Exchange of money\nb,a,coordination\n"))
    processes = {key: process.label("en") for key, process in study.settings.processes.items()}
    assert processes == {"Exchange_of_money": "Exchange of money", "coordination": "coordination"}


def test_waves_of_a_network_part_its_interviews(folder):
    study = read(folder(edges="source,target,wave\na,b,2023\na,b,2024\n"))
    assert [wave.id for wave in study.settings.waves] == ["2023", "2024"]
    assert study.statements["wave"].tolist() in (["2023", "2024"], ["2024", "2023"])


def test_edges_without_source_and_target_are_an_error_with_a_remedy(folder):
    inspection = inspect(folder(edges="who,whom,how\na,b,c\n"))
    assert inspection.study is None
    assert "no_edges" in {finding.code for finding in inspection.findings}


@pytest.mark.parametrize("header", ["id,organisation_id", "organisation_id,id", "Id,Label", "node,name"])
def test_where_several_columns_could_be_the_id_one_is_and_the_other_is_kept(folder, header):
    first, second = header.split(",")
    study = read(folder(edges="source,target\na,b\n", nodes=f"{first},{second}\na,b\nb,a\n"))
    assert set(study.organisations["organisation_id"]) == {"a", "b"}
    assert "id_" not in study.organisations or set(study.organisations["id_"]) == {"a", "b"}


def test_the_very_same_header_twice_is_an_error_also_in_a_network(tmp_path):
    path = tmp_path / "net.csv"
    path.write_text("source,source,target\na,b,c\n", encoding="utf-8")
    (finding,) = [found for found in inspect(path).findings if found.code == "doubled_column"]
    assert (finding.severity, finding.row, finding.column) == ("error", 1, "source")


TABLES = {
    "organisations": "organisation_id,name,sector\nalder,Alder House,care\nbirch,Birch,welfare\ncedar,Cedar,law\n",
    "interviews": "interview_id,organisation_id,date,wave\ni1,alder,2024-01-01,1\ni2,Birch,2024-01-05,1\n",
    "services": "organisation_id,service,role\ncedar,legal_advice,offers\n",
    "waves": "id,label\n1,First\n",
}


def _beside(tmp_path, ties):
    for name, text in {**TABLES, "ties": ties}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return read(tmp_path)


def test_ties_are_read_together_with_the_tables_beside_them(tmp_path):
    study = _beside(tmp_path, "source,target,process,interview\nAlder House,birch,case transfer,i1\nbirch,cedar,,i2\n")
    assert study.organisations["sector"].tolist() == ["care", "welfare", "law"]
    assert study.interviews[["interview_id", "organisation_id"]].to_numpy().tolist() == [
        ["i1", "alder"],
        ["i2", "birch"],
    ]
    assert sorted(study.statements["reporter"]) == ["alder", "birch"]
    assert len(study.services) == 1
    assert study.settings.waves[0].label == "First"
    codes = {finding.code for finding in study.findings}
    assert codes.isdisjoint({"file_not_read", "sheet_not_read", "organisation_taken", "basis_not_available"})


def test_ties_without_an_interview_are_those_of_the_interview_with_their_source(tmp_path):
    study = _beside(tmp_path, "source,target\nAlder House,birch\nbirch,cedar\n")
    assert study.statements.set_index("source")["interview_id"].to_dict() == {"alder": "i1", "birch": "i2"}


def test_ties_of_somebody_who_was_not_interviewed_are_no_word_of_their_own(tmp_path):
    with pytest.raises(StudyError) as raised:
        _beside(tmp_path, "source,target\nalder,birch\ncedar,birch\n")
    wrong = [f for f in raised.value.findings if f.severity == "error"]
    assert [(f.code, f.row, f.column) for f in wrong] == [("empty_cell", 3, "interview_id")]


def test_a_name_in_the_ties_that_is_only_alike_is_an_organisation_of_its_own(tmp_path):
    study = _beside(tmp_path, "source,target,interview\nalder,C.edar,i1\n")
    assert study.statements["target"].tolist() == [("C.edar",)]
    assert [f.found for f in study.findings if f.code == "organisation_taken"] == ["C.edar"]


@pytest.mark.parametrize("names", [("organizations", "services", "locations"), ("organization", "service", "location")])
def test_a_directory_of_services_is_no_study_because_two_of_its_files_are_called_alike(tmp_path, names):
    for name, header in zip(
        names, ("id,name,email", "id,organization_id,name,status", "id,organization_id,latitude"), strict=True
    ):
        (tmp_path / f"{name}.csv").write_text(
            f"{header}\n" + ",".join("1" for _ in header.split(",")), encoding="utf-8"
        )
    with pytest.raises(StudyError, match="holds no study"):
        read(tmp_path)


def test_a_study_that_lacks_its_statements_only_is_told_so(desk):
    del desk.tables["statements"]
    desk.toml = ""
    assert "missing_table" in {finding.code for finding in desk.inspect().findings}
