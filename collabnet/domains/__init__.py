"""The room of domains: the conditions that make collaboration work, each scored on its own.

A domain is one file here: its title, its facets, on whom a statement loads, why it matters, and its source. The
five that ship are the factors of De Backer, Derluyn & Schuermans (2024), doi:10.1080/13691457.2022.2145598; the
source gives factors, the 0–100 scale is collabnet's. To add one: one file with one ``Domain``; it then appears in
readers, scores, tables and pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from collabnet.registry import inhabitants

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = "De Backer, Derluyn & Schuermans (2024), doi:10.1080/13691457.2022.2145598"

ANCHORS: tuple[str, ...] = (
    "absent, or blocks collaboration",
    "mostly fails, rare exceptions",
    "works about as often as not",
    "mostly works, known weaknesses",
    "works reliably",
)
"""What the ratings 0–4 mean, in every domain."""


@dataclass(frozen=True)
class Facet:
    """One side of a domain: its key, English title and the spellings that files may use."""

    key: str
    title: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Domain:
    """A condition that makes collaboration work.

    Attributes
    ----------
    key, title, sentence
        Its name in tables, on screen (English) and in one sentence for a policy reader.
    facets
        The sides that statements can name.
    loading
        ``partner`` when what is said about j tells of j, ``dyad`` when it tells of the directed pair.
    own_statements
        Whether what an organisation says of itself tells of the same trait (capacity, cultural competence).
    synonyms
        Spellings that files may use, in any language.
    why, source
        Why it matters, and who says so.
    colour, icon
        How it is recognised on every page: a hex colour and the name of an icon that the dashboard ships.
    order
        Its place in lists.
    """

    key: str
    title: str
    sentence: str
    facets: tuple[Facet, ...]
    loading: Literal["partner", "dyad"]
    synonyms: tuple[str, ...]
    why: str
    source: str = SOURCE
    own_statements: bool = False
    colour: str = "#555555"
    icon: str = "circle"
    order: int = 100


def domains() -> Mapping[str, Domain]:
    """Return every domain by key, in the order of lists."""
    return inhabitants(__name__, Domain)
