"""Where each organisation is drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd


def positions(organisations: pd.Index, ties: pd.DataFrame) -> pd.DataFrame:
    """Return x and y from 0 to 1 for each organisation."""
    angle = np.linspace(0, 2 * np.pi, len(organisations), endpoint=False)
    frame = pd.DataFrame({"x": 0.5 + np.cos(angle) / 2, "y": 0.5 + np.sin(angle) / 2}, index=organisations)
    return frame.round(4)
