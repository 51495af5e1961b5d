"""The context builder: for a question, what is worth reading of the vault, within a number of tokens.

In this order: what is known of the user; of the project asked in its brief, its current sprint, its open tasks and
its decisions; and the passages that may answer (hybrid search, reranked). Every piece carries where it comes from, to
the line, the hash of the note it was read from, and its privacy class as it is now.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from claudeprojects.agents.context.brief import ABOUT_USER, brief_for, text_below_properties
from claudeprojects.agents.context.model import Considered, Context
from claudeprojects.agents.context.project import ProjectNotes
from claudeprojects.agents.context.selection import LABEL_TOKENS, cut_to, select
from claudeprojects.agents.models.port import estimate_tokens
from claudeprojects.agents.values import Piece, Privacy, Source
from claudeprojects.core.errors import VaultError
from claudeprojects.core.vault.parse import file_kind
from claudeprojects.core.vault.properties import read_properties
from claudeprojects.core.vault.source import unify_line_ends
from claudeprojects.core.vault.textfile import content_hash, decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.context.model import PieceKind
    from claudeprojects.agents.context.project import ProjectKnowledge
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.core.search.passages import FoundPassage, PassageMode
    from claudeprojects.core.workspace import Workspace

BUDGET: Final = 2400
"""Tokens of a context when nobody says otherwise: some ten passages."""
CHATS: Final = "Chats/"
"""The folder of chats. What an answer said is no source of another answer."""
_CONSIDERED: Final = 32
_USER_SHARE: Final = 0.1
_PROJECT_SHARE: Final = 0.2
_SPRINT_SHARE: Final = 0.06
_TASKS_SHARE: Final = 0.1
_DECISION_SHARE: Final = 0.04
"""Of each decision."""


class ContextBuilder:
    """Builds contexts from one ``workspace``. Blocking, and safe in any thread."""

    def __init__(
        self,
        workspace: Workspace,
        privacy: PrivacyRules,
        *,
        count_tokens: Callable[[str], int] = estimate_tokens,
        projects: ProjectKnowledge | None = None,
    ) -> None:
        self._workspace, self._privacy, self._count = workspace, privacy, count_tokens
        self._projects = projects or ProjectNotes(workspace)

    def build(
        self,
        question: str,
        *,
        project_path: str | None = None,
        budget_tokens: int = BUDGET,
        exclude: Callable[[str], bool] | None = None,
        mode: PassageMode = "reranked",
        reach: Privacy = Privacy.PRIVATE,
    ) -> Context:
        """The context for ``question``, asked in ``project_path`` (a note or folder); no path that is excluded.

        What is stricter than ``reach`` is left out.
        """

        def wanted(path: str) -> bool:
            return not path.startswith(CHATS) and not (exclude is not None and exclude(path))

        found = self._workspace.searcher.passages.find(question, mode=mode, limit=_CONSIDERED, wanted=wanted)
        first = [self._note("user", ABOUT_USER, "What is known of the user", int(budget_tokens * _USER_SHARE))]
        if project_path is not None and (brief := brief_for(self._workspace, project_path)) is not None:
            first += self._of_project(brief, budget_tokens, wanted, reach)
        passages = [self._passage(each) for each in found.passages]
        considered = [
            _within(entry, reach) for entry in (*first, *passages) if entry is not None and wanted(_path_of(entry))
        ]
        chosen = select(considered, budget_tokens)
        return Context(question, chosen, budget_tokens, found.notice, dict(found.weights))

    def _of_project(
        self, brief: str, budget_tokens: int, wanted: Callable[[str], bool], reach: Privacy
    ) -> list[Considered | None]:
        """What is known of the project of ``brief``, each piece cut to its share."""

        def note(kind: PieceKind, path: str, title: str, share: float) -> Considered | None:
            return self._note(kind, path, title, int(budget_tokens * share), whole=kind != "project")

        sprint = self._projects.sprint(brief, datetime.now().astimezone().date())
        return [
            note("project", brief, "The brief of the project", _PROJECT_SHARE),
            note("sprint", sprint, "The current sprint", _SPRINT_SHARE) if sprint else None,
            self._tasks(brief, int(budget_tokens * _TASKS_SHARE), wanted, reach),
            *(note("decision", path, "Decided", _DECISION_SHARE) for path in self._projects.decisions(brief)),
        ]

    def _tasks(
        self, brief: str, most_tokens: int, wanted: Callable[[str], bool], reach: Privacy
    ) -> Considered | None:
        """The open tasks as one piece; those of notes that may not be sent are not in it."""
        lines: list[str] = []
        sources: list[Source] = []
        for task in self._projects.tasks(brief):
            due = f" (due {task.due})" if task.due else ""
            line = f"- [ ] {task.text}{due} [[{task.path.removesuffix('.md')}]]"
            if not wanted(task.path) or self._privacy.of_path(task.path) > reach:
                continue
            if self._count("\n".join([*lines, line])) > most_tokens:
                break
            lines.append(line)
            sources.append(Source(task.path, line=task.line))
        if not lines:
            return None
        text = "\n".join(lines)
        piece = Piece(text, self._privacy.of_sources(sources), tuple(sources), "Open tasks, those due first")
        return Considered("tasks", piece, self._count(text) + LABEL_TOKENS, "open tasks of the project")

    def _note(
        self, kind: PieceKind, path: str, title: str, most_tokens: int, *, whole: bool = False
    ) -> Considered | None:
        """The beginning of a note; with its properties when it is taken ``whole``."""
        try:
            content = self._workspace.vault.read(path)
        except VaultError:
            return None
        if content.text is None:
            return None
        text = content.text.strip() if whole else text_below_properties(content.text)
        if not text:
            return None
        text = cut_to(text, most_tokens, self._count)
        source = Source(content.path, hash=content.hash)
        piece = Piece(text, self._privacy.of_path(content.path), (source,), f"{title} ({content.path})")
        return Considered(kind, piece, self._count(text) + LABEL_TOKENS, title.lower())

    def _passage(self, found: FoundPassage) -> Considered | None:
        """The passage with its source; ``None`` when its note is gone or a chat."""
        try:
            data = self._workspace.vault.glance(found.path)
        except VaultError:
            return None
        if file_kind(found.path) == "note":
            try:
                text = decode(data).text
            except UnicodeDecodeError:
                return None
            moved = None if _is_chat(text) else _moved_to(found, text)
            if moved is None:
                return None
            found = moved
        heading = found.heading_path[-1] if found.heading_path else None
        source = Source(found.path, heading, found.line, found.start, found.end, content_hash(data))
        piece = Piece(found.text, self._privacy.of_path(found.path), (source,), " › ".join(_titles(found)))
        return Considered("passage", piece, self._count(found.text) + LABEL_TOKENS, _why(found), found=found)


def _within(entry: Considered, reach: Privacy) -> Considered:
    privacy = entry.piece.privacy
    if privacy <= reach:
        return entry
    return replace(entry, kept=False, why=f"it is {privacy.label}, and is not given without being asked for")


def _titles(found: FoundPassage) -> list[str]:
    """The note's title and the headings above, none twice in a row."""
    titles = [found.title, *found.heading_path]
    return [title for number, title in enumerate(titles) if number == 0 or title != titles[number - 1]]


def _why(found: FoundPassage) -> str:
    by = [name for name, score in (("words", found.bm25), ("meaning", found.cosine)) if score is not None]
    return f"found by {' and '.join(by)}; it holds {found.coverage:.0%} of what was asked"


def _moved_to(found: FoundPassage, text: str) -> FoundPassage | None:
    """The passage where it stands now, when the note changed after it was found; ``None`` when it is gone."""
    if text[found.start : found.end].strip() == found.text:
        return found
    start = text.find(found.text)
    if start < 0:
        return None
    return replace(found, start=start, end=start + len(found.text), line=text.count("\n", 0, start))


def _is_chat(text: str) -> bool:
    if not text.startswith("---") or "chat" not in text[:1000]:
        return False
    return str(read_properties(text, unify_line_ends(text))[0].values.get("type", "")).casefold() == "chat"


def _path_of(entry: Considered) -> str:
    return entry.piece.sources[0].path
