"""A Trello board as JSON: a note for the board with a heading for each list, and a note for each card that says more
than its name.

Cards with notes are ``type: task`` notes with status, due date, members and labels; the others are task lines.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.names import safe_name
from claudeprojects.core.exchange.notetext import TaskLine, person, property_name, tag_names

if TYPE_CHECKING:
    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.model import Options
    from claudeprojects.core.exchange.sources import Source

_Record = dict[str, Any]
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
_CARD_LINK = re.compile(r"https://trello\.com/c/(\w+)(?:/[\w%-]*)?")


def read(source: Source, batch: Batch, options: Options) -> None:  # noqa: ARG001 - the signature of all formats
    """Read one board."""
    entry = next(iter(source.with_suffix(".json")), None)
    if entry is None:
        raise ImportFailed(source.name, "it holds no JSON")
    try:
        board = json.loads(source.text_of(entry))
    except ValueError as error:
        raise ImportFailed(entry.name, f"it is no JSON that can be read ({error})") from error
    if not isinstance(board, dict) or not isinstance(board.get("cards"), list):
        raise ImportFailed(entry.name, "it is no Trello board")
    _Board(board, batch).read()


class _Board:
    def __init__(self, board: _Record, batch: Batch) -> None:
        self._board, self._batch = board, batch
        self._title = str(board.get("name") or "Board")
        self._folder = safe_name(self._title)
        self._members = {
            _id(one): str(one.get("fullName") or one.get("username") or "") for one in self._all("members")
        }
        self._checklists = self._grouped("checklists", "idCard")
        self._fields = {_id(one): one for one in self._all("customFields")}
        self._comments: dict[str, list[str]] = {}
        self._links: dict[str, str] = {}

    def read(self) -> None:
        cards = sorted(self._all("cards"), key=_position)
        self._read_comments()
        for card in cards:
            if self._has_more(card):
                self._batch.reserve(self._key(card), f"{self._folder}/{safe_name(str(card.get('name') or ''))}.md")
                self._links[str(card.get("shortLink") or _id(card))] = self._key(card)
        lists = sorted(self._all("lists"), key=_position)
        titles = {_id(one): str(one.get("name") or "") for one in lists}
        closed = {_id(one) for one in lists if one.get("closed")}
        rows: dict[str, list[str]] = {_id(one): [] for one in lists if _id(one) not in closed}
        tasks = 0
        for number, card in enumerate(cards):
            self._batch.progress("reading", number, len(cards))
            home = str(card.get("idList") or "")
            place = "archived" if card.get("closed") or home in closed else home
            lines, count = self._card(card, titles.get(home, ""))
            rows.setdefault(place, []).extend(lines)
            tasks += count
        self._write(rows, titles, tasks)

    def _write(self, rows: dict[str, list[str]], titles: dict[str, str], tasks: int) -> None:
        key = f"trello:{_id(self._board) or self._title}"
        self._batch.reserve(key, f"{self._folder}/{self._folder}.md")
        pieces = [str(self._board.get("desc") or "").strip()]
        for place, lines in rows.items():
            pieces += [f"## {'Archived' if place == 'archived' else titles.get(place, 'Cards')}", "\n".join(lines)]
        properties = {"type": "project", "source": self._board.get("shortUrl") or self._board.get("url")}
        if self._folder != self._title:
            properties["aliases"] = [self._title]
        self._batch.task_note(key, properties, "\n\n".join(piece for piece in pieces if piece), tasks=tasks)

    def _card(self, card: _Record, home: str) -> tuple[list[str], int]:
        """The lines of a card in the board's note, and how many tasks they are."""
        status = self._status(card, home)
        if not self._has_more(card):
            task = TaskLine(
                str(card.get("name") or ""), status, due=_day(card.get("due")), start=_day(card.get("start")),
                tags=self._labels(card), assignees=self._people(card),
            )  # fmt: skip
            return task.lines(), 1
        self._card_note(card, status, home)
        return [f"- {self._batch.link(self._key(card))}"], 0

    def _card_note(self, card: _Record, status: str, home: str) -> None:
        name = str(card.get("name") or "")
        properties: _Record = {
            "aliases": [name] if safe_name(name) != name else [], "type": "task", "status": status, "list": home,
            "project": self._batch.link_to(f"{self._batch.folder}/{self._folder}/{self._folder}.md".lstrip("/")),
            "due": _day(card.get("due")), "start": _day(card.get("start")),
            "assignees": [f"@{person(one)}" for one in self._people(card)], "tags": tag_names(self._labels(card)),
            "source": card.get("shortUrl") or card.get("url"), "archived": True if card.get("closed") else None,
            **self._custom(card),
        }  # fmt: skip
        pieces, tasks = [self._linked(str(card.get("desc") or ""))], 0
        for checklist in self._checklists.get(_id(card), []):
            items = sorted(_records(checklist.get("checkItems")), key=_position)
            lines = [self._item(item) for item in items]
            tasks += len(lines)
            pieces += [
                f"## {checklist.get('name') or 'Checklist'}",
                "\n".join(row for line in lines for row in line.lines()),
            ]
        if attachments := [self._attachment(card, one) for one in _records(card.get("attachments"))]:
            pieces += ["## Attachments", "\n".join(attachments)]
        if comments := self._comments.get(_id(card)):
            pieces += ["## Comments", "\n\n".join(comments)]
        self._batch.note(self._key(card), properties, "\n\n".join(filter(None, pieces)), tasks=tasks)

    def _item(self, item: _Record) -> TaskLine:
        member = self._members.get(str(item.get("idMember") or ""), "")
        return TaskLine(
            self._linked(str(item.get("name") or "")), "done" if item.get("state") == "complete" else "todo",
            due=_day(item.get("due")), assignees=[member] if member else [],
        )  # fmt: skip

    def _attachment(self, card: _Record, attachment: _Record) -> str:
        url, name = str(attachment.get("url") or ""), str(attachment.get("name") or attachment.get("url") or "file")
        if attachment.get("isUpload"):
            why = "an export holds links only; the link asks you to sign in to Trello"
            self._batch.lost(str(card.get("name") or ""), f"the file {name!r}", why)
        return f"- [{name}]({url.replace(' ', '%20')})"

    def _read_comments(self) -> None:
        actions = self._all("actions")
        for action in reversed(actions):
            data = action.get("data")
            if action.get("type") != "commentCard" or not isinstance(data, dict):
                continue
            writer = action.get("memberCreator")
            name = str(writer.get("fullName") or "") if isinstance(writer, dict) else ""
            card = data.get("card")
            text = str(data.get("text") or "").strip().replace("\n", "\n> ")
            if isinstance(card, dict):
                self._comments.setdefault(_id(card), []).append(
                    f"> {name}, {str(action.get('date'))[:10]}\n>\n> {text}"
                )
        if len(actions) >= 1000:
            why = "Trello exports the last 1,000 actions of a board only"
            self._batch.lost(self._title, "older comments, if there are any", why)

    def _custom(self, card: _Record) -> _Record:
        found: _Record = {}
        for item in _records(card.get("customFieldItems")):
            of_field = self._fields.get(str(item.get("idCustomField")), {})
            value = item.get("value")
            text = next(iter(value.values()), None) if isinstance(value, dict) else self._option(of_field, item)
            if text is not None:
                shown: object = {"true": True, "false": False}.get(str(text), text)
                is_date = isinstance(value, dict) and "date" in value
                found[property_name(str(of_field.get("name") or "field"))] = _day(text) if is_date else shown
        return found

    def _option(self, of_field: _Record, item: _Record) -> str | None:
        options = {_id(option): option.get("value") for option in _records(of_field.get("options"))}
        value = options.get(str(item.get("idValue")))
        return str(value.get("text")) if isinstance(value, dict) else None

    def _linked(self, text: str) -> str:
        """``text`` with links to cards of this board as wikilinks."""

        def link(found: re.Match[str]) -> str:
            key = self._links.get(found[1])
            return (self._batch.link(key) if key else None) or found[0]

        return _CARD_LINK.sub(link, text).strip()

    def _has_more(self, card: _Record) -> bool:
        badges = _id(card) in self._checklists or _id(card) in self._comments
        return bool(badges or card.get("desc") or card.get("attachments") or card.get("customFieldItems"))

    def _status(self, card: _Record, home: str) -> str:
        if card.get("dueComplete"):
            return "done"
        return next((status for status, words in _STATUS if words.search(home)), "todo")

    def _labels(self, card: _Record) -> list[str]:
        return [str(one.get("name") or one.get("color") or "") for one in _records(card.get("labels"))]

    def _people(self, card: _Record) -> list[str]:
        return [self._members[one] for one in card.get("idMembers") or [] if self._members.get(one)]

    def _key(self, card: _Record) -> str:
        return f"trello:{_id(card)}"

    def _all(self, name: str) -> list[_Record]:
        return _records(self._board.get(name))

    def _grouped(self, name: str, by: str) -> dict[str, list[_Record]]:
        found: dict[str, list[_Record]] = {}
        for one in self._all(name):
            found.setdefault(str(one.get(by) or ""), []).append(one)
        return found


def _position(record: _Record) -> float:
    try:
        return float(record.get("pos") or 0)
    except (TypeError, ValueError):
        return 0.0


def _records(value: object) -> list[_Record]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _id(record: _Record) -> str:
    return str(record.get("id") or "")


def _day(value: object) -> str | None:
    text = str(value or "")[:10]
    return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
