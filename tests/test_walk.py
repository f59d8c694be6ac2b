"""The walk of one row, from the file to what a person reads: statement s09 of the tiny study.

*Chez Cedar on nous dit franchement quand il n'y a rien*: birch (a welfare centre) says of cedar (a housing desk)
that trust is good (rating 3), in information exchange, six times a month.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from collabnet import analyse
from collabnet.network import Network
from collabnet.reading import inspect, read
from collabnet.scoring import scores
from tests.conftest import DRAWS

ID = "s09"


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
    assert (text["rating"], text["_file"]) == ("3", "statements.csv")
    assert lines[int(text["_row"]) - 1].startswith(ID)

    # 2. The study: typed, with its reporter and wave.
    study = read(tiny)
    typed = row_of(study.statements, statement_id=ID)
    assert (typed["rating"], typed["target"], typed["strength"]) == (3.0, ("cedar",), 6.0)
    assert (typed["reporter"], typed["wave"], typed["voice"]) == ("birch", "1", "organisations")

    # 3. The network: a yes of one party, so a tie that one side names.
    network = Network.from_study(study)
    claim = row_of(network.claims, statement_id=ID)
    assert (claim["answer"], claim["party"]) == ("yes", True)
    tie = row_of(network.ties, source="birch", target="cedar", process="information_exchange", wave="1")
    assert (tie["state"], tie["strength"], tie["evidence"]) == ("one_sided", 6.0, (ID,))

    # 4. The score: 75 points of the pair, and half of birch's vote in the network's trust.
    found = scores(network)
    assert row_of(found, level="dyad", subject="birch>cedar", domain="trust", wave="1")["estimate"] == 75.0
    assert ID in row_of(found, level="network", domain="trust", wave="1")["evidence"]

    # 5. The gap: expected (all welfare centres, cedar), and named by one side.
    analysis = analyse(tiny, draws=DRAWS)
    gap = next(gap for gap in analysis.gaps if gap.kind == "one_sided" and gap.organisations == ("birch", "cedar"))
    assert gap.evidence == (ID,)

    # 6. The tables: codes and words side by side.
    line = row_of(analysis.tables["gaps"], gap_id=gap.gap_id, wave="1")
    assert line["reasons"] == "one_side_silent:source=birch,target=cedar"
    assert (
        line["reasons_text"]
        == "Only one of Northquay welfare centre and Cedar Homes names this; both were interviewed."
    )

    # 7. And back, by one join: from the gap to the words.
    ids = line["evidence"].split("|")
    statements = analysis.tables["statements"].set_index("statement_id")
    assert statements.loc[ids, "quote"].tolist() == [typed["quote"]]
    assert statements.loc[ID, "row"] == int(text["_row"])
