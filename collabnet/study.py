"""A study in its two shapes: as read (text, every value with its file and row) and as understood (typed, frozen).

:class:`RawStudy` comes out of a format; :class:`Study` out of :mod:`collabnet.reading`, which checks in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from collabnet import settings as defaults

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from collabnet.findings import Finding

AGREEMENT: Final = "document"
"""The kind of interview that says what was agreed, such as a protocol: it never tells that it is done."""

WRITTEN: Final = (AGREEMENT, "report")
"""Kinds of interview in which nobody is spoken with; a report, such as minutes, tells what was done."""

FILE = "_file"
ROW = "_row"
"""The two columns by which every row of a raw table knows where it stands."""


@dataclass(frozen=True)
class RawStudy:
    """A study as text.

    Attributes
    ----------
    tables
        Table name to frame: every value a string (empty is *not said*), columns by their codebook name where the
        header was understood and by their own name where not, plus ``_file`` and ``_row``.
    settings
        The contents of ``study.toml`` (or the ``study`` and ``waves`` sheets), nested as TOML is.
    origin
        Key of the format that read it.
    findings
        What the reader found out, and what it could not use.
    inputs
        File name to SHA-256 of its bytes.
    """

    tables: Mapping[str, pd.DataFrame]
    settings: Mapping[str, Any]
    origin: str
    findings: tuple[Finding, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> pd.DataFrame | None:
        """Return one raw table, or nothing when the study has none of that name."""
        return self.tables.get(name)


@dataclass(frozen=True)
class Wave:
    """One round of interviews; ``labels`` is its name by language code, ``label`` where a language has none."""

    id: str
    label: str = ""
    date: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Process:
    """A way of working together: a layer of ties.

    Attributes
    ----------
    key
        What tables say.
    directed
        Whether a tie has a direction; an undirected process holds each pair once.
    labels
        What people read, by language code.
    """

    key: str
    directed: bool = True
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, language: str) -> str:
        """Say the process in a language; its key where it has no name."""
        return self.labels.get(language) or self.labels.get("en") or self.key.replace("_", " ")


@dataclass(frozen=True)
class Phase:
    """A stretch of a young person's route, such as before, around or after 18.

    ``deadline_weeks`` is within how many weeks a need that arises then has to be met; nothing where the study's holds.
    """

    id: str
    labels: Mapping[str, str] = field(default_factory=dict)
    deadline_weeks: float | None = None


@dataclass(frozen=True)
class StudySettings:
    """What ``study.toml`` says, with the defaults of the design where it is silent.

    Attributes
    ----------
    title, titles, description, descriptions
        The study's name and story; the plural ones by language code.
    languages
        Languages of the interviews.
    seed
        Seed of every random step.
    waves, phases, processes
        In their order; processes by key.
    labels
        Words for sectors and service terms: key to language to word.
    aims
        Domain to the score that the network agreed on; only those that were set.
    required_threshold
        Match of services from which a pair is expected to work together.
    entry_points
        Organisations where young people come in. Kept only: no number uses it.
    deadline_weeks
        Weeks within which a need has to be met; a phase may have its own.
    moves_case
        Services of the study's own with which a young person's case is handed over.
    boundary
        How it was decided who belongs to the network.
    privacy_k
        Smallest number of organisations behind anything that others may see.
    interviewed_public
        Whether others may know which organisations were interviewed.
    public_columns
        Columns of the study's own that others may see: of organisations, with the groups they make. All other columns
        that the codebook does not know stay with the researcher.
    sources
        How to cite the study.
    """

    title: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    seed: int = defaults.DEFAULT_SEED
    waves: tuple[Wave, ...] = (Wave(defaults.DEFAULT_WAVE),)
    phases: tuple[Phase, ...] = ()
    processes: Mapping[str, Process] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    aims: Mapping[str, float] = field(default_factory=dict)
    required_threshold: float = defaults.REQUIRED_THRESHOLD
    entry_points: tuple[str, ...] = ()
    deadline_weeks: float = defaults.DEADLINE_WEEKS
    moves_case: tuple[str, ...] = ()
    boundary: str = ""
    privacy_k: int = defaults.PRIVACY_K
    interviewed_public: bool = False
    public_columns: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def aim(self, domain: str) -> tuple[float, str]:
        """Return the aim of a domain and whether it was ``set`` or is the ``convention``."""
        if domain in self.aims:
            return self.aims[domain], "set"
        return defaults.CONVENTION_AIM, "convention"

    def label(self, key: str, language: str) -> str:
        """Say a sector or service term in a language; the key itself where the study has no word for it."""
        words = self.labels.get(key, {})
        return words.get(language) or words.get("en") or key.replace("_", " ")


@dataclass(frozen=True)
class Study:
    """A study as understood: typed tables in canonical order, never changed after birth.

    Attributes
    ----------
    settings
        What the study says of itself.
    tables
        Every table of the codebook, present even when empty, sorted by its ids. Text is ``str`` with "" for *not
        said*, numbers ``float64`` with NaN, booleans ``boolean`` with ``<NA>``, lists tuples. ``statements`` has
        these more: ``reporter`` (organisation, "" where none), ``wave``, ``voice`` (``organisations``,
        ``young_people``, ``documents``), ``interview_kind``, ``file``, ``row``; its ``quote_id`` is never empty.
    findings
        Every finding; errors only where the study was read leniently.
    origin
        Key of the format that read it.
    inputs
        File name to SHA-256.
    place
        The file or folder it was read from; nothing where it was read from none.
    """

    settings: StudySettings
    tables: Mapping[str, pd.DataFrame]
    findings: tuple[Finding, ...] = ()
    origin: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    place: Path | None = None

    def __post_init__(self) -> None:
        """Make the mappings read-only."""
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
        object.__setattr__(self, "inputs", MappingProxyType(dict(self.inputs)))

    def __repr__(self) -> str:
        """Say in a sentence what the study holds."""
        there = f"{len(self.organisations)} organisations"
        if not self.tells_reporters:
            return f"<Study {self.settings.title!r}: {there}, {len(self.statements)} ties of a file>"
        said = f"{len(self.interviews)} interviews, {len(self.statements)} statements"
        return f"<Study {self.settings.title!r}: {there}, {said}>"

    @property
    def tells_reporters(self) -> bool:
        """Return True where the study tells who says so; a file of edges does not."""
        return all(finding.code != defaults.NO_REPORTERS for finding in self.findings)

    def table(self, name: str) -> pd.DataFrame:
        """Return one table; changing it changes nothing here (pandas copies on write)."""
        return self.tables[name].copy(deep=False)

    @property
    def read_from(self) -> tuple[Path, ...]:
        """Return the files that were read, and the folders of a study that is one: nothing is ever written there."""
        if self.place is None:
            return ()
        if not self.place.is_dir():
            return (self.place,)
        files = [self.place / name for name in self.inputs]
        return tuple(dict.fromkeys((self.place, *(file.parent for file in files), *files)))

    @property
    def organisations(self) -> pd.DataFrame:
        """Return organisations, groups, types, forums and unnamed ones."""
        return self.table("organisations")

    @property
    def members(self) -> pd.DataFrame:
        """Return who belongs to which group or forum."""
        return self.table("members")

    @property
    def interviews(self) -> pd.DataFrame:
        """Return the conversations and documents."""
        return self.table("interviews")

    @property
    def statements(self) -> pd.DataFrame:
        """Return the coded claims, the unit of evidence."""
        return self.table("statements")

    @property
    def services(self) -> pd.DataFrame:
        """Return who offers and who needs what."""
        return self.table("services")
