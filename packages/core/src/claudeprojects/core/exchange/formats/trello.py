"""A Trello board as JSON: a note for the board with a heading for each list, and a note for each card that says more
than its name.

Cards with notes are ``type: task`` notes with status, due date, members and labels; the others are task lines.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.formats.jsonrecords import (
    Record,
    day,
    file_link,
    id_of,
    number,
    parsed,
    records,
    when,
)
from claudeprojects.core.exchange.names import safe_name
from claudeprojects.core.exchange.notetext import TaskLine, person, property_name, tag_names

if TYPE_CHECKING:
    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.model import Options
    from claudeprojects.core.exchange.sources import Source

_STATUS: Final = (
    (
        "done",
        re.compile(r"\b(?:done|complete[d]?|finished|shipped|closed|erledigt|fertig|terminé|hecho)\b", re.IGNORECASE),
    ),
    (
        "in_progress",
        re.compile(r"\b(?:doing|in progress|wip|working|review|in arbeit|en cours|en curso)\b", re.IGNORECASE),
    ),
)
_CARD_LINK = re.compile(
    r"\[(?P<shown>(?:[^\[\]\n]|\\[\[\]])*)\]\(https://trello\.com/c/(?P<id>\w+)(?:/[^\s()]*)?(?: \"[^\"\n]*\")?\)"
    r"|https://trello\.com/c/(?P<bare>\w+)(?:/[\w%-]*)?"
)
_OWN: Final = {"type", "status", "list", "project", "due", "time", "start", "created", "assignees", "tags", "source",
               "archived", "aliases", "imported"}  # fmt: skip
"""The properties that a card has as a task; a field of one's own with such a name gets another."""


def read(source: Source, batch: Batch, options: Options) -> None:  # noqa: ARG001 - the signature of all formats
    """Read one board."""
    entry = next(iter(source.with_suffix(".json")), None)
    if entry is None:
        raise ImportFailed(source.name, "it holds no JSON")
    board = parsed(source.text_of(entry), entry.name)
    if not isinstance(board, dict) or not isinstance(board.get("cards"), list):
        raise ImportFailed(entry.name, "it is no Trello board")
    _Board(board, batch).read()


