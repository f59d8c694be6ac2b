"""The whole journey: a study goes in; network, scores, gaps, tables and a manifest come out. Read this first."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from collabnet import measures, reading, scoring, settings
from collabnet.drawn import FEWEST, MOST_DRAWS, affordable, drawn_measures
from collabnet.errors import CallError
from collabnet.gaps import Found, Gap, GapContext, Question, gaps_and_questions
from collabnet.network import Network
from collabnet.progress import silent
from collabnet.robustness import robust
from collabnet.study import Study
from collabnet.tables import Parts, build
from collabnet.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from collabnet.drawn import Drawn
    from collabnet.progress import Progress
    from collabnet.scoring import DrawStore, Effort, Modelled
    from collabnet.study import StudySettings

METHODS: Final = ("model", "transparent")
"""Ways of scoring there are, the usual one first."""

MEASURED: Final = ("usual", "all")
"""Which measures there can be in the tables."""

CHAINS: Final = 4
"""Chains of the model: more processes than these are of no use."""

MOST_CHAIN: Final = 100_000
"""Draws of a chain beyond which only time is lost."""

SCORED: Final = ("scores", "predicted_pairs", "model_remarks")
"""Tables that hold what scoring found."""

STEPS: Final = ("reading", "network", "scores", "gaps", "places", "tables")

DRAWS_PER_NETWORK: Final = 20
"""Draws of the model per drawn network: 2,000 and 100, so that one word says how exact everything is."""

MOST_DRAWN: Final = 200
"""Organisations up to which drawn networks are measured unasked; above, :func:`collabnet.drawn.drawn_measures` does."""

LIBRARIES: Final = ("collabnet", "numpy", "pandas", "scipy", "igraph", "networkx", "arviz-stats")


@dataclass(frozen=True, eq=False)
class Analysis:
    """Everything that was found out about a study; never changed after birth.

    Attributes
    ----------
    study
        As it was read.
    network
        Who works with whom.
    tables
        Every result by name.
    gaps
        What can be acted on, those that matter most first: one case per pair, service or organisation.
    questions
        What is to be asked, because nobody told.
    manifest
        How the numbers were made: versions, seed, input, settings, warnings, formulas.
    settings
        What the study says of itself.
    """

    study: Study
    network: Network
    tables: Mapping[str, pd.DataFrame]
    gaps: tuple[Gap, ...]
    questions: tuple[Question, ...]
    manifest: Mapping[str, Any]
    settings: StudySettings

    def __repr__(self) -> str:
        """Say in a sentence what was found."""
        return f"<Analysis of {self.study!r}: {len(self.tables)} tables, {len(self.gaps)} gaps>"


def analyse(  # noqa: PLR0913 - every option is by name, and has a default
    source: str | Path | Study, *, seed: int | None = None, scores: str = "model", lenient: bool = False,
    jobs: int | None = None, draws: int = settings.DRAWS, measured: str = "usual", store: DrawStore | None = None,
    progress: Progress = silent,
    robustness: bool = False,
) -> Analysis:  # fmt: skip
    """Turn a coded study into network, scores, gaps and tables.

    Parameters
    ----------
    source
        A path to a study, or a study that was read.
    seed
        Seed of every random step; the study's own where none is given.
    scores
        How to score: ``model`` (shrunk, corrected for who speaks, over all expected pairs) or ``transparent`` (plain
        means of organisations, as anybody can redo them). Gaps rest on the transparent ones: on what was said.
    lenient
        Whether to leave out rows with errors instead of stopping.
    jobs
        How many processes may work at once, at most one per core; as many as there are cores, four at most, where
        nothing is said. The numbers do not depend on it.
    draws
        Draws that each of the model's four chains keeps; one network is drawn for every twenty of them. Fewer than 400
        therefore give no intervals and places on the basis ``posterior``, which rest on 20 networks at least.
    measured
        Which measures the tables hold: ``usual``, those that do not take long (and of drawn networks the first set),
        or ``all``: all on the bases ``reported`` and ``confirmed``, and of drawn networks those that
        :func:`collabnet.drawn.affordable` names. That takes minutes at 200 organisations and hours at 500.
    store
        Where draws are looked up before and kept after; a changed study never finds those of another.
    progress
        Called as the work goes on.
    robustness
        Whether to leave interviews out and fill silence in, for the tables ``robustness`` and ``fill_in``: some
        seconds per wave.

    Raises
    ------
    StudyError
        With all findings, when the study cannot be analysed as it is.
    CallError
        When ``scores``, ``jobs``, ``draws`` or ``measured`` makes no sense.

    Examples
    --------
    >>> import collabnet
    >>> collabnet.analyse("tests/data/tiny", draws=100).tables["scores"].loc[0, "level"]
    'network'
    """
    _check_call(scores, jobs, draws, measured)
    with one_thread():
        step = _Steps(progress)
        step("reading")
        study = _read(source, lenient=lenient, seed=seed)
        step("network")
        network = Network.from_study(study)
        step("scores")
        plain = scoring.scores(network)
        effort = _effort(draws, jobs, store)
        modelled = scoring.modelled_study(network, plain, effort, progress) if scores == "model" else None
        step("gaps")
        found = gaps_and_questions(GapContext(network, plain))
        step("places")
        every = measured == "all"
        drawn = _drawn(network, effort, progress, every=every)
        step("tables")
        parts = replace(_parts(network, plain, found, modelled), drawn=drawn, every_measure=every)
        tables = build(replace(parts, robust=robust(network, progress=progress)) if robustness else parts)
        step("done")
        manifest = _manifest(study, scores, effort, modelled, drawn)
        return Analysis(study, network, MappingProxyType(tables), found.gaps, found.questions, manifest, study.settings)


@dataclass(frozen=True, eq=False)
class Scored:
    """A network and its tables of scores, and nothing else.

    Attributes
    ----------
    network
        Who works with whom.
    tables
        ``scores``; with the model also ``predicted_pairs`` and ``model_remarks``, where they have rows.
    """

    network: Network
    tables: Mapping[str, pd.DataFrame]


def scored(  # noqa: PLR0913 - every option is by name, and has a default
    source: str | Path | Study, *, seed: int | None = None, scores: str = "model", lenient: bool = False,
    jobs: int | None = None, draws: int = settings.DRAWS, store: DrawStore | None = None, progress: Progress = silent,
) -> Scored:  # fmt: skip
    """Score a study and go no further, for whoever needs no gaps, no drawn networks and none of the other tables.

    Parameters
    ----------
    source, seed, scores, lenient, jobs, draws, store, progress
        As for :func:`analyse`, whose tables of scores these are.

    Raises
    ------
    StudyError, CallError
        As for :func:`analyse`.
    """
    _check_call(scores, jobs, draws, "usual")
    with one_thread():
        network = Network.from_study(_read(source, lenient=lenient, seed=seed))
        plain = scoring.scores(network)
        effort = _effort(draws, jobs, store)
        modelled = scoring.modelled_study(network, plain, effort, progress) if scores == "model" else None
        return Scored(network, MappingProxyType(build(_parts(network, plain, Found((), ()), modelled), SCORED)))


def _effort(draws: int, jobs: int | None, store: DrawStore | None) -> Effort:
    return scoring.Effort(draws, jobs or min(os.cpu_count() or 1, CHAINS), store)


def _drawn(network: Network, effort: Effort, progress: Progress, *, every: bool) -> Drawn | None:
    """Measure drawn networks, where the study says who reports a tie and is not too large to do so unasked."""
    if not network.two_sided or len(network.organisations) > MOST_DRAWN:
        return None
    draws = min(max(effort.kept // DRAWS_PER_NETWORK, 1), MOST_DRAWS)
    keys = affordable(len(network.organisations)) if every else None
    return drawn_measures(network, draws=draws, keys=keys, jobs=effort.jobs, progress=progress)


def few_draws(analysis: Analysis) -> str:
    """Return a sentence that says that too few networks were drawn to tell intervals and places; else nothing."""
    drawn = analysis.manifest["drawn_networks"]
    if not 0 < drawn < FEWEST:
        return ""
    return (
        f"Networks drawn: {drawn:,}, fewer than {FEWEST}. On the basis posterior there are therefore values, but no "
        f"intervals and no places; {FEWEST * DRAWS_PER_NETWORK:,} draws of each chain or more give them."
    )


def _parts(network: Network, plain: pd.DataFrame, found: Found, modelled: Modelled | None) -> Parts:
    return Parts(
        network.study,
        network,
        plain,
        scoring.mentions(network),
        scoring.causes(network),
        scoring.attribution(network),
        scoring.coverage(network),
        scoring.agreement(network),
        scoring.links(network),
        found.gaps,
        found.questions,
        modelled,
    )


class _Steps:
    """Tell how far the work is, one step after the other."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0

    def __call__(self, step: str) -> None:
        self._progress(step, self._done, len(STEPS))
        self._done += 1


