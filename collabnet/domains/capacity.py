"""Sufficient capacity: people, places and time enough to take part."""

from collabnet.domains import Domain, Facet

CAPACITY = Domain(
    key="capacity",
    title="capacity",
    sentence="Whether there are people, places and time enough to take on a question and to work together.",
    facets=(
        Facet("acceptance", "accepts referrals", ("aanvaarding", "acceptation")),
        Facet("waiting", "waiting time", ("wachttijd", "attente")),
        Facet("staffing", "staff", ("personeel", "bezetting", "personnel")),
        Facet("meeting_time", "time to meet", ("tijd voor overleg", "temps de concertation")),
    ),
    loading="partner",
    synonyms=(
        "capacity", "capaciteit", "capacité", "sufficient capacity", "voldoende capaciteit", "capacité suffisante",
    ),
    why="A good referral to a full service is a waiting list.",
    own_statements=True,
    colour="#D55E00",
    icon="users",
    order=3,
)  # fmt: skip
