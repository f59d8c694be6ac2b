"""The tables of a workspace; :mod:`alembic` moves older ones to this layout (``migrations/``)."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, MetaData, String, Table, Text

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SETTINGS = Table(
    "settings",
    METADATA,
    Column("key", String(200), primary_key=True),
    Column("value", Text, nullable=False),
)

STUDIES = Table(
    "studies",
    METADATA,
    Column("study_id", String(80), primary_key=True),
    Column("title", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("stored", Boolean, nullable=False),
    Column("lenient", Boolean, nullable=False),
    Column("added_on", String(32), nullable=False),
)

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("correction_id", Integer, primary_key=True),
    Column("study_id", ForeignKey("studies.study_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("about", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("view", String(20), nullable=False),
    Column("made_on", String(32), nullable=False),
    Column("settled", Boolean, nullable=False),
)

ANALYSES = Table(
    "analyses",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("study_id", ForeignKey("studies.study_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("version", String(40), nullable=False),
    Column("made_on", String(32), nullable=False),
    Column("seconds", Float, nullable=False),
)
