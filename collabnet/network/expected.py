"""Expected links and what is known of them: the one count behind every sentence, table and export that gives one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from collabnet.network.states import OPEN

if TYPE_CHECKING:
    import pandas as pd

ALL: Final = "all"

LINK: Final = ["source", "target", "process", "wave"]
"""What one expected link is: a pair that is expected to work together in one way, in one wave."""


@dataclass(frozen=True)
class ExpectedLinks:
    """How many links are expected, and how many of them are known to work or to fall short.

    Attributes
    ----------
    expected
        Pairs and ways of working together that are expected, in one wave or several.
    works, falls_short
        Those of which it is known: they work; or they are denied (in words, or by not naming it when asked), have ended
        or fail.
    """

    expected: int
    works: int
    falls_short: int

    @property
    def known(self) -> int:
        """Return of how many it is known whether they work."""
        return self.works + self.falls_short

    @property
    def unknown(self) -> int:
        """Return of how many it is not known, or not told: that counts as neither good nor bad."""
        return self.expected - self.known


def expected_links(required: pd.DataFrame, ties: pd.DataFrame) -> ExpectedLinks:
    """Count expected links: every row of ``required`` once, whatever is known of it.

    Parameters
    ----------
    required
        ``source``, ``target``, ``process``, ``wave``: what is expected.
    ties
        ``source``, ``target``, ``process``, ``wave``, ``state``, ``works``: what is known, as far as it may be seen. A
        tie of which ``works`` is empty is neither one that works nor one that falls short.
    """
    if required.empty:
        return ExpectedLinks(0, 0, 0)
    links = required.loc[required["process"].ne(ALL), LINK].astype(str).drop_duplicates()
    if ties.empty:
        return ExpectedLinks(len(links), 0, 0)
    told = ties.loc[~ties["state"].isin(OPEN), LINK].astype(str).assign(works=ties["works"].astype("boolean"))
    works = links.merge(told, on=LINK, how="left")["works"]
    return ExpectedLinks(len(links), int(works.fillna(False).sum()), int((~works.fillna(True)).sum()))
