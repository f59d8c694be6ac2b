"""Text in the codebook's words -> :class:`~collabnet.study.Study`: types, defaults, and what follows from other tables.

Nothing is judged here; the checks have spoken. A value that is not understood becomes *not said*.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from collabnet import cells
from collabnet.codebook import LISTS, Column, codebook
from collabnet.study import FILE, ROW, WRITTEN, RawStudy, Study, StudySettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from collabnet.findings import Finding

DEFAULTS: Final[Mapping[str, Mapping[str, str]]] = {
    "organisations": {"kind": "organisation", "in_boundary": "yes"},
    "interviews": {"kind": "organisation", "prompted": "no"},
    "required": {"weight": "1"},
    "statements": {
        "target_mode": "each",
        "about": "collaboration",
        "basis": "first_hand",
        "modality": "actual",
        "sign": "positive",
        "precision": "fine",
        "certainty": "sure",
        "cleared": "no",
    },
}
"""What an empty cell means, where the codebook says that it means something."""

UNKNOWN_SECTOR: Final = "unknown"

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "organisations": ("organisation_id",),
    "members": ("group_id", "organisation_id"),
    "interviews": ("interview_id",),
    "respondents": ("respondent_id", "interview_id"),
    "asked": ("interview_id", "organisation_id", "process", "domain"),
    "statements": ("statement_id",),
    "services": ("organisation_id", "service", "role"),
    "required": ("source", "target", "process"),
}
"""By which columns a table is sorted; what is equal in these is sorted by all it says."""

DERIVED: Final = ("reporter", "wave", "voice", "interview_kind", "file", "row")
"""Columns that statements get here; a column of that name in the file is kept with an underscore behind it."""

VOICES: Final = {"person": "young_people", **dict.fromkeys(WRITTEN, "documents")}
"""Whose voice an interview is, by its kind; that of organisations otherwise."""


def typed(raw: RawStudy, settings: StudySettings, findings: Iterable[Finding]) -> Study:
    """Return a study as understood: every table of the codebook, typed, in canonical order, defaults filled in."""
    texts = {name: _completed(name, raw.table(name)) for name in codebook()}
    texts["organisations"] = _with_sector(texts["organisations"])
    texts["interviews"] = _with_wave(texts["interviews"], settings)
    texts["statements"] = _with_context(texts)
    tables = {name: _typed(name, frame) for name, frame in texts.items()}
    return Study(settings, tables, tuple(findings), raw.origin, raw.inputs)


def _completed(name: str, frame: pd.DataFrame | None) -> pd.DataFrame:
    """Return a table with every column of the codebook, others behind them, empty cells filled with what they mean."""
    columns = list(codebook()[name])
    if frame is None:
        frame = pd.DataFrame({FILE: pd.Series(dtype="str"), ROW: pd.Series(dtype="int64")})
    if name == "statements":
        frame = frame.rename(columns={own: f"{own}_" for own in DERIVED})
    others = sorted(set(frame.columns) - set(columns) - {FILE, ROW})
    whole = pd.DataFrame({column: _said(frame, column) for column in [*columns, *others]})
    for column, meaning in DEFAULTS.get(name, {}).items():
        whole[column] = whole[column].mask(whole[column] == "", meaning)
    return whole.assign(**{FILE: frame[FILE], ROW: frame[ROW]})


def _said(frame: pd.DataFrame, column: str) -> pd.Series[str]:
    return frame[column] if column in frame else pd.Series("", index=frame.index, dtype="str")


def _with_sector(frame: pd.DataFrame) -> pd.DataFrame:
    silent = (frame["sector"] == "") & (frame["kind"] == "organisation")
    return frame.assign(sector=frame["sector"].mask(silent, UNKNOWN_SECTOR))


def _with_wave(frame: pd.DataFrame, settings: StudySettings) -> pd.DataFrame:
    return frame.assign(wave=frame["wave"].mask(frame["wave"] == "", settings.waves[0].id))


def _with_context(texts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Add to statements what follows from their interview, and what an empty level, precision or quote means."""
    frame = texts["statements"]
    interviews = texts["interviews"].drop_duplicates("interview_id").set_index("interview_id")
    respondents = texts["respondents"].drop_duplicates(["interview_id", "respondent_id"])
    speakers = respondents.set_index(["interview_id", "respondent_id"])["organisation_id"]
    of = {column: _looked_up(frame["interview_id"], interviews[column]) for column in interviews.columns}
    pairs = pd.MultiIndex.from_frame(frame[["interview_id", "respondent_id"]])
    spoken = pd.Series(speakers.reindex(pairs).to_numpy(), index=frame.index, dtype="str").fillna("")
    coarse = (frame["rating"] == "") & (frame["valence"] != "")
    return frame.assign(
        level=frame["level"].mask(frame["level"] == "", _level(frame)),
        precision=frame["precision"].mask(coarse, "coarse"),
        quote_id=frame["quote_id"].mask(frame["quote_id"] == "", _quote_ids(frame)),
        quote_language=frame["quote_language"].mask(frame["quote_language"] == "", of["language"]),
        reporter=of["organisation_id"].mask(of["organisation_id"] == "", spoken),
        wave=of["wave"],
        voice=of["kind"].map(lambda kind: VOICES.get(kind, "organisations")).astype("str"),
        interview_kind=of["kind"],
    )


def _looked_up(keys: pd.Series[str], values: pd.Series[str]) -> pd.Series[str]:
    found = keys.map(values.to_dict())
    return found.fillna("").astype("str")


def _level(frame: pd.DataFrame) -> pd.Series[str]:
    """Return the level of each statement: a pair where there is a target, else an organisation, else context."""
    level = pd.Series("context", index=frame.index, dtype="str")
    level = level.mask(frame["source"] != "", "organisation")
    return level.mask((frame["source"] != "") & (frame["target"] != ""), "dyad")


def _quote_ids(frame: pd.DataFrame) -> pd.Series[str]:
    """Return an id per quote: the same words in one interview are one quote; without words, each its own."""
    words = frame[["interview_id", "document", "start", "end", "quote"]].to_dict("records")
    made = [_quote_id(row) if row["quote"] else str(own) for row, own in zip(words, frame["statement_id"], strict=True)]
    return pd.Series(made, index=frame.index, dtype="str")


def _quote_id(row: Mapping[Any, Any]) -> str:
    return "q-" + hashlib.sha256("\x1f".join(str(value) for value in row.values()).encode()).hexdigest()[:10]


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    columns = codebook()[name]
    series = {
        str(column): _values(frame[column], columns[column]) if column in columns else frame[column].astype("str")
        for column in frame.columns
        if column not in (FILE, ROW)
    }
    keys = [*KEYS[name], *(column for column in series if column not in KEYS[name])]
    said = list(zip(*(frame[key].tolist() for key in [*keys, FILE, ROW]), strict=True))
    order = sorted(range(len(said)), key=said.__getitem__)
    whole = pd.DataFrame(series, index=frame.index)
    if name == "statements":
        whole = whole.assign(file=frame[FILE], row=frame[ROW])
    return whole.iloc[order].reset_index(drop=True)


def _values(texts: pd.Series[str], column: Column) -> pd.Series[Any]:
    if column.type in ("number", "integer"):
        numbers = [cells.number(text) for text in texts]
        return pd.Series(numbers, index=texts.index, dtype="float64")
    if column.type == "boolean":
        return pd.Series([cells.boolean(text) for text in texts], index=texts.index, dtype="boolean")
    if column.type in LISTS:
        return pd.Series([cells.items(text) for text in texts], index=texts.index, dtype="object")
    return texts.astype("str")
