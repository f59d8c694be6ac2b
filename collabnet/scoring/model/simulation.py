"""Invented studies whose truth is known: to see how close scores come, and how wide intervals are before fieldwork.

Organisations, expected pairs and effects are drawn, then interviews in which people speak of some pairs, then codings
in steps of 0–4. Within the model's family by default; options leave it, because real studies do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.domains import domains
from collabnet.scoring.pairs import Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.scoring.pairs import Subject

    Ends = tuple[NDArray[np.intp], NDArray[np.intp]]

WAVE: Final = settings.DEFAULT_WAVE

STREAM: Final = 87
"""Told apart from the random numbers of the sampler, which the same seed starts."""

AVOIDED: Final = 0.5
"""How often a pair with an organisation that keeps away is spoken of, against any other pair."""

TAILS_FREEDOM: Final = 3
"""Degrees of freedom of errors with heavy tails: the fewest whole number with a standard deviation."""

OWN_DOMAIN: Final = "capacity"
"""The domain in which people of an invented study speak of themselves."""

LEVELS: Final = ("network", "sector", "organisation_in", "organisation_out", "dyad")


@dataclass(frozen=True)
class SimulationSizes:
    """How much everything that can make a rating differ does so: standard deviations in points of 0–100.

    Attributes
    ----------
    actor, actor_domain
        How organisations act: in general, and in a domain besides.
    partner, partner_domain
        How partners fare with organisations: in general, and in a domain besides.
    relation, relation_domain
        Pairs in particular: in all domains alike, and in one besides (which no model here knows).
    reporter, coder, quote
        How mild people and coders are, and what coders of one quote share.
    error
        What is left.
    """

    actor: float = 8.0
    actor_domain: float = 5.0
    partner: float = 10.0
    partner_domain: float = 8.0
    relation: float = 8.0
    relation_domain: float = 0.0
    reporter: float = 8.0
    coder: float = 4.0
    quote: float = 0.0
    error: float = 18.0


@dataclass(frozen=True)
class SimulationPlan:
    """What kind of study is invented: who is asked, how much they say, of whom, and how the truth lies.

    The defaults are the study of ``methods`` 8.7: 30 organisations, 17 interviews with 15 statements each.

    Attributes
    ----------
    organisations, interviews
        How many; interviews beyond the organisations are second ones.
    required
        Share of directed pairs that are expected to work together.
    mutual
        Whether a pair is expected in both directions or in none.
    statements
        Statements of an interview, on average.
    two_sided
        Share of statements that are not about the reporter's own acts, but about what others do.
    third_party
        Share of statements about two others; part of ``two_sided``.
    coders, double_coded
        How many coders, and the share of statements that two of them code.
    sectors
        How many sectors the organisations are spread over.
    means
        Level of each domain in points, in the order of :func:`collabnet.domains.domains`.
    sizes
        Standard deviations.
    roles, reciprocity
        Correlation of an organisation's two roles, and of the two directions of a pair.
    salience
        By how much the log odds of being spoken of fall where collaboration is one standard deviation better. 0: people
        speak of a pair and domain whatever they think of it.
    heavy_tails
        Whether errors follow Student's t with 3 degrees of freedom, with the same standard deviation.
    bounded
        Whether nothing can be worse than 0 or better than 100: the truth is cut there before anybody speaks of it.
    worst_absent
        Whether those who do worst are the ones who are not interviewed, and are spoken of half as often.
    clusters
        Whether organisations are of two kinds, good and bad in both roles, instead of all shades.
    own
        Share of the statements on capacity in which people speak of their own organisation instead of a pair.
    own_shift
        By how many points they judge their own organisation more mildly (below 0: more severely) than it is.
    """

    organisations: int = 30
    interviews: int = 17
    required: float = 0.25
    mutual: bool = False
    statements: float = 15.0
    two_sided: float = 0.5
    third_party: float = 0.15
    coders: int = 3
    double_coded: float = 0.0
    sectors: int = 4
    means: tuple[float, ...] = (35.0, 45.0, 30.0, 50.0, 40.0)
    sizes: SimulationSizes = field(default_factory=SimulationSizes)
    roles: float = 0.0
    reciprocity: float = 0.0
    salience: float = 0.0
    heavy_tails: bool = False
    bounded: bool = False
    worst_absent: bool = False
    clusters: bool = False
    own: float = 0.0
    own_shift: float = 0.0


@dataclass(frozen=True, eq=False)
class Simulated:
    """An invented study: what was coded, which pairs scores stand for, and the truth.

    Attributes
    ----------
    frame
        One row per coding, as :func:`collabnet.scoring.model.observations.observations_of` wants it.
    pairs
        The expected pairs.
    truth
        ``level``, ``subject``, ``domain``, ``score``: what a study without error would find, over all expected pairs.
    """

    frame: pd.DataFrame
    pairs: Pairs
    truth: pd.DataFrame


def simulate(plan: SimulationPlan, seed: int) -> Simulated:
    """Invent a study: the same plan and seed give the same study, byte for byte.

    Truth of a pair in a domain: ``μ_d + A_i + A_id + B_j + B_jd + g_ij``, not cut to 0–100 unless the plan says so;
    other scores are means of it over the expected pairs. A coding adds the interview's and the coder's mildness, the
    quote's own part and error, and is rounded to 0–4. Statements speak of expected pairs only; those of people about
    their own organisation tell ``μ_d + B_j + B_jd`` and the shift of the plan.

    Parameters
    ----------
    plan
        What kind of study.
    seed
        Which one of its kind.

    Notes
    -----
    Source of the model: Snijders & Kenny (1999), doi:10.1111/j.1475-6811.1999.tb00204.x.
    """
    random = np.random.default_rng([seed, STREAM])
    ends = _expected_pairs(plan, random)
    effects = _Effects(plan, ends, random)
    cells = effects.cells(ends)
    reporters = _reporters(plan, effects.standing, random)
    said = _own(plan, _Said(plan, ends, cells, reporters).draw(random), random)
    said = said.assign(speaker=reporters[said["interview"]])
    frame = _coded(plan, effects.told(cells, said), said, random)
    pairs = _pairs(plan, ends, reporters, frame)
    return Simulated(_rating_frame(frame, pairs), pairs, _truth(pairs, cells))


def subjects(pairs: Pairs) -> list[Subject]:
    """Return everything that has a score by its expected pairs: network, sectors, organisations, pairs."""
    sectors = sorted(
        {f"{pairs.sectors[a]}>{pairs.sectors[b]}" for a, b in zip(pairs.source, pairs.target, strict=True)}
    )
    inside = [("organisation_in", pairs.nodes[node]) for node in np.unique(pairs.target)]
    outside = [("organisation_out", pairs.nodes[node]) for node in np.unique(pairs.source)]
    dyads = [("dyad", f"{source}>{target}") for source, target in pairs.keys]
    return [("network", "network"), *(("sector", name) for name in sectors), *inside, *outside, *dyads]


def names(letter: str, count: int) -> list[str]:
    """Return ids that sort as they are counted, such as o01 to o30."""
    digits = len(str(count))
    return [f"{letter}{number:0{digits}}" for number in range(1, count + 1)]


def _expected_pairs(plan: SimulationPlan, random: np.random.Generator) -> Ends:
    """Draw which directed pairs are expected: exactly the share that was asked for, at least one."""
    size = plan.organisations
    possible = np.triu(np.ones((size, size), dtype=bool), 1) if plan.mutual else ~np.eye(size, dtype=bool)
    places = np.argwhere(possible)
    count = max(1, round(plan.required * len(places)))
    chosen = places[random.permutation(len(places))[:count]]
    both = np.concatenate([chosen, chosen[:, ::-1]]) if plan.mutual else chosen
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    return both[:, 0], both[:, 1]


class _Effects:
    """What organisations and pairs add to the level of a domain, in points."""

    def __init__(self, plan: SimulationPlan, ends: Ends, random: np.random.Generator) -> None:
        sizes, count, many = plan.sizes, plan.organisations, len(plan.means)
        self.means = np.array(plan.means)
        acts = _kinds(count, random) if plan.clusters else random.standard_normal(count)
        fares = acts if plan.clusters else _correlated(acts, plan.roles, random)
        self.actor = sizes.actor * acts
        self.partner = sizes.partner * fares
        self.actor_domain = sizes.actor_domain * random.standard_normal((count, many))
        self.partner_domain = sizes.partner_domain * random.standard_normal((count, many))
        self.relation = sizes.relation * _two_ways(ends, plan.reciprocity, random)
        self.relation_domain = sizes.relation_domain * random.standard_normal((len(ends[0]), many))
        self.bounded, self.own_shift = plan.bounded, plan.own_shift

    @property
    def standing(self) -> NDArray[np.float64]:
        """Return how each organisation does in both roles."""
        found: NDArray[np.float64] = self.actor + self.partner
        return found

    def cells(self, ends: Ends) -> NDArray[np.float64]:
        """Return the truth of every expected pair: pairs × domains."""
        source, target = ends
        acts = self.actor[:, None] + self.actor_domain
        fares = self.partner[:, None] + self.partner_domain
        found = self.means + acts[source] + fares[target] + self.relation[:, None] + self.relation_domain
        return np.clip(found, 0.0, 100.0) if self.bounded else found

    def told(self, cells: NDArray[np.float64], said: pd.DataFrame) -> NDArray[np.float64]:
        """Return what each statement tells of, before anybody's mildness: a pair, or the reporter's own organisation.

        Parameters
        ----------
        cells
            The truth of every expected pair: pairs × domains.
        said
            One row per statement: ``pair``, ``domain``, ``own``, ``speaker``.
        """
        pair, domain, speaker = (said[name].to_numpy() for name in ("pair", "domain", "speaker"))
        alone = self.means[domain] + self.partner[speaker] + self.partner_domain[speaker, domain] + self.own_shift
        found: NDArray[np.float64] = np.where(said["own"].to_numpy(), alone, cells[pair, domain])
        return found


def _kinds(count: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Return −1 for half of the organisations and 1 for the other half."""
    found: NDArray[np.float64] = random.permutation(np.where(np.arange(count) % 2 == 0, 1.0, -1.0))
    return found


