"""The walk of one row, from the file to what a person reads: statement s03 of the tiny study.

*Van de tien die wij naar Cedar sturen nemen ze er toch een stuk of vijf*: alder says of cedar (a housing desk) that
there is room for about half (rating 2) of the cases it hands over, which are accepted (status 3). Cedar denies it.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from collabnet import analyse
from collabnet.network import Network
from collabnet.reading import inspect, read
from collabnet.scoring import scores
from tests.conftest import DRAWS

ID = "s03"


def row_of(frame: pd.DataFrame, **values: object) -> pd.Series:
    for name, value in values.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def test_one_row_is_followed_from_the_file_to_the_page_and_back(tiny: Path) -> None:
    # 1. The file: text, with its place.
    raw = inspect(tiny).raw
    assert raw is not None
    text = row_of(raw.tables["statements"], statement_id=ID)
    lines = (tiny / "statements.csv").read_text(encoding="utf-8").splitlines()
    assert (text["rating"], text["_file"]) == ("2", "statements.csv")
    assert lines[int(text["_row"]) - 1].startswith(ID)

    # 2. The study: typed, with its reporter and wave.
    study = read(tiny)
    typed = row_of(study.statements, statement_id=ID)
    assert (typed["rating"], typed["target"], typed["transfer_status"]) == (2.0, ("cedar",), 3.0)
    assert (typed["reporter"], typed["wave"], typed["voice"]) == ("alder", "1", "organisations")

    # 3. The network: a yes of one party and a no of the other, so a tie of which accounts differ.
    network = Network.from_study(study)
    claim = row_of(network.claims, statement_id=ID)
    assert (claim["answer"], claim["party"]) == ("yes", True)
    tie = row_of(network.ties, source="alder", target="cedar", process="case_transfer", wave="1")
    assert (tie["state"], tie["relation"], tie["evidence"]) == ("contested", "contested", (ID, "s16"))

    # 4. The score: 50 points of the pair, and part of the network's capacity.
    found = scores(network)
    assert row_of(found, level="dyad", subject="alder>cedar", domain="capacity", wave="1")["estimate"] == 50.0
    assert ID in row_of(found, level="network", domain="capacity", wave="1")["evidence"]

    # 5. The gap: the two give different accounts.
    analysis = analyse(tiny, draws=DRAWS)
    gap = next(gap for gap in analysis.gaps if "contested" in gap.kinds and gap.organisations == ("alder", "cedar"))
    assert {ID, "s16"} <= set(gap.evidence)

    # 6. The tables: codes and words side by side, the case and what it is made of.
    assert set(gap.evidence) <= set(row_of(analysis.tables["gaps"], gap_id=gap.gap_id)["evidence"].split("|"))
    line = row_of(analysis.tables["gap_findings"], gap_id=gap.gap_id, kind="contested", wave="1")
    assert line["reasons"] == "accounts_differ:source=alder,target=cedar,yes=1,no=1"
    assert line["reasons_text"].endswith("and Cedar Homes, accounts differ (yes: 1, no: 1).")

    # 7. And back, by one join: from the gap to the words.
    ids = line["evidence"].split("|")
    statements = analysis.tables["statements"].set_index("statement_id")
    assert statements.loc[ids, "quote"].tolist()[0] == typed["quote"]
    assert statements.loc[ID, "row"] == int(text["_row"])
