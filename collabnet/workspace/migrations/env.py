"""Run the migrations on the connection that the workspace hands over; alembic calls this file."""

from alembic import context

from collabnet.workspace._schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite cannot alter a column in place
)
with context.begin_transaction():
    context.run_migrations()
