"""What commands find out before the work: what is wrong with a call is said at once, not after minutes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from collabnet.cli._terminal import tell

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from collabnet.exports import Export
    from collabnet.study import Study


def study_to_write(
    study: Path, out: Path | None, *, folder: bool, lenient: bool = False, only: Collection[str] | None = None
) -> Study:
    """Read a study, and refuse at once to write where something stands that must stay."""
    from collabnet.exports._target import target
    from collabnet.reading import read

    found = read(study, lenient=lenient)
    if out is not None:
        target(out, folder=folder, inputs=found.read_from, only=only)
    return found


def study_to_export(study: Path, chosen: Export, out: Path, *, lenient: bool) -> Study:
    """Read a study, and refuse at once a format whose library is missing or a place that must stay as it is."""
    chosen.library()
    return study_to_write(study, out, folder=not chosen.suffix, lenient=lenient)


def known_view(view: str, *, pseudonyms: bool = False) -> None:
    """Refuse a view that there is not."""
    from collabnet.errors import CallError
    from collabnet.views import VIEWS

    if view not in VIEWS:
        raise CallError(f"Expected --view among {', '.join(VIEWS)}, found {view!r}. Choose one of these.")
    if pseudonyms and view != "shared":
        raise CallError(f"Expected --pseudonyms with --view shared, found it with {view}. Choose --view shared.")


@contextmanager
def telling_what_went(out: Path) -> Iterator[None]:
    """Say which files of an earlier run are no longer in a folder when something new was written there."""
    from collabnet.exports._target import earlier_files

    before = earlier_files(out) if out.is_dir() else ()
    yield
    gone = [name for name in before if not (out / name).exists()]
    if gone:
        tell(f"Removed from {out}, where an earlier run had written them: {', '.join(gone)}.")
