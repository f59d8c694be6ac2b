"""What every number about the whole network rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from collabnet.scoring.mentions import ORGANISATIONS

if TYPE_CHECKING:
    from collabnet.tables._record import Parts


def with_evidence_of_whole(parts: Parts, frame: pd.DataFrame) -> pd.DataFrame:
    """Add ``evidence`` and ``organisations`` of the network's score to rows that have a domain and a wave."""
    scores = parts.scores
    whole = scores[scores["level"].eq("network") & scores["voice"].eq(ORGANISATIONS)]
    keys = list(zip(whole["domain"], whole["wave"], strict=True))
    evidence = dict(zip(keys, whole["evidence"], strict=True))
    reporters = dict(zip(keys, whole["reporters"].tolist(), strict=True))
    wanted = list(zip(frame["domain"], frame["wave"], strict=True))
    ids = pd.Series([evidence.get(key, ()) for key in wanted], index=frame.index, dtype=object)
    return frame.assign(evidence=ids, organisations=[int(reporters.get(key, 0)) for key in wanted])
