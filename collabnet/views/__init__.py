"""What a person may see of an analysis: everything (``researcher``), or what others may see (``shared``).

Every page and every export reads a :class:`Seen` and nothing else; what is not in it cannot leak from them.

:data:`RULES` is the whole of the shared view, as data. Three thoughts stand behind it:

* **Words** are shown only where the quote was cleared, or in the paraphrase where that was.
* **Who said so** is never shown, and cannot be worked out: a row lists its statements only when at least *k*
  organisations stand behind it, and a statement's own row names neither source nor target.
* **Nothing that rests on fewer than k organisations** is shown as a judgement about anybody.

What this cannot prevent: words that were cleared and give the speaker away by what they say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import pandas as pd

from collabnet import languages
from collabnet.errors import CallError
from collabnet.views._interviewed import without_who_was_interviewed
from collabnet.views._pseudonyms import numbered, pseudonyms_of, renamed, secret
from collabnet.views._rules import MANIFEST, NOT_SHOWN, RULES, STATES, WITHHELD, Rule
from collabnet.views._shared import look_at, redacted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.analysis import Analysis
    from collabnet.study import StudySettings

__all__ = ["NOT_SHOWN", "RULES", "STATES", "VIEWS", "WITHHELD", "Rule", "Seen", "View", "seen"]

View = Literal["researcher", "shared"]
VIEWS: Final[tuple[View, ...]] = get_args(View)


@dataclass(frozen=True)
class Seen:
    """An analysis as one view shows it; pages and exports read nothing else.

    Attributes
    ----------
    view, pseudonyms
        Whose eyes, and whether organisations go by a number instead of their name.
    tables
        Every table by name, with the same columns in both views (the shared one adds ``evidence_withheld``).
    settings
        What the study says of itself.
    network_positions
        Where each organisation stands in the picture: index organisation_id, columns x and y in [0, 1].
    manifest
        How the numbers were made, as far as the view may know.
    names
        Organisation id to language to name.
    """

    view: View
    tables: Mapping[str, pd.DataFrame]
    settings: StudySettings
    network_positions: pd.DataFrame
    manifest: Mapping[str, Any]
    names: Mapping[str, Mapping[str, str]]
    pseudonyms: bool = False

    def name(self, organisation: str, language: str = languages.ENGLISH) -> str:
        """Say an organisation's name in a language; the name people use, or its id, where it has none there."""
        words = self.names.get(organisation, {})
        return words.get(language) or words.get("") or organisation

    def table(self, name: str) -> pd.DataFrame:
        """Return one table; an empty one where this study has none of that name."""
        return self.tables[name] if name in self.tables else pd.DataFrame()


def seen(analysis: Analysis, view: str = "researcher", pseudonyms: bool = False) -> Seen:
    """Show an analysis as a researcher, or as others may see it.

    Parameters
    ----------
    analysis
        What :func:`collabnet.analyse` returned.
    view
        ``researcher`` (everything) or ``shared`` (see :data:`RULES`).
    pseudonyms
        Whether organisations go by a number; their words are then withheld too, because quotes name names.

    Raises
    ------
    CallError
        When there is no such view, or pseudonyms are asked for a researcher.
    """
    if view not in VIEWS:
        raise CallError(f"Expected a view among {', '.join(VIEWS)}, found {view!r}. Choose one of them.")
    whole = _whole(analysis)
    if view == "researcher":
        if pseudonyms:
            raise CallError("Expected pseudonyms with the view shared, found them with researcher. Choose shared.")
        return whole
    shared = _shared(whole, analysis)
    return _pseudonymous(shared, secret(analysis)) if pseudonyms else shared


def _whole(analysis: Analysis) -> Seen:
    organisations = analysis.study.organisations
    return Seen(
        view="researcher",
        tables=MappingProxyType(dict(analysis.tables)),
        settings=analysis.study.settings,
        network_positions=analysis.network.positions(),
        manifest=MappingProxyType(dict(analysis.manifest) | {"view": "researcher"}),
        names=MappingProxyType({str(row["organisation_id"]): _names(row) for row in organisations.to_dict("records")}),
    )


def _names(row: Mapping[Any, Any]) -> Mapping[str, str]:
    spoken = {code: str(row[f"name_{code}"]) for code in languages.available() if row.get(f"name_{code}")}
    return MappingProxyType({"": str(row["name"])} | spoken)


def _shared(whole: Seen, analysis: Analysis) -> Seen:
    look = look_at(analysis)
    names = {key: value for key, value in whole.names.items() if key not in look.persons}
    manifest = {key: value for key, value in whole.manifest.items() if key in MANIFEST} | {"view": "shared"}
    tables = redacted(whole.tables, look)
    public = whole.settings.interviewed_public or not analysis.network.two_sided
    return replace(
        whole,
        view="shared",
        tables=tables if public else without_who_was_interviewed(tables),
        manifest=MappingProxyType(manifest),
        names=MappingProxyType(names),
    )


def _pseudonymous(shared: Seen, key: bytes) -> Seen:
    ids = pseudonyms_of(shared.names, shared.table("gaps"), key)
    entries = tuple(sorted(ids.get(entry, WITHHELD) for entry in shared.settings.entry_points))
    organisations = sorted(ids[organisation] for organisation in shared.names)
    return replace(
        shared,
        tables=renamed(shared.tables, ids, max(2, shared.settings.privacy_k), shared.settings.public_columns),
        settings=replace(shared.settings, entry_points=entries),
        network_positions=shared.network_positions.rename(index=dict(ids)).sort_index(),
        names=MappingProxyType({organisation: numbered(organisation) for organisation in organisations}),
        pseudonyms=True,
    )
