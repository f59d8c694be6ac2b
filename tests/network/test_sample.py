"""Ties of the invented study, worked by hand from its statements."""

from __future__ import annotations

import pytest

from collabnet.network import Network
from collabnet.reading import read


@pytest.fixture(scope="module")
def made(sample) -> Network:
    return Network.from_study(read(sample))


TRANSFER, EXCHANGE, COORDINATION = "case_transfer", "information_exchange", "case_coordination"

WORKED = [
    # s082 says no, the other side (s176, s177: two coders of one quote) yes, a third too (s287); s050 is unclear.
    ("gua_wegel", "leg_winkel", COORDINATION, "1", "contested", 2, 1, 4, None),
    # s371 and s403 rate a condition; s433 is hearsay.
    ("gua_wegel", "leg_winkel", COORDINATION, "2", "confirmed", 2, 0, 2, None),
    # s083 and s178 rate a condition.
    ("leg_winkel", "gua_wegel", EXCHANGE, "1", "confirmed", 2, 0, 2, None),
    # One interview says both: s128 yes, s129 no.
    ("ocmw_kouter", "wel_kant", TRANSFER, "1", "contested", 1, 1, 1, None),
    # s427: ended when the assistant left.
    ("ocmw_kouter", "wel_kant", TRANSFER, "2", "ended", 0, 1, 1, None),
    # s062 yes, s153 no since January 2024.
    ("rec_kade", "hou_sleutel", TRANSFER, "1", "contested", 1, 1, 2, None),
    # s051 to s053 yes, s124 and s125 (two coders) no; s094 is hearsay, s345 a protocol.
    ("rec_kade", "ocmw_kouter", TRANSFER, "1", "contested", 1, 1, 2, None),
    # s383; the welfare centre was not interviewed again.
    ("rec_kade", "ocmw_kouter", TRANSFER, "2", "unverifiable", 1, 0, 1, None),
    # One side rates what it meets there in two interviews: of conditions, which say nothing of the tie itself.
    ("rec_linde", "ocmw_wolv", TRANSFER, "1", "confirmed", 2, 0, 2, None),
    # s001 and s002 rate a condition, and so does the other side.
    ("rec_linde", "ocmw_wolv", EXCHANGE, "1", "confirmed", 2, 0, 2, None),
    # s349, s358 and a third organisation, s413: it ended when one person left.
    ("rec_linde", "ocmw_wolv", EXCHANGE, "2", "ended", 0, 3, 3, None),
    # s237 and s254: both sides say that it ended.
    ("emp_werk", "sch_vaart", COORDINATION, "1", "ended", 0, 2, 2, None),
    # One coder gives the quote a 1, the other a 0: a draw is neither.
    ("leg_winkel", "ocmw_kouter", EXCHANGE, "1", "unknown", 0, 0, 2, None),
    # Agreed in the protocol (s344), denied by both sides (s066, s127).
    ("ocmw_kouter", "rec_kade", COORDINATION, "1", "absent", 0, 2, 2, None),
]


@pytest.mark.parametrize(("source", "target", "process", "wave", "state", "yes", "no", "possible", "rating"), WORKED)
def test_a_tie_worked_by_hand(made, source, target, process, wave, state, yes, no, possible, rating) -> None:
    keys = {"source": source, "target": target, "process": process, "wave": wave, "negative": False}
    rows = made.ties
    for column, wanted in keys.items():
        rows = rows[rows[column].eq(wanted)]
    tie = rows.iloc[0]
    assert (tie["state"], tie["yes"], tie["no"], tie["possible_reporters"]) == (state, yes, no, possible)
    assert tie["rating"] == pytest.approx(float("nan") if rating is None else rating, nan_ok=True)


def test_a_transfer_is_averaged_over_interviews_and_sides(made) -> None:
    ties = made.ties.set_index(["source", "target", "process", "wave"])
    first = ties.loc[("rec_linde", "ocmw_wolv", TRANSFER, "1")]
    assert first["transfer_status"] == ((1 + 4) / 2 + 2) / 2 / 2 + 4 / 2
    assert first["works"]
    assert not ties.loc[("rec_linde", "ocmw_wolv", TRANSFER, "2"), "works"]


def test_what_was_agreed_stays_in_the_evidence_of_what_is_not_practised(made) -> None:
    ties = made.ties.set_index(["source", "target", "process", "wave"])
    assert ties.loc[("ocmw_kouter", "rec_kade", COORDINATION, "1"), "evidence"] == ("s066", "s127", "s344")
