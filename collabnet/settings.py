"""Every constant that is a scientific or a protective choice, once, with its source."""

from __future__ import annotations

from typing import Final

FORMAT: Final = 1
"""The study format this version reads and writes; older ones are migrated, newer ones refused."""

DEFAULT_WAVE: Final = "1"
"""The wave of a study that declares none."""

DEFAULT_SEED: Final = 1
"""The seed of a study that sets none."""

RATING_MAXIMUM: Final = 4
"""Ratings run from 0 (absent or blocks) to 4 (works reliably)."""

POINTS_PER_RATING: Final = 25.0
"""A rating shown on 0–100: 25 points a step."""

VALENCE_RATINGS: Final = {"barrier": 1.0, "mixed": 2.0, "enabler": 3.0}
"""What a direction alone counts as, with precision ``coarse``."""

CONVENTION_AIM: Final = 75.0
"""The aim where the network has set none: rating 3, *mostly works*."""

REQUIRED_THRESHOLD: Final = 0.25
"""A pair whose services match less than this is not expected to work together."""

DEADLINE_WEEKS: Final = 9.0
"""Weeks within which a need has to be met where a study sets no deadline of its own: two months, rounded up.

That is how long recognised refugees have to leave reception: D'Eer, Robeyns & Geldof (2019), Vluchteling zkt. woning.
"""

MODERATE_EXCESS: Final = 1.25
"""Persons who ask for each place up to which an offer is busy, not full, as long as nobody waits long or is refused.

A convention: demand and places are estimates, and places fall free within a year.
"""

NOTABLE_WAIT: Final = 4.0
"""Weeks from which a wait shows that more people ask than there are places: a shorter one is a usual first date."""

MONTHS_VALID: Final = 24
"""Months after which an entry of a list of services that nobody confirmed again is out of date: a convention."""

IMPORTANT_WEIGHT: Final = 0.5
"""A required pair from this weight on is important."""

WORKING_TRANSFER: Final = 3.0
"""The furthest closed-loop status from which a case transfer works: accepted."""

WORKING_RATING: Final = 2.0
"""The mean rating from which a tie that is not a transfer works."""

INTERVAL: Final = 0.95
"""Every interval, everywhere."""

GRADES: Final = (("A", 15.0, 4.0), ("B", 25.0, 3.0), ("C", 40.0, 2.0))
"""Evidence grade: largest interval width and smallest effective number of reporters."""

PAIR_GRADE: Final = "C"
"""The best grade of a pair: few tell what is particular to two organisations in one condition.

In the simulation study, intervals of pairs that would be graded B held the truth less often than they promise where
relations differ by condition, which the model does not know.
"""

NOT_INTERVIEWED_REPORTERS: Final = 3
"""Reporting organisations needed for a score about an organisation that was not interviewed."""

HALF: Final = 50.0
"""The middle of the scale: rating 2, as often as not. The bar of a pair where the network set no aim."""

RATING_RESOLUTION: Final = POINTS_PER_RATING / 12**0.5
"""The smallest standard deviation of organisations' means that an interval is built from: 25/√12 ≈ 7.2 points.

A rating stands for anything within half a step of it; a uniform error of one step has this standard deviation. So
organisations that all say 3 do not make a score that is known exactly.
"""

PRIVACY_K: Final = 3
"""What others may see stands on at least this many organisations, unless the study says otherwise."""

SIGNIFICANT_DIGITS: Final = 12
"""Digits of a number in an export, so that bytes repeat across machines."""

LARGEST_FILE: Final = 100_000_000
"""Bytes of one file (or of one workbook, unpacked) from which it is refused, so that a bomb cannot fill the memory."""

MOST_CELLS: Final = 5_000_000
"""Cells of one table from which it is refused: a hundred thousand statements with every column."""

MOST_COLUMNS: Final = 1_000
"""Columns of one table from which it is refused."""

DRAWS: Final = 2000
"""Draws that each of the model's four chains keeps: sizes then reach 400 effective ones, scores some 6,000."""

NO_REPORTERS: Final = "basis_not_available"
"""The finding with which a reader says that its file does not tell who says so."""
