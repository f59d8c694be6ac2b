"""What goes wrong in a command, told in sentences and with an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from collabnet.cli._ctrl_c import STOPPED, pressed
from collabnet.cli._terminal import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from collabnet.findings import Finding, Group

FAILED, WRONG_CALL = 1, 2
SHOWN = 20
"""Lines of findings in an error message; ``collabnet check`` shows all."""


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn whatever goes wrong into sentences and an exit code."""
    from collabnet.errors import CallError, CollabnetError, StudyError

    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt:
        raise _stopped() from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read along has seen enough
        raise typer.Exit(FAILED) from None
    except StudyError as error:
        tell(str(error))
        _list(error.findings)
        raise typer.Exit(FAILED) from None
    except CallError as error:
        tell(str(error))
        raise typer.Exit(WRONG_CALL) from None
    except CollabnetError as error:
        tell(str(error))
        raise typer.Exit(FAILED) from None
    except Exception as error:
        if pressed():
            raise _stopped() from None
        if os.environ.get("COLLABNET_DEBUG"):
            raise
        tell(f"collabnet met something it does not know: {type(error).__name__}: {error}")
        tell("Nothing half-written was left. Set COLLABNET_DEBUG=1 and run it again to see where it happened.")
        raise typer.Exit(FAILED) from None


def _stopped() -> typer.Exit:
    tell("Stopped. Nothing half-written was left.")
    return typer.Exit(STOPPED)


def _list(findings: Iterable[Finding]) -> None:
    from collabnet.findings import errors, grouped

    wrong = grouped(errors(findings))
    for group in wrong[:SHOWN]:
        tell(f"  {told_together(group)}")
    if len(wrong) > SHOWN:
        tell(f"  … and {len(wrong) - SHOWN} more: run collabnet check to see all.")


def told_together(group: Group) -> str:
    """Tell findings of one rule in one line: how many and where, one of them as an example, what to do."""
    first = group.first
    if group.count == 1:
        return told(first)
    in_rows = not group.in_headers and first.row > 0
    unit = "rows" if in_rows else "columns" if first.row or group.files() == first.file else "files"
    columns = group.columns()
    where = [group.files()] if group.files() else []
    where += [f"column{'' if in_rows else 's'} {columns}"] if columns else []
    facts = [f"row {group.rows()}"] if in_rows else []
    facts += [f"found {group.found()}"] if group.found() else []
    facts += [f"expected {first.expected_in()}"] if first.expected else []
    return (
        f"{group.count} {unit}: {', '.join(where)} ({first.code}), for example {'; '.join(facts)}. {first.remedy_in()}"
    )


def told(finding: Finding) -> str:
    """Tell a finding in one line: where, what was found and expected, what to do."""
    facts = [f"found {finding.found}"] if finding.found else []
    facts += [f"expected {finding.expected_in()}"] if finding.expected else []
    said = f"{'; '.join(facts)}. {finding.remedy_in()}" if facts else finding.remedy_in()
    return f"{finding.place() or 'the study'} ({finding.code}): {said}"
