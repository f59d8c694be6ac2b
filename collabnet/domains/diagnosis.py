"""Timely and adequate diagnosis: needs are recognised in time and rightly."""

from collabnet.domains import Domain, Facet

DIAGNOSIS = Domain(
    key="diagnosis",
    title="assessment of needs",
    sentence="Whether what a young person needs is recognised in time, rightly, and passed on.",
    facets=(
        Facet("timely", "in time", ("tijdig", "à temps")),
        Facet("adequate", "adequate", ("adequaat", "adéquat")),
    ),
    loading="dyad",
    synonyms=(
        "diagnosis", "diagnoses", "diagnose", "diagnostic", "timely and adequate diagnosis",
        "tijdige en adequate diagnose", "diagnostic adéquat et posé à temps", "assessment of needs",
        "inschatting van noden", "évaluation des besoins",
    ),
    why="A need that is seen too late, or seen wrongly, sends a young person to the wrong service.",
    colour="#0072B2",
    icon="search",
    order=1,
)  # fmt: skip
