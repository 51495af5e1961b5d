"""Notion's export: a zip (or the unpacked folder) of pages as HTML or Markdown, databases as CSV, and attachments.

Every page and database becomes a note, in folders as they were nested, without the ids in the names; links between
them become wikilinks. The rows of a database are notes with properties; the database itself is a note with a table.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from claudeprojects.core.exchange.formats.notion_html import read_html
from claudeprojects.core.exchange.formats.notion_markdown import read_markdown
from claudeprojects.core.exchange.formats.notion_tables import Table, table_note
from claudeprojects.core.exchange.names import safe_name, split_extension
from claudeprojects.core.exchange.sources import Entry, Source, decoded

if TYPE_CHECKING:
    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.model import Options

_ID: Final = re.compile(r"^(?:(?P<name>.*?)[ _-]?)?(?P<id>[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
_ID_IN_URL = re.compile(r"([0-9a-f]{32})(?:[?#]|$)")
_WRAPPER = re.compile(r"^(?:Export-[0-9a-f-]{36}|ExportBlock-[^/]*|[^/]*Part-\d+\.zip)$")
_HEAD_BYTES: Final = 16_384
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_IGNORED: Final = ("index.html", "sitemap.html")


@dataclass(frozen=True, slots=True)
class NotionPage:
    """One page of an export: its file, what it is called, and the key and folder of its note."""

    entry: Entry
    key: str
    title: str
    folder: str
    """The folder in the export where its sub-pages and files lie, without ids."""


class Notion:
    """Reads one export into a batch, and answers what its pages link to."""

    def __init__(self, source: Source, batch: Batch) -> None:
        self.source, self.batch = source, batch
        self.pages: dict[str, NotionPage] = {}
        self.tables: dict[str, tuple[NotionPage, Table]] = {}
        self._by_id: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._waiting: dict[str, tuple[Entry, str]] = {}
        self._titles: dict[str, str] = {}

    def read(self) -> None:
        """Everything, in order: names, attachments, pages, tables."""
        attachments = [entry for entry in self.source.entries.values() if not self._take(entry)]
        self._read_tables()
        folders = {page.folder: safe_name(page.title) for page in self._all()}
        for page in self._all():
            place = self._vault_folder(posixpath.dirname(page.folder), folders)
            self.batch.reserve(page.key, f"{place}{safe_name(page.title)}.md")
        for entry in attachments:
            place = self._vault_folder(_plain_folder(posixpath.dirname(entry.name)), folders)
            self._waiting[entry.name] = (entry, place)
        for done, page in enumerate(self.pages.values()):
            self.batch.progress("reading", done, len(self.pages))
            with self.batch.trying(page.title):
                self._read_page(page)
        for page, table in self.tables.values():
            if self._page_beside(page) is None:
                self.batch.note(page.key, {}, table_note(table, self._rows_of(page)))
        self._keep_others()

    def link(self, page: NotionPage, target: str, display: str | None = None, *, embed: bool = False) -> str | None:
        """What a link on ``page`` to ``target`` becomes: a wikilink, or ``None`` for what lies elsewhere."""
        if found := _ID_IN_URL.search(target.replace("-", "")) if "notion.so" in target else None:
            key = self._by_id.get(found[1])
            return None if key is None else self.batch.link(key, None if "://" in (display or "") else display)
        if "://" in target or target.startswith(("mailto:", "#", "data:")):
            return None
        path, _, _ = unquote(target).partition("#")
        full = posixpath.normpath(posixpath.join(posixpath.dirname(page.entry.name), path))
        if display and (unquote(display) == unquote(target) or "://" in display):
            display = None
        if full in self._waiting and full not in self._files:
            self._keep(full)
        if full in self._files:
            return self.batch.link_to(self._files[full], None if embed else display, embed=embed)
        linked = self.pages.get(full) or (self.tables[full][0] if full in self.tables else None)
        if linked is None:
            self.batch.lost(page.title, f"a link to {path!r}", "it is not part of the export")
            return None
        return self.batch.link(linked.key, display)

    def table_of(self, page: NotionPage) -> Table | None:
        """The database that ``page`` is a row of."""
        return next((table for owner, table in self.tables.values() if owner.folder == posixpath.dirname(page.folder)
                     and owner.folder), None)  # fmt: skip

    def _all(self) -> list[NotionPage]:
        return [*self.pages.values(), *(page for page, _ in self.tables.values() if self._page_beside(page) is None)]

    def _take(self, entry: Entry) -> bool:
        """Note a page or table; ``False`` for an attachment."""
        stem, extension = split_extension(entry.name)
        name = posixpath.basename(stem)
        if extension in {".md", ".html"}:
            if posixpath.basename(entry.name) in _IGNORED:
                return True
            plain, page_id = split_id(name)
            if not page_id and extension == ".html":
                return False
            page = NotionPage(entry, self._key(page_id, stem), self._title(entry, plain), _plain_folder(stem))
            self.pages[entry.name] = page
            if page_id:
                self._by_id.setdefault(page_id.replace("-", ""), page.key)
            return True
        if extension == ".csv" and split_id(name.removesuffix("_all"))[1]:
            self._titles[entry.name] = stem
            return True
        return False

    def _read_tables(self) -> None:
        """The databases; of two exports of one (``_all`` has every row and column) the fuller counts."""
        for name, stem in self._titles.items():
            whole = f"{stem}_all.csv"
            if not stem.endswith("_all") and whole in self._titles:
                continue
            stem = stem.removesuffix("_all")
            plain, page_id = split_id(posixpath.basename(stem))
            entry = self.source.entries[name]
            page = NotionPage(entry, self._key(page_id, stem), plain, _plain_folder(stem))
            self._by_id.setdefault((page_id or "").replace("-", ""), page.key)
            with self.batch.trying(entry.name):
                self.tables[f"{stem}.csv"] = (page, Table.read(self.source.text_of(entry)))

    def _key(self, page_id: str | None, stem: str) -> str:
        return f"notion:{page_id.replace('-', '')}" if page_id else f"notion:{_plain_folder(stem)}"

    def _title(self, entry: Entry, fallback: str) -> str:
        """The title as the page itself has it: names of files are cut and lack characters."""
        try:
            with entry.open() as file:
                head = decoded(file.read(_HEAD_BYTES))
        except Exception:  # noqa: BLE001 - whatever the archive's reader trips over; it is told when the page is read
            return fallback
        if entry.name.endswith(".md"):
            line = head.lstrip().partition("\n")[0]
            return line[2:].strip() or fallback if line.startswith("# ") else fallback
        import html

        found = _TITLE.search(head)
        return html.unescape(found[1]).strip() or fallback if found else fallback

    def _page_beside(self, table: NotionPage) -> NotionPage | None:
        """The page of a database in an HTML export, which shows the same."""
        return next((page for page in self.pages.values() if page.key == table.key), None)

    def _rows_of(self, table: NotionPage) -> dict[str, list[str]]:
        """Links to the notes of a database's rows, by their title."""
        found: dict[str, list[str]] = {}
        for page in self.pages.values():
            if posixpath.dirname(page.folder) == table.folder:
                found.setdefault(page.title, []).append(self.batch.link(page.key) or page.title)
        return found

    def _vault_folder(self, folder: str, names: dict[str, str]) -> str:
        """The folder of the vault for one of the export, with ``/`` at its end; ``""`` for the root."""
        parts, path = list[str](), ""
        for part in folder.split("/") if folder else []:
            path = f"{path}/{part}" if path else part
            parts.append(names.get(path) or safe_name(part))
        return "".join(f"{part}/" for part in parts)

    def _keep(self, name: str) -> None:
        """Take in a file that a page links to."""
        entry, place = self._waiting[name]
        stem, extension = split_extension(posixpath.basename(name))
        with self.batch.trying(name):
            self._files[name] = self.batch.attachment(
                f"{place}{safe_name(stem, extension)}", lambda out: self.source.copy(entry, out)
            )

    def _keep_others(self) -> None:
        """Take in the files that no page links to, except those of pages that an earlier import made."""
        known = {page.folder for page in self.pages.values() if self.batch.reserve(page.key, "").already}
        for name in self._waiting:
            if name not in self._files and _plain_folder(posixpath.dirname(name)) not in known:
                self._keep(name)

    def _read_page(self, page: NotionPage) -> None:
        if self.batch.reserve(page.key, "").already:
            return
        text = self.source.text_of(page.entry)
        read = read_markdown if page.entry.name.endswith(".md") else read_html
        properties, body = read(self, page, text)
        if safe_name(page.title) != page.title:
            properties = {"aliases": [page.title], **properties}
        self.batch.note(page.key, properties, body, tasks=len(_BOXES.findall(body)))


_BOXES = re.compile(r"^\s*(?:[-*+]|\d+[.)]) \[.\] ", re.MULTILINE)


def read(source: Source, batch: Batch, options: Options) -> None:  # noqa: ARG001 - the signature of all formats
    """Read an export of Notion."""
    Notion(source, batch).read()


def split_id(name: str) -> tuple[str, str | None]:
    """A name of the export as what a person called it, and the page's id."""
    found = _ID.match(name)
    if found is None:
        return name, None
    return (found["name"] or "").strip() or "Untitled", found["id"]


def is_export(source: Source) -> bool:
    """Whether this looks like an export of Notion: pages or tables with an id in their name."""
    return any(
        split_id(posixpath.basename(split_extension(entry.name)[0]).removesuffix("_all"))[1]
        for entry in source.with_suffix(".md", ".html", ".csv")
    )


def _plain_folder(path: str) -> str:
    """A path of the export without ids, and without the folders it is wrapped into."""
    parts = [part for part in path.split("/") if not _WRAPPER.match(part)]
    return "/".join(split_id(part)[0] for part in parts)
