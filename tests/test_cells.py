"""What one cell says."""

from __future__ import annotations

import pytest

from collabnet import cells


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3), ("2.5", 2.5), ("2,5", 2.5), (" 4 ", 4), ("-1,5", -1.5), ("1.234,5", 1234.5), ("1 234", 1234),
        ("1.234.567", 1234567), ("1e3", 1000), (".5", 0.5), ("1.234", 1.234),
        ("", None), ("x", None), ("1,2,3", None), ("3%", None), ("inf", None), ("nan", None), ("1e999", None),
        ("0x10", None), ("1_000", None),
    ],
)  # fmt: skip
def test_numbers_are_read_with_a_dot_or_a_comma(text, value):
    assert cells.number(text) == value


@pytest.mark.parametrize(("text", "doubt"), [("1,234", True), ("12,345,678", True), ("0,234", False), ("1,23", False)])
def test_a_comma_before_three_digits_leaves_a_doubt(text, doubt):
    assert cells.is_ambiguous(text) is doubt


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-15", "2024-03-15"), ("2024-3-5", "2024-03-05"), ("2024-03", "2024-03"), ("2024", "2024"),
        ("15/03/2024", "2024-03-15"), ("5.3.2024", "2024-03-05"), ("03/2024", "2024-03"), ("45366", "2024-03-15"),
        ("45366.75", "2024-03-15"), ("2024-03-15 10:30:00", "2024-03-15"),
        ("2024-02-30", None), ("31/04/2024", None), ("spring", None), ("", None), ("99999", None), ("13/2024", None),
    ],
)  # fmt: skip
def test_days_months_and_years_are_read(text, day):
    assert cells.iso_date(text) == day


def test_the_order_of_day_and_month_is_the_callers():
    assert cells.iso_date("3/4/2024", day_first=False) == "2024-03-04"


@pytest.mark.parametrize(
    ("text", "said"),
    [("Ja", True), ("oui", True), ("1", True), ("NEE", False), ("non", False), ("maybe", None), ("", None)],
)
def test_yes_and_no_are_read_in_three_languages(text, said):
    assert cells.boolean(text) is said


def test_a_bar_stands_between_several_values():
    assert cells.items(" a | b||c ") == ("a", "b", "c")


@pytest.mark.parametrize(("value", "text"), [(2.0, "2"), (2.5, "2.5"), (0.1, "0.1"), (-3.0, "-3"), (1e20, "1e+20")])
def test_numbers_are_written_as_short_as_they_can_be_and_read_back_alike(value, text):
    assert cells.written(value) == text
    assert cells.number(text) == value
