"""How far a place in the network depends on who happened to be interviewed, and on what nobody said.

:func:`interview_deletion` leaves interviews out and sees whether organisations still compare as they did.
:func:`fill_in` computes each place under every reading of what is unknown. Both rebuild the network hundreds of times
and are therefore never part of an analysis that did not ask for them; ``collabnet robustness`` runs them. How sure a
place is over draws of the ties is another question: :func:`collabnet.network.ranks.rank_bands`.
"""

from collabnet.robustness.deletion import CORRELATIONS, READINGS, Deletion, interview_deletion
from collabnet.robustness.filling import TREATMENTS, fill_in, left_out, places
from collabnet.robustness.whole import Robust, robust

__all__ = [
    "CORRELATIONS", "READINGS", "TREATMENTS", "Deletion", "Robust", "fill_in", "interview_deletion", "left_out",
    "places", "robust",
]  # fmt: skip