def _correlated(first: NDArray[np.float64], correlation: float, random: np.random.Generator) -> NDArray[np.float64]:
    """Return standard normal numbers that go together with others to a given degree."""
    own = random.standard_normal(len(first))
    found: NDArray[np.float64] = correlation * first + np.sqrt(1.0 - correlation**2) * own
    return found


def _two_ways(ends: Ends, correlation: float, random: np.random.Generator) -> NDArray[np.float64]:
    """Return standard normal numbers, correlated between the two directions of a pair."""
    block = _blocks(*ends)
    shared = random.standard_normal(int(block.max()) + 1)[block]
    found: NDArray[np.float64] = np.sqrt(correlation) * shared
    found += np.sqrt(1.0 - correlation) * random.standard_normal(len(block))
    return found


def _blocks(source: NDArray[np.intp], target: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return one number per pair, the same for both directions."""
    ends = np.stack([np.minimum(source, target), np.maximum(source, target)], axis=1)
    _, block = np.unique(ends, axis=0, return_inverse=True)
    found: NDArray[np.intp] = np.asarray(block, dtype=np.intp).reshape(-1)
    return found


def _reporters(plan: SimulationPlan, standing: NDArray[np.float64], random: np.random.Generator) -> NDArray[np.intp]:
    """Return which organisation each interview is with; all once before any a second time."""
    order = np.argsort(-standing, kind="stable") if plan.worst_absent else random.permutation(plan.organisations)
    found: NDArray[np.intp] = np.resize(order, plan.interviews)
    return found


class _Said:
    """Who speaks of which pair and domain, before anybody says how it goes."""

    def __init__(
        self, plan: SimulationPlan, ends: Ends, cells: NDArray[np.float64], reporters: NDArray[np.intp]
    ) -> None:
        self.plan, self.ends, self.reporters = plan, ends, reporters
        third = min(plan.third_party, plan.two_sided)
        self.kinds = np.array([1.0 - plan.two_sided, plan.two_sided - third, third])
        spread = np.maximum(cells.std(axis=0), 1e-9)
        self.appeal = np.exp(-plan.salience * (cells - cells.mean(axis=0)) / spread)
        if plan.worst_absent:
            there = np.isin(np.arange(plan.organisations), reporters)
            self.appeal[~(there[ends[0]] & there[ends[1]])] *= AVOIDED

    def draw(self, random: np.random.Generator) -> pd.DataFrame:
        """Return one row per statement: ``interview``, ``pair``, ``domain``, all as positions."""
        plan = self.plan
        total = max(1, round(plan.statements * plan.interviews))
        counts = random.multinomial(total, np.full(plan.interviews, 1.0 / plan.interviews))
        parts = [
            np.stack([np.full(len(chosen), interview), *np.divmod(chosen, len(plan.means))], axis=1)
            for interview, count in enumerate(counts)
            for chosen in self._interview(int(self.reporters[interview]), int(count), random)
        ]
        return pd.DataFrame(np.concatenate(parts), columns=["interview", "pair", "domain"])

    def _interview(self, reporter: int, count: int, random: np.random.Generator) -> list[NDArray[np.intp]]:
        source, target = self.ends
        groups = [source == reporter, target == reporter, (source != reporter) & (target != reporter)]
        there = self.kinds * [group.any() for group in groups]
        there = there if there.sum() > 0 else np.array([group.any() for group in groups], dtype=float)
        wanted = random.multinomial(count, there / there.sum())
        return [self._chosen(group, int(many), random) for group, many in zip(groups, wanted, strict=True)]

    def _chosen(self, group: NDArray[np.bool_], count: int, random: np.random.Generator) -> NDArray[np.intp]:
        if not count:
            return np.zeros(0, dtype=np.intp)
        appeal = (self.appeal * group[:, None]).reshape(-1)
        found: NDArray[np.intp] = random.choice(len(appeal), size=count, p=appeal / appeal.sum())
        return found


def _own(plan: SimulationPlan, said: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Add ``own``: whether people speak of their own organisation instead of a pair."""
    if not plan.own:
        return said.assign(own=False)
    inside = said["domain"].eq(list(domains()).index(OWN_DOMAIN))
    return said.assign(own=inside & (random.random(len(said)) < plan.own))


def _coded(
    plan: SimulationPlan, told: NDArray[np.float64], said: pd.DataFrame, random: np.random.Generator
) -> pd.DataFrame:
    """Add ``quote``, ``coder`` and ``rating``: one row per coding."""
    sizes, count = plan.sizes, len(said)
    mild = sizes.reporter * random.standard_normal(plan.interviews)
    first = random.integers(plan.coders, size=count)
    second = (first + 1 + random.integers(max(plan.coders - 1, 1), size=count)) % plan.coders
    twice = np.flatnonzero((random.random(count) < plan.double_coded) & (second != first))
    rows = np.concatenate([np.arange(count), twice])
    coder = np.concatenate([first, second[twice]])
    own = sizes.quote * random.standard_normal(count)
    strict = sizes.coder * random.standard_normal(plan.coders)
    points = told + mild[said["interview"]] + own
    points = points[rows] + strict[coder] + sizes.error * _errors(len(rows), plan.heavy_tails, random)
    rating = np.clip(np.rint(points / settings.POINTS_PER_RATING), 0, settings.RATING_MAXIMUM) + 0.0  # no −0
    found = said.iloc[rows].assign(quote=rows, coder=coder, rating=rating)
    return found.sort_values(["interview", "quote", "coder"], ignore_index=True)


def _errors(count: int, heavy: bool, random: np.random.Generator) -> NDArray[np.float64]:
    if not heavy:
        return random.standard_normal(count)
    found: NDArray[np.float64] = random.standard_t(TAILS_FREEDOM, count)
    return np.asarray(found / np.sqrt(TAILS_FREEDOM / (TAILS_FREEDOM - 2)), dtype=np.float64)


def _rating_frame(frame: pd.DataFrame, pairs: Pairs) -> pd.DataFrame:
    """Name what was numbered, with the columns that the model reads."""
    nodes, keys = np.array(pairs.nodes), np.array(list(domains()))
    source, target = nodes[pairs.source[frame["pair"]]], nodes[pairs.target[frame["pair"]]]
    numbers = {name: frame[name].astype(str) for name in ("interview", "quote", "coder")}
    own, speaker = frame["own"].to_numpy(), nodes[frame["speaker"]]
    source, target = np.where(own, speaker, source), np.where(own, "", target)
    return pd.DataFrame(
        {
            "statement_id": names("s", len(frame)), "interview_id": "i" + numbers["interview"],
            "reporter": speaker, "quote_id": "q" + numbers["quote"], "coder": "c" + numbers["coder"],
            "source": source, "target": target, "acting": np.where(own, "", source),
            "towards": np.where(own, speaker, target), "level": np.where(own, "organisation", "dyad"),
            "domain": keys[frame["domain"]], "process": "", "wave": WAVE, "rating": frame["rating"],
            "points": frame["rating"] * settings.POINTS_PER_RATING, "precision_weight": 1.0, "self_report": own,
        }
    )  # fmt: skip


def _pairs(plan: SimulationPlan, ends: Ends, reporters: NDArray[np.intp], frame: pd.DataFrame) -> Pairs:
    """Return the expected pairs, with what is known of them."""
    source, target = ends
    nodes = tuple(names("o", plan.organisations))
    frame = frame[~frame["own"]]
    sectors = names("sector ", plan.sectors)
    heard = np.isin(np.arange(plan.organisations), reporters)
    known, two_sided = _known(ends, frame)
    return Pairs(
        wave=WAVE, nodes=nodes, source=source, target=target, weight=np.ones(len(source)),
        spoken=np.isin(np.arange(len(source)), frame["pair"]), known=known, two_sided=two_sided, heard=heard,
        interviewed=float(heard.mean()), sectors=tuple(sectors[place % plan.sectors] for place in range(len(nodes))),
        groups={},
    )  # fmt: skip


def _known(ends: Ends, frame: pd.DataFrame) -> tuple[dict[str, NDArray[np.bool_]], dict[str, NDArray[np.bool_]]]:
    """Tell for each domain which pairs were spoken of, in whatever direction, and which by both of their sides."""
    block = _blocks(*ends)
    at, by = frame["pair"].to_numpy(), frame["speaker"].to_numpy()
    known, two_sided = {}, {}
    for place, key in enumerate(domains()):
        inside = frame["domain"].eq(place).to_numpy()
        known[key] = np.isin(block, block[at[inside]])
        sides = [block[at[inside & (np.minimum(*ends)[at] == by)]], block[at[inside & (np.maximum(*ends)[at] == by)]]]
        two_sided[key] = np.isin(block, sides[0]) & np.isin(block, sides[1])
    return known, two_sided


def _truth(pairs: Pairs, cells: NDArray[np.float64]) -> pd.DataFrame:
    """Return the true scores of everything that has one."""
    found = subjects(pairs)
    scores = pairs.shares(found)[0] @ cells
    keys = list(domains())[: cells.shape[1]]
    level, subject = zip(*found, strict=True)
    frame = pd.DataFrame(scores, columns=keys).assign(level=level, subject=subject)
    return frame.melt(["level", "subject"], keys, var_name="domain", value_name="score")
