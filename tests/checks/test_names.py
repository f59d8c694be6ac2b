"""Names: of organisations that may be one, and of persons in what was said."""

from __future__ import annotations

import pytest

from collabnet.checks.person_names import names_person


@pytest.mark.parametrize(
    "other",
    [
        "ALPHA HOUSE",
        "Alphá House",
        "Alpha-House",
        "AlphaHouse",
        "Alpha House vzw",
        "asbl Alpha House",
        "Alpha House V.Z.W.",
    ],
)
def test_names_that_differ_only_in_writing_or_legal_form_are_a_warning(desk, other):
    found = desk.change("organisations", 1, name=other).findings("similar_names")
    assert [(finding.row, finding.values["others"]) for finding in found] == [(2, "b"), (3, "a")]


def test_the_welfare_centres_of_two_towns_are_two(desk):
    desk.change("organisations", 0, name="OCMW Noordham", name_fr="CPAS de Noordham")
    desk.change("organisations", 1, name="OCMW Zuidham", name_fr="CPAS de Zuidham")
    assert desk.inspect().findings == ()


def test_an_alias_that_two_claim_is_a_warning_on_both(desk):
    desk.change("organisations", 0, aliases="the desk").change("organisations", 1, aliases="The Desk")
    assert [finding.row for finding in desk.findings("alias_claimed_twice")] == [2, 3]


def test_two_organisations_that_are_each_others_alias_are_an_error(desk):
    desk.change("organisations", 0, aliases="Beta Office").change("organisations", 1, aliases="Alpha House")
    assert [(finding.row, finding.severity) for finding in desk.findings("aliases_circle")] == [
        (2, "error"),
        (3, "error"),
    ]


@pytest.mark.parametrize(
    "quote",
    [
        "Dat regelt mevrouw Janssens altijd.",
        "Demandez à Mme Dupont.",
        "I always call Mr. Smith.",
        "Monsieur Van den Bossche n'était pas là.",
        "Ik bel gewoon Hilde, op haar gsm.",
        "C'est Fatima qui s'en occupe.",
        "Mijn collega Wietske weet dat.",
    ],
)
def test_a_person_in_a_quote_is_noticed(quote):
    assert names_person(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "Mevrouw de voogd komt elke week.",
        "Madame la directrice a dit non.",
        "Met het OCMW van Gent loopt het goed.",
        "On travaille avec Caritas et la Croix-Rouge.",
        "An hour a week, that is all. Monday or Tuesday.",
        "Rose-colored it is not.",
    ],
)
def test_roles_towns_and_organisations_are_no_persons(quote):
    assert not names_person(quote)


def test_a_word_of_an_organisations_name_is_no_person(desk):
    desk.change("organisations", 2, name="Huis Martine").change("statements", 2, quote="Bij Martine is er plaats.")
    assert desk.inspect().findings == ()


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        ("Mail me at someone.else@example.org please.", "email_address"),
        ("Bel 0470 12 34 56, altijd.", "phone_number"),
        ("Appelez le +32 (0)2 123 45 67.", "phone_number"),
        ("Vraag het aan mevrouw Peeters.", "person_name"),
    ],
)
def test_a_finding_about_private_words_says_where_and_never_what(desk, quote, code):
    (finding,) = desk.change("statements", 1, quote=quote).findings(code)
    assert (finding.file, finding.row, finding.column, finding.found) == ("statements.csv", 3, "quote", "")
    said = repr(finding)
    assert not any(word.strip(".,") in said for word in quote.split() if len(word) > 6)


@pytest.mark.parametrize(
    "quote", ["Van 2018-2021 werkte dat.", "Op 12/03/2024 was er overleg.", "Wij zagen er 1200 in 2023."]
)
def test_years_days_and_amounts_are_no_phone_numbers(desk, quote):
    assert desk.change("statements", 1, quote=quote).findings("phone_number") == []


def test_a_quote_that_slipped_into_another_column_is_not_repeated(desk):
    quote = "Hilde always says that we should simply come by on Tuesday"
    desk.change("statements", 0, rating=quote, source=quote).change("statements", 1, tie_state=quote, process=quote)
    inspection = desk.inspect()
    assert {f.found for f in inspection.findings if f.severity == "error"} == {f"… ({len(quote)})"}
    assert "Hilde" not in repr(inspection.findings)
