"""What a study declares of itself: the contents of ``study.toml`` -> :class:`~collabnet.study.StudySettings`.

What is wrong becomes a finding; what is silent gets the default of the design.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from collabnet import cells
from collabnet import settings as defaults
from collabnet.codebook import processes as known_processes
from collabnet.domains import domains
from collabnet.findings import Finding
from collabnet.study import Phase, Process, StudySettings, Wave

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

Given = TypeVar("Given")

FILE: Final = "study.toml"

UNDIRECTED: Final = frozenset({"case_coordination"})
"""Default processes without a direction."""

DEFAULT_PROCESSES: Final = ("information_exchange", "case_transfer", "case_coordination")
"""The processes of a coded study that declares none."""

LARGEST: Final = 2.0**32 - 1
"""The largest seed that every generator of random numbers takes."""

LONGEST_DEADLINE: Final = 5200.0
"""The longest deadline in weeks, a century: more is a slip of the keyboard."""

KNOWN: Final = frozenset(
    {
        "format", "title", "description", "languages", "seed", "waves", "phases", "processes", "labels", "aims",
        "required_threshold", "entry_points", "deadline_weeks", "moves_case", "boundary", "k", "privacy_k", "privacy",
        "sources",
    }
)  # fmt: skip
"""Keys that are understood; ``title`` and ``description`` also with a language behind them."""


def declared(settings: Mapping[str, Any]) -> tuple[StudySettings, tuple[Finding, ...]]:
    """Return what a study says of itself, and what is wrong with it."""
    reader = _Reader(settings)
    seed, threshold = reader.whole("seed", 0), reader.number("required_threshold", most=1.0)
    deadline = reader.number("deadline_weeks", most=LONGEST_DEADLINE)
    privacy = reader.privacy()
    result = StudySettings(
        title=reader.text("title"),
        titles=reader.by_language("title"),
        description=reader.text("description"),
        descriptions=reader.by_language("description"),
        languages=reader.listing("languages"),
        seed=defaults.DEFAULT_SEED if seed is None else seed,
        waves=reader.waves(),
        phases=reader.phases(),
        processes=reader.processes(),
        labels=reader.labels(),
        aims=reader.aims(),
        required_threshold=defaults.REQUIRED_THRESHOLD if threshold is None else threshold,
        entry_points=reader.listing("entry_points"),
        deadline_weeks=defaults.DEADLINE_WEEKS if deadline is None else deadline,
        moves_case=reader.listing("moves_case"),
        boundary=reader.text("boundary"),
        privacy_k=defaults.PRIVACY_K if privacy is None else privacy,
        interviewed_public=reader.yes("interviewed_public", within=reader.table("privacy")),
        public_columns=reader.listing("public_columns", within=reader.table("privacy")),
        sources=reader.listing("sources"),
    )
    reader.unknown_keys()
    return result, tuple(reader.findings)


def completed(settings: StudySettings, tables: Mapping[str, pd.DataFrame]) -> StudySettings:
    """Add what the tables use without its being declared: waves, and the processes that every study knows."""
    used = _used(tables, ("statements", "required", "asked"), "process")
    waves = settings.waves or tuple(Wave(wave) for wave in sorted(_used(tables, ("interviews",), "wave")))
    known = [key for key in known_processes() if key in used and key != "unspecified"]
    keys = known if settings.processes or known else list(DEFAULT_PROCESSES)
    if not settings.processes and not _used(tables, ("statements",), "process"):
        keys = list(DEFAULT_PROCESSES)
    added = {key: _default_process(key) for key in keys if key not in settings.processes}
    return replace(
        settings,
        waves=waves or (Wave(defaults.DEFAULT_WAVE),),
        processes={**settings.processes, **added},
    )


def _used(tables: Mapping[str, pd.DataFrame], names: Iterable[str], column: str) -> set[str]:
    frames = [tables[name] for name in names if name in tables and column in tables[name]]
    return {value for frame in frames for value in frame[column] if value}


def _default_process(key: str) -> Process:
    return Process(key, key not in UNDIRECTED, dict(known_processes()[key].labels))


class _Reader:
    """Reads settings key by key and collects what is wrong."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self.findings: list[Finding] = []

    def text(self, key: str) -> str:
        value = self.settings.get(key, "")
        return value.strip() if isinstance(value, str) else self._refused(key, value, "")

    def by_language(self, key: str) -> dict[str, str]:
        found = {
            name.removeprefix(f"{key}_"): str(value)
            for name, value in self.settings.items()
            if name.startswith(f"{key}_")
        }
        return {code: value for code, value in found.items() if value}

    def listing(self, key: str, *, within: Mapping[str, Any] | None = None) -> tuple[str, ...]:
        value = (self.settings if within is None else within).get(key, ())
        if isinstance(value, str):
            return cells.items(value)
        if isinstance(value, list | tuple):
            return tuple(str(item).strip() for item in value if str(item).strip())
        return self._refused(key, value, ())

    def number(self, key: str, *, most: float, within: Mapping[str, Any] | None = None) -> float | None:
        """Return a number between 0 and a largest one."""
        value = (self.settings if within is None else within).get(key)
        if value is None or value == "":
            return None
        found = cells.number(str(value)) if not isinstance(value, bool) else None
        if found is None or not 0 <= found <= most:
            self._refused(key, value, None)
            return None
        return found

    def whole(self, key: str, least: int, *, within: Mapping[str, Any] | None = None) -> int | None:
        """Return a whole number from a smallest one on."""
        value = self.number(key, most=LARGEST, within=within)
        if value is not None and (value != int(value) or value < least):
            self._refused(key, value, None)
            return None
        return None if value is None else int(value)

    def privacy(self) -> int | None:
        given = (self.whole("k", 1), self.whole("privacy_k", 1), self.whole("k", 1, within=self.table("privacy")))
        return next((k for k in given if k is not None), None)

    def yes(self, key: str, *, within: Mapping[str, Any]) -> bool:
        """Return True where a key is true; anything but true and false is refused."""
        value = within.get(key, False)
        return value if isinstance(value, bool) else self._refused(key, value, False)

    def table(self, key: str) -> Mapping[str, Any]:
        value = self.settings.get(key, {})
        return value if isinstance(value, dict) else self._refused(key, value, {})

    def rows(self, key: str) -> list[Mapping[str, Any]]:
        value = self.settings.get(key, [])
        if isinstance(value, dict):
            value = [
                {"id": name, **(item if isinstance(item, dict) else {"label": item})} for name, item in value.items()
            ]
        if not isinstance(value, list | tuple):
            return self._refused(key, value, [])
        plain: list[Mapping[str, Any]] = [item if isinstance(item, dict) else {"id": item} for item in value]
        kept = [item for item in plain if str(item.get("id", "")).strip()]
        if len(kept) < len(plain):
            self._refused(key, "", None)
        names = [str(item["id"]) for item in kept]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._refused(key, name, None)
        return kept

    def waves(self) -> tuple[Wave, ...]:
        return tuple(
            Wave(str(row["id"]).strip(), str(row.get("label", "")), self._day(row), _labels(row))
            for row in self._unique(self.rows("waves"))
        )

    def phases(self) -> tuple[Phase, ...]:
        return tuple(
            Phase(
                str(row["id"]).strip(),
                _labels(row),
                self.number("deadline_weeks", most=LONGEST_DEADLINE, within=row),
            )
            for row in self._unique(self.rows("phases"))
        )

    def processes(self) -> dict[str, Process]:
        found: dict[str, Process] = {}
        for key, value in self.table("processes").items():
            row = value if isinstance(value, dict) else self._refused(f"processes.{key}", value, {})
            known = known_processes().get(key)
            labels = {**(known.labels if known else {}), **_labels(row)}
            found[key] = Process(key, self._directed(key, row), labels)
        return found

    def labels(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for key, value in self.table("labels").items():
            words = value if isinstance(value, dict) else {"en": value}
            found[key] = {str(code): str(word) for code, word in words.items() if str(word)}
        return found

    def aims(self) -> dict[str, float]:
        found: dict[str, float] = {}
        table = self.table("aims")
        for key in table:
            value = cells.number(str(table[key]))
            if key not in domains() or value is None or not 0 <= value <= 100:
                self._refused(f"aims.{key}", table[key], None)
            else:
                found[key] = value
        return found

    def unknown_keys(self) -> None:
        for key in self.settings:
            stem = key.rpartition("_")[0]
            if key not in KNOWN and stem not in ("title", "description"):
                self.findings.append(_unknown(key))

    def _day(self, row: Mapping[str, Any]) -> str:
        given = str(row.get("date", "")).strip()
        return (cells.iso_date(given) or self._refused(f"waves.{row['id']}.date", given, "")) if given else ""

    def _directed(self, key: str, row: Mapping[str, Any]) -> bool:
        value = row.get("directed", key not in UNDIRECTED)
        said = value if isinstance(value, bool) else cells.boolean(str(value))
        return bool(self._refused(f"processes.{key}.directed", value, True)) if said is None else said

    def _unique(self, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        return list({str(row["id"]).strip(): row for row in rows}.values())

    def _refused(self, key: str, value: object, instead: Given) -> Given:
        self.findings.append(
            Finding(
                "settings_value",
                "error",
                file=FILE,
                column=key,
                found=cells.told(str(value)),
                expected="a value that fits {key}, as the codebook describes the settings of a study",
                remedy="Correct {key}, or take it out to have the default.",
                values={"key": key},
            )
        )
        return instead


def _labels(row: Mapping[str, Any]) -> dict[str, str]:
    given = {key.removeprefix("label_"): str(value) for key, value in row.items() if key.startswith("label_")}
    plain = {"en": str(row["label"])} if row.get("label") else {}
    return {code: word for code, word in {**plain, **given}.items() if word}


def _unknown(key: str) -> Finding:
    return Finding(
        "unknown_setting",
        "warning",
        file=FILE,
        column=key,
        found=key,
        expected="a setting that the codebook describes",
        remedy="Nothing is done with it. Look whether it is spelled as meant.",
    )
