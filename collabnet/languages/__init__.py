"""The room of languages: every text that a person reads.

A language is one file here, ``xx.po``. English sentences in the code are the message ids, so a text that is not
yet translated shows in English, and the parity test lists it. To add a language: copy ``nl.po``, translate,
set ``Language`` and ``X-Name`` in its header; it then appears in every menu.

Numbers, dates and lists follow the locale (Babel).
"""

from __future__ import annotations

import datetime
import math
import re
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent, format_scientific

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from babel.messages.catalog import Catalog

FOLDER = Path(__file__).parent
ENGLISH = "en"

LONGEST_NUMBER = 1e15
"""From here on a number is written with a power of ten: nobody counts sixteen digits, and no double holds them."""


@cache
def available() -> Mapping[str, str]:
    """Return the languages there are: code to own name, English first."""
    codes = sorted((path.stem for path in FOLDER.glob("*.po")), key=lambda code: (code != ENGLISH, code))
    return MappingProxyType({code: _name(code) for code in codes})


@cache
def messages(language: str) -> Mapping[str, str]:
    """Return the translations of one language: English sentence to sentence; none of a language there is not."""
    if language not in available():  # it may come from an address: it never becomes part of a path
        return MappingProxyType({})
    catalog = _catalog(language)
    found = {
        str(message.id): str(message.string)
        for message in catalog
        if message.id and message.string and not message.fuzzy
    }
    return MappingProxyType(found)


_DOUBLED: Final = re.compile(r"(?<=[^\s.])\.\.(?=\s|$)")
"""Two full stops: one of a name that ends with it, one of the sentence."""


def text(message: str, language: str = ENGLISH, /, **values: object) -> str:
    """Say an English sentence in a language, its ``{names}`` filled with ``values``; English where not translated.

    A plural is two sentences, chosen by the caller. Values are put in as they are: format numbers first.
    """
    sentence = message if language == ENGLISH or not message else messages(language).get(message, message)
    return _DOUBLED.sub(".", sentence.format_map(_Named(values))) if values else sentence


def language_name(code: str, language: str = ENGLISH) -> str:
    """Return the name of a language, in a language; the code itself where it is none."""
    try:
        return Locale.parse(code).get_display_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code


def number(value: float, language: str = ENGLISH, digits: int = 0) -> str:
    """Write a number as the language does (``1.234,5`` or ``1,234.5``); a dash where there is none.

    From 10¹⁵ on with a power of ten (``1,5E15``).
    """
    if value is None or math.isnan(value):
        return "–"
    if math.isfinite(value) and abs(value) >= LONGEST_NUMBER:
        return format_scientific(value, format="0.###E0", locale=language)
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    return format_decimal(value, format=pattern, locale=language)


def percent(share: float, language: str = ENGLISH) -> str:
    """Write a share (0–1) as a whole percentage."""
    return "–" if share is None or math.isnan(share) else format_percent(share, format="#,##0 %", locale=language)


def date(value: str, language: str = ENGLISH) -> str:
    """Write an ISO date (or a year, or a year and month) as the language does."""
    parts = [int(part) for part in value.split("-")] if value else []
    if len(parts) == 3:
        return format_date(datetime.date(*parts), format="long", locale=language)
    if len(parts) == 2:
        return format_date(datetime.date(parts[0], parts[1], 1), format="MMMM y", locale=language)
    return value


def listing(items: Iterable[str], language: str = ENGLISH) -> str:
    """Join words as the language does: *a, b and c*."""
    return format_list(list(items), locale=language)


class _Named(dict[str, object]):
    """Leave a name in braces that nobody filled, rather than fail on a screen."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@cache
def _catalog(language: str) -> Catalog:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def _name(language: str) -> str:
    """Return how a language calls itself: ``X-Name`` of its file, which Babel does not keep, or its code."""
    header = (FOLDER / f"{language}.po").read_text(encoding="utf-8").split("\n\n", 1)[0]
    found = re.search(r'"X-Name: (.+?)\\n"', header)
    return found.group(1) if found else language
