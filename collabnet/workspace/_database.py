"""Opening the database of a workspace: SQLite in a folder, or whatever a URL names, brought to this layout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from collabnet.errors import CollabnetError

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection

MIGRATIONS = Path(__file__).with_name("migrations")


def opened(url: str) -> Engine:
    """Return an engine on a database that has the layout of this version.

    Raises
    ------
    CollabnetError
        When it cannot be opened, or a newer collabnet made it.
    """
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError  # noqa: PLC0415

    try:
        engine = _engine(url)
        _upgrade(engine)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise CollabnetError(
            "The workspace's address names a database that is not known here. "
            "Use a folder, sqlite:///FILE, or postgresql+psycopg://USER@HOST/NAME with psycopg installed."
        ) from error
    except SQLAlchemyError as error:
        raise CollabnetError(
            f"The workspace {sa.engine.make_url(url).render_as_string()} cannot be opened. "
            "Check that it is a collabnet workspace, that you may write to it, and that its server runs."
        ) from error
    return engine


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True)
    engine = sa.create_engine(url, connect_args={"timeout": 30})
    sa.event.listen(engine, "connect", _with_references)
    return engine


def _with_references(connection: DBAPIConnection, _record: Any) -> None:
    """Make SQLite hold on to its own references, which it does only when told."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _upgrade(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        engine.dispose()
        raise CollabnetError(
            "This workspace was made by a newer collabnet. Install that version, or give another folder."
        ) from error