def _check_call(scores: str, jobs: int | None, draws: int, measured: str) -> None:
    if measured not in MEASURED:
        raise CallError(f"Expected measures among {', '.join(MEASURED)}, found {measured!r}. Choose one of them.")
    if scores not in METHODS:
        raise CallError(f"Expected scores among {', '.join(METHODS)}, found {scores!r}. Choose one of them.")
    if jobs is not None and jobs < 1:
        raise CallError(f"Expected at least one job, found {jobs}. Say jobs=1.")
    if not 1 <= draws <= MOST_CHAIN:
        advice = f"Say draws={settings.DRAWS}."
        raise CallError(f"Expected from 1 to {MOST_CHAIN:,} draws a chain, found {draws:,}. {advice}")


def _read(source: str | Path | Study, *, lenient: bool, seed: int | None) -> Study:
    study = source if isinstance(source, Study) else reading.read(source, lenient=lenient)
    if seed is None:
        return study
    return replace(study, settings=replace(study.settings, seed=seed))


def _manifest(
    study: Study, scores: str, effort: Effort, modelled: Modelled | None, drawn: Drawn | None
) -> Mapping[str, Any]:
    """Say how the numbers were made; no clock time, so that the same input gives the same bytes."""
    settings = study.settings
    warnings = [finding for finding in study.findings if finding.severity != "note"]
    return MappingProxyType(
        {
            "title": settings.title,
            "view": "researcher",
            "versions": {name: version(name) for name in LIBRARIES} | {"python": platform.python_version()},
            "seed": settings.seed,
            "scores": scores,
            "model": _model(effort, modelled),
            "drawn_networks": drawn.draws if drawn is not None else 0,
            "inputs": dict(study.inputs),
            "origin": study.origin,
            "settings": _settings(settings),
            "warnings": [
                {"code": it.code, "severity": it.severity, "place": it.place(), "remedy": it.remedy_in()}
                for it in warnings
            ],
            "formulas": _formulas(),
        }
    )


