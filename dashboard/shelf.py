"""The studies at hand, in the one view in which this app may show them.

A shelf is passed into the app; nothing is kept in module variables, so two apps in one process share nothing. How
many analyses stay in memory is the workspace's affair, and bounded there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from collabnet.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.views import Seen
    from collabnet.workspace import Workspace


class Shelf(Protocol):
    """Where the pages' studies come from."""

    @property
    def view(self) -> str:
        """Return what may be seen: ``researcher`` or ``shared``."""

    @property
    def receives(self) -> bool:
        """Tell whether studies may be opened here."""

    def titles(self) -> Mapping[str, str]:
        """Return the title of every study, by key."""

    def seen(self, study: str) -> Seen:
        """Return what may be seen of one study; CallError when there is none of that key."""

    def receive(self, files: Mapping[str, bytes], *, lenient: bool = False) -> str:
        """Keep a study from dropped files and return its key; StudyError with all findings when it cannot be read."""

    def correct(self, study: str, about: str, note: str) -> None:
        """Keep what a reader says is not right."""

    def corrections(self, study: str) -> tuple[tuple[str, str, str], ...]:
        """Return what readers said, for the researcher: when, about what, and the words."""


class WorkspaceShelf:
    """The studies of a workspace, in one view.

    Parameters
    ----------
    workspace
        Where the studies are kept.
    view, pseudonyms
        What may be seen, for the whole life of the app: an address cannot ask for more.
    """

    def __init__(self, workspace: Workspace, *, view: str, pseudonyms: bool = False) -> None:
        self._workspace = workspace
        self._pseudonyms = pseudonyms
        self.view = view

    @property
    def receives(self) -> bool:
        """Tell whether studies may be opened: by the researcher, never through a shared address."""
        return self.view == "researcher"

    def titles(self) -> Mapping[str, str]:
        """Return the title of every study, by key."""
        return {record.study_id: record.title for record in self._workspace.studies()}

    def seen(self, study: str) -> Seen:
        """Return what may be seen of one study."""
        return self._workspace.seen(study, self.view, pseudonyms=self._pseudonyms)

    def receive(self, files: Mapping[str, bytes], *, lenient: bool = False) -> str:
        """Keep a study from dropped files."""
        if not self.receives:
            raise CallError("Expected the researcher's view, found the shared one. Open studies where collabnet runs.")
        return self._workspace.receive(files, lenient=lenient).study_id

    def correct(self, study: str, about: str, note: str) -> None:
        """Keep what a reader says is not right."""
        self._workspace.correction(study, about, note, view=self.view)

    def corrections(self, study: str) -> tuple[tuple[str, str, str], ...]:
        """Return what readers said; others than the researcher are told nothing."""
        if self.view != "researcher":
            return ()
        return tuple((one.made_on, one.about, one.note) for one in self._workspace.corrections(study))


class FixedShelf:
    """A shelf of studies that are there already: for tests, and for showing one analysis from Python."""

    def __init__(self, studies: Mapping[str, Seen], *, view: str = "researcher") -> None:
        self._studies = dict(studies)
        self._said: list[tuple[str, str, str]] = []
        self.view = view
        self.receives = False

    def titles(self) -> Mapping[str, str]:
        """Return the title of every study, by key."""
        return {key: seen.settings.title or key for key, seen in self._studies.items()}

    def seen(self, study: str) -> Seen:
        """Return what may be seen of one study."""
        if study not in self._studies:
            raise CallError(f"Expected a study that is open, found {study!r}. Choose one from the first page.")
        return self._studies[study]

    def receive(self, files: Mapping[str, bytes], *, lenient: bool = False) -> str:
        """Refuse: this shelf holds what it was given."""
        del files, lenient
        raise CallError("Expected a workspace to keep studies in, found a fixed set. Start collabnet dashboard.")

    def correct(self, study: str, about: str, note: str) -> None:
        """Keep what a reader says is not right, as long as the app lives."""
        self._said.append((study, about, note))

    def corrections(self, study: str) -> tuple[tuple[str, str, str], ...]:
        """Return what readers said."""
        return tuple(("", about, note) for where, about, note in self._said if where == study)
