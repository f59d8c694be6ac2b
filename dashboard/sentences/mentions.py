"""What interviews name: conditions as a barrier or a help, and the causes that stand in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabnet.domains import domains
from dashboard.sentences import Sentence, at_wave, capital, ids

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.views import Seen
    from dashboard.words import Say


MOST_NAMES = 4


@dataclass(frozen=True)
class Mention:
    """In how many interviews a condition is named, as what."""

    domain: str
    barrier: int
    mixed: int
    helps: int
    named: int
    of: int
    facets: tuple[str, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether anyone said if it stands in the way or helps."""
        return bool(self.barrier or self.mixed or self.helps)


@dataclass(frozen=True)
class Cause:
    """In how many interviews a cause is named, and who could change it."""

    cause: str
    level: str
    interviews: int
    organisations: int
    of: int
    domains: tuple[str, ...] = ()


def named_domains(seen: Seen, wave: str) -> tuple[Mention, ...]:
    """Return every condition that an interview names, the one most named as a barrier first."""
    rows = at_wave(seen, "mentions", wave)
    if rows.empty:
        return ()
    found = [_mention(rows[rows["domain"] == key], key) for key in _ordered(rows["domain"])]
    return tuple(sorted((item for item in found if item.named), key=lambda m: (-m.barrier, -m.named)))


def named_causes(seen: Seen, wave: str) -> tuple[Cause, ...]:
    """Return every cause, the one that most interviews name first."""
    rows = at_wave(seen, "causes", wave)
    if rows.empty:
        return ()
    of = interviews_in(seen, wave)
    found = [_cause(rows[rows["cause"] == key], str(key), of) for key in rows["cause"].unique()]
    return tuple(sorted(found, key=lambda item: (-item.interviews, -item.organisations, item.cause)))


def interviews_in(seen: Seen, wave: str) -> int:
    """Return how many interviews the counts are out of."""
    rows = at_wave(seen, "mentions", wave)
    return int(rows["of"].max()) if len(rows) else 0


def mention_title(mentions: tuple[Mention, ...], say: Say) -> str:
    """Say what is named most; where several are named as often, say so."""
    if not mentions:
        return ""
    first = mentions[0]
    if not first.barrier:
        return say("{domain} is what interviews speak of most", domain=capital(say.domain(_most_named(mentions))))
    equal = [item for item in mentions if item.barrier == first.barrier]
    names = say.listing(say.domain(item.domain) for item in equal)
    if len(equal) > 1:
        return say("{domains} are named most often as a barrier", domains=capital(names))
    return say("{domain} is what interviews most often name as a barrier", domain=capital(names))


def mention_sentence(mention: Mention, say: Say) -> Sentence:
    """Say in how many interviews a condition is named as a barrier, and as a help."""
    values = {"barrier": mention.barrier, "helps": mention.helps, "of": mention.of, "named": mention.named}
    if mention.barrier and mention.helps:
        text = say("named as a barrier in {barrier} of {of} interviews, as a help in {helps}", **values)
    elif mention.barrier:
        text = say("named as a barrier in {barrier} of {of} interviews", **values)
    elif mention.helps:
        text = say("named as a help in {helps} of {of} interviews", **values)
    else:
        text = say("spoken of in {named} of {of} interviews", **values)
    return Sentence(text)


def cause_title(causes: tuple[Cause, ...], say: Say) -> str:
    """Say which causes are named most, and whether the network could change them itself."""
    if not causes:
        return ""
    first = [item for item in causes if item.interviews == causes[0].interviews]
    if len(first) > MOST_NAMES:
        return say("No single cause stands out: {n} are named equally often", n=len(first))
    names = say.listing(say.cause(item.cause) for item in (first if len(first) > 1 else causes[:2]))
    share = sum(item.interviews for item in causes if item.level != "organisation") / sum(
        max(item.interviews, 1) for item in causes
    )
    if share >= 2 / 3:
        return say("{causes}: most of what stands in the way is decided outside the organisations", causes=capital(names))
    if share <= 1 / 3:
        return say("{causes}: most of what stands in the way is in the organisations’ own hands", causes=capital(names))
    return say("{causes} are named most; causes lie both inside and outside the organisations", causes=capital(names))


def cause_sentence(cause: Cause, say: Say) -> Sentence:
    """Say who names a cause."""
    if cause.interviews == 1:
        return Sentence(say("named in 1 of {of} interviews", of=cause.of))
    return Sentence(say("named in {n} of {of} interviews", n=cause.interviews, of=cause.of))


def _most_named(mentions: tuple[Mention, ...]) -> str:
    return max(mentions, key=lambda item: item.named).domain


def _ordered(column: pd.Series) -> list[str]:
    present = {str(key) for key in column if key}
    known = [key for key in domains() if key in present]
    return known + sorted(present - set(known))


def _mention(rows: pd.DataFrame, domain: str) -> Mention:
    whole = rows[(rows["facet"].fillna("") == "") & (rows["cause"].fillna("") == "")]
    whole = rows if whole.empty else whole
    count = {valence: int(part["interviews"].max()) for valence, part in whole.groupby(whole["valence"].fillna(""))}
    judged = (count.get("barrier", 0), count.get("mixed", 0), count.get("enabler", 0))
    named = max(count.get("", 0), count.get("any", 0), *judged)
    return Mention(domain, *judged, named, int(whole["of"].max()), _facets(rows))


def _facets(rows: pd.DataFrame) -> tuple[str, ...]:
    sides = rows[(rows["facet"].fillna("") != "") & (rows["valence"].fillna("") == "barrier")]
    order = sides.groupby("facet")["interviews"].max().sort_values(ascending=False, kind="stable")
    return tuple(str(key) for key in order.index[:2])


def _cause(rows: pd.DataFrame, cause: str, of: int) -> Cause:
    whole = rows[(rows["domain"].fillna("") == "") & (rows["locus"].fillna("") == "")]
    whole = rows if whole.empty else whole
    touched = rows[rows["domain"].fillna("") != ""].sort_values("interviews", ascending=False, kind="stable")["domain"]
    level = str(rows["competent_level"].iloc[0])
    interviews, organisations = int(whole["interviews"].max()), int(whole["organisations"].max())
    return Cause(cause, level, interviews, organisations, max(of, interviews), tuple(dict.fromkeys(touched)))


def statements_behind(seen: Seen, name: str, wave: str) -> tuple[str, ...]:
    """Return the ids of the statements that the rows of a table rest on in one wave."""
    rows = at_wave(seen, name, wave)
    found = {item for cell in rows.get("evidence", ()) for item in ids(cell)}
    return tuple(sorted(found))