class _Board:
    def __init__(self, board: Record, batch: Batch) -> None:
        self._board, self._batch = board, batch
        self._title = str(board.get("name") or "Board")
        self._folder = safe_name(self._title)
        self._members = {
            id_of(one): str(one.get("fullName") or one.get("username") or "") for one in self._all("members")
        }
        self._checklists = self._grouped("checklists", "idCard")
        self._fields = {id_of(one): one for one in self._all("customFields")}
        self._comments: dict[str, list[tuple[str, str, str]]] = {}
        self._links: dict[str, str] = {}

    def read(self) -> None:
        cards = sorted(self._all("cards"), key=_position)
        self._read_comments()
        for card in cards:
            if self._has_more(card):
                self._batch.reserve(self._key(card), f"{self._folder}/{safe_name(str(card.get('name') or ''))}.md")
                self._links[str(card.get("shortLink") or id_of(card))] = self._key(card)
        lists = sorted(self._all("lists"), key=_position)
        titles = {id_of(one): str(one.get("name") or "") for one in lists}
        closed = {id_of(one) for one in lists if one.get("closed")}
        rows: dict[str, list[str]] = {id_of(one): [] for one in lists if id_of(one) not in closed}
        tasks = 0
        for at, card in enumerate(cards):
            self._batch.progress("reading", at, len(cards))
            home = id_of(card, "idList")
            place = "archived" if card.get("closed") or home in closed else home
            with self._batch.trying(str(card.get("name") or "")):
                lines, count = self._card(card, titles.get(home, ""))
                rows.setdefault(place, []).extend(lines)
                tasks += count
        self._write(rows, titles, tasks)

    def _write(self, rows: dict[str, list[str]], titles: dict[str, str], tasks: int) -> None:
        key = f"trello:{id_of(self._board) or self._title}"
        self._batch.reserve(key, f"{self._folder}/{self._folder}.md")
        pieces = [str(self._board.get("desc") or "").strip()]
        for place, lines in rows.items():
            pieces += [f"## {'Archived' if place == 'archived' else titles.get(place, 'Cards')}", "\n".join(lines)]
        properties = {"type": "project", "source": self._board.get("shortUrl") or self._board.get("url")}
        if self._folder != self._title:
            properties["aliases"] = [self._title]
        self._batch.task_note(key, properties, "\n\n".join(piece for piece in pieces if piece), tasks=tasks)

    def _card(self, card: Record, home: str) -> tuple[list[str], int]:
        """The lines of a card in the board's note, and how many tasks they are."""
        status = self._status(card, home)
        if not self._has_more(card):
            task = TaskLine(
                str(card.get("name") or ""), status, due=day(card.get("due")), time=_time(card.get("due")),
                start=day(card.get("start")), tags=self._labels(card), assignees=self._people(card),
            )  # fmt: skip
            return task.lines(), 1
        self._card_note(card, status, home)
        return [f"- {self._batch.link(self._key(card), str(card.get('name') or ''))}"], 0

    def _card_note(self, card: Record, status: str, home: str) -> None:
        name = str(card.get("name") or "")
        properties: Record = {
            "aliases": [name] if safe_name(name) != name else [], "type": "task", "status": status, "list": home,
            "project": self._batch.link_to(f"{self._batch.folder}/{self._folder}/{self._folder}.md".lstrip("/")),
            "due": day(card.get("due")), "time": _time(card.get("due")), "start": day(card.get("start")),
            "created": _created(card),
            "assignees": [f"@{person(one)}" for one in self._people(card)], "tags": tag_names(self._labels(card)),
            "source": card.get("shortUrl") or card.get("url"), "archived": True if card.get("closed") else None,
            **self._custom(card),
        }  # fmt: skip
        pieces, tasks = [self._linked(str(card.get("desc") or ""))], 0
        for checklist in sorted(self._checklists.get(id_of(card), []), key=_position):
            items = sorted(records(checklist.get("checkItems")), key=_position)
            lines = [self._item(item) for item in items]
            tasks += len(lines)
            pieces += [
                f"## {checklist.get('name') or 'Checklist'}",
                "\n".join(row for line in lines for row in line.lines()),
            ]
        if attachments := [self._attachment(card, one) for one in records(card.get("attachments"))]:
            pieces += ["## Attachments", "\n".join(attachments)]
        if comments := self._comments.get(id_of(card)):
            pieces += ["## Comments", "\n\n".join(self._quoted(*comment) for comment in comments)]
        self._batch.note(self._key(card), properties, "\n\n".join(filter(None, pieces)), tasks=tasks)

    def _item(self, item: Record) -> TaskLine:
        member = self._members.get(str(item.get("idMember") or ""), "")
        return TaskLine(
            self._linked(str(item.get("name") or "")), "done" if item.get("state") == "complete" else "todo",
            due=day(item.get("due")), assignees=[member] if member else [],
        )  # fmt: skip

    def _attachment(self, card: Record, attachment: Record) -> str:
        url, name = str(attachment.get("url") or ""), str(attachment.get("name") or attachment.get("url") or "file")
        if attachment.get("isUpload"):
            why = "an export holds links only; the link asks you to sign in to Trello"
            self._batch.lost(str(card.get("name") or ""), f"the file {name!r}", why)
        return f"- {self._linked(file_link(name, url))}"

    def _read_comments(self) -> None:
        actions = self._all("actions")
        there = {id_of(card) for card in self._all("cards")}
        for action in reversed(actions):
            data = action.get("data")
            if action.get("type") not in {"commentCard", "copyCommentCard"} or not isinstance(data, dict):
                continue
            writer = action.get("memberCreator")
            name = str(writer.get("fullName") or "") if isinstance(writer, dict) else ""
            card = data.get("card")
            comment = (name, str(action.get("date"))[:10], str(data.get("text") or "").strip())
            if isinstance(card, dict) and id_of(card) in there:
                self._comments.setdefault(id_of(card), []).append(comment)
            else:
                self._batch.lost(comment[2][:80], "a comment", "the card it belongs to is not in the export")
        if len(actions) >= 1000:
            why = "Trello exports the last 1,000 actions of a board only"
            self._batch.lost(self._title, "older comments, if there are any", why)

    def _quoted(self, name: str, on: str, text: str) -> str:
        lines = [f"{name}, {on}", "", *self._linked(text).split("\n")]
        return "\n".join(f"> {line}".rstrip() for line in lines)

    def _custom(self, card: Record) -> Record:
        found: Record = {}
        for item in records(card.get("customFieldItems")):
            of_field = self._fields.get(str(item.get("idCustomField")), {})
            value = item.get("value")
            text = next(iter(value.values()), None) if isinstance(value, dict) else self._option(of_field, item)
            if text is not None:
                name = property_name(str(of_field.get("name") or "field"))
                name = f"{name} (Trello)" if name.casefold() in _OWN else name
                found[name] = _typed(next(iter(value)) if isinstance(value, dict) else "text", text)
        return found

    def _option(self, of_field: Record, item: Record) -> str | None:
        options = {id_of(option): option.get("value") for option in records(of_field.get("options"))}
        value = options.get(str(item.get("idValue")))
        return str(value.get("text")) if isinstance(value, dict) else None

    def _linked(self, text: str) -> str:
        """``text`` with links to cards of this board as wikilinks."""

        def link(found: re.Match[str]) -> str:
            key = self._links.get(found["id"] or found["bare"])
            shown = found["shown"] if found["shown"] and "://" not in found["shown"] else None
            return (self._batch.link(key, shown) if key else None) or found[0]

        return _CARD_LINK.sub(link, text).strip()

    def _has_more(self, card: Record) -> bool:
        badges = id_of(card) in self._checklists or id_of(card) in self._comments
        return bool(badges or card.get("desc") or card.get("attachments") or card.get("customFieldItems"))

    def _status(self, card: Record, home: str) -> str:
        if card.get("dueComplete"):
            return "done"
        return next((status for status, words in _STATUS if words.search(home)), "todo")

    def _labels(self, card: Record) -> list[str]:
        return [str(one.get("name") or one.get("color") or "") for one in records(card.get("labels"))]

    def _people(self, card: Record) -> list[str]:
        members = card.get("idMembers")
        known = [self._members.get(str(one)) for one in members] if isinstance(members, list) else []
        return [one for one in known if one]

    def _key(self, card: Record) -> str:
        return f"trello:{id_of(card)}"

    def _all(self, name: str) -> list[Record]:
        return records(self._board.get(name))

    def _grouped(self, name: str, by: str) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for one in self._all(name):
            found.setdefault(str(one.get(by) or ""), []).append(one)
        return found


def _position(record: Record) -> float:
    return number(record.get("pos"), 0)


def _time(value: object) -> str | None:
    """The time of day of a moment."""
    return (when(value) or "")[11:16] or None


def _created(card: Record) -> str | None:
    """When a card was made: Trello's ids begin with it."""
    found = re.fullmatch(r"([0-9a-f]{8})[0-9a-f]{16}", id_of(card))
    return datetime.fromtimestamp(int(found[1], 16), UTC).strftime("%Y-%m-%d") if found else None


def _typed(kind: str, text: object) -> object:
    """A value of a field of one's own."""
    if kind == "checked":
        return str(text) == "true"
    if kind == "date":
        return day(text) or str(text)
    if kind == "number":
        value = number(text, 0)
        return int(value) if value.is_integer() else value
    return str(text)
