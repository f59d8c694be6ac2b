"""The room of tables: the one shape that exports, figures and pages read.

A table is one file here that holds one :class:`Table`: its columns with meaning and unit, and how its rows are made
from the parts of an analysis. To add one: write the file; it is then written, exported and documented.

**From any number to the words behind it is one join**: every row with a number carries ``evidence``, the ids of the
statements it rests on with a bar between them. Split it, join on ``statements.statement_id``, and there are the
quotes. Rows of ``organisations`` are reached through ``reporter``, ``source`` and ``target`` of ``statements``.
"""

from collabnet.tables._record import Parts, Table, TableColumn, empty
from collabnet.tables._room import build, tables
from collabnet.tables._scores import DIFFERENCES

__all__ = ["DIFFERENCES", "Parts", "Table", "TableColumn", "build", "empty", "tables"]