def _model(effort: Effort, modelled: Modelled | None) -> dict[str, Any]:
    """Say how the model was sampled, and what a reader should know; nothing where scores are transparent."""
    if modelled is None:
        return {}
    remarks = [dict(zip(("code", "facts"), row, strict=True)) for row in modelled.remarks.itertuples(index=False)]
    return {"chains": CHAINS, "draws": effort.kept, "remarks": remarks}


def _settings(settings: StudySettings) -> dict[str, Any]:
    return {
        "languages": list(settings.languages),
        "waves": [wave.id for wave in settings.waves],
        "processes": {key: {"directed": it.directed} for key, it in settings.processes.items()},
        "aims": dict(settings.aims),
        "required_threshold": settings.required_threshold,
        "entry_points": list(settings.entry_points),
        "deadline_weeks": settings.deadline_weeks,
        "deadlines": {phase.id: phase.deadline_weeks for phase in settings.phases if phase.deadline_weeks is not None},
        "moves_case": list(settings.moves_case),
        "boundary": settings.boundary,
        "privacy_k": settings.privacy_k,
        "interviewed_public": settings.interviewed_public,
        "sources": list(settings.sources),
    }


def _formulas() -> dict[str, Mapping[str, str]]:
    measured: dict[str, Mapping[str, str]] = {
        key: {"formula": it.formula, "normalisation": it.normalisation, "source": it.source}
        for key, it in measures.measures().items()
    }
    return {**scoring.FORMULAS, **measured}
