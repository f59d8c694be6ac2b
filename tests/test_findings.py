"""Findings that are alike are said once, what matters most first."""

from __future__ import annotations

from collabnet.findings import Finding, grouped


def _finding(code, severity="warning", file="a.csv", row=2, column="x", found="v"):
    return Finding(code, severity, file=file, row=row, column=column, found=found)


def test_rows_of_one_column_are_one_group_in_the_order_of_rows():
    (group,) = grouped([_finding("odd", row=row, found=f"v{row}") for row in (9, 3, 5, 4, 7, 2)])
    assert (group.count, group.places, group.first.row) == (6, 6, 2)
    assert (group.rows(), group.found(), group.files(), group.columns()) == (
        "2, 3, 4, 5, 7 …",
        "v2, v3, v4 …",
        "a.csv",
        "x",
    )


def test_other_rules_severities_files_and_columns_are_groups_of_their_own():
    found = [
        _finding("odd"), _finding("even"), _finding("odd", "error"), _finding("odd", file="b.csv"),
        _finding("odd", column="y"),
    ]  # fmt: skip
    assert [group.count for group in grouped(found)] == [1, 1, 1, 1, 1]


def test_headers_of_one_file_are_one_group_and_so_are_files():
    headers = [_finding("header", row=1, column=column) for column in "xyz"]
    files = [_finding("unread", row=0, column="", file=file, found="") for file in ("c.csv", "d.csv")]
    unread, header = grouped([*headers, *files])
    assert (unread.count, unread.files(), unread.rows(), unread.in_headers) == (2, "c.csv, d.csv", "", False)
    assert (header.count, header.columns(), header.in_headers) == (3, "x, y, z", True)


def test_errors_go_first_then_what_concerns_the_whole_then_most_rows():
    found = [
        _finding("note", "note", row=0),
        *[_finding("few", row=row) for row in (2, 3)],
        *[_finding("many", row=row, file="z.csv") for row in range(2, 9)],
        _finding("whole", row=0, column=""),
        *[_finding("wrong", "error", row=row) for row in (2, 3, 4)],
        _finding("missing", "error", row=0),
    ]
    assert [group.first.code for group in grouped(found)] == ["missing", "wrong", "whole", "many", "few", "note"]


def test_two_findings_in_one_row_are_one_place():
    (group,) = grouped([_finding("unknown", found="p"), _finding("unknown", found="q")])
    assert (group.count, group.places, group.found()) == (2, 1, "p, q")


def test_notes_are_together_only_where_the_same_was_understood():
    notes = [
        Finding("header", "note", file="a.csv", row=1, column=column, values={"name": column} if column < "c" else {})
        for column in "abcd"
    ]
    assert [group.columns() for group in grouped(notes)] == ["c, d", "a", "b"]
