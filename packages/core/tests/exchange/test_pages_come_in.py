"""Notion and Evernote: pages, databases, files, dates, tags and links between notes arrive."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.core.exchange.imports import Imports
    from claudeprojects.core.workspace import Workspace

    Text = Callable[[str], str]
    Files = Callable[[], list[str]]
    MakeZip = Callable[[Mapping[str, str | bytes]], Path]

HOME, PLAN, TASKS, WRITE, EMPTY = (digit * 32 for digit in "abcde")

MARKDOWN: dict[str, str | bytes] = {
    f"Home {HOME}.md": f"# Home: start\n\nSee [Plan](Home%20{HOME}/Plan%20{PLAN}.md), "
    f"[all](https://www.notion.so/Plan-{PLAN}?pvs=4)"
    f" and [web](https://x.y).\n\n![pic](Home%20{HOME}/my%20(1)%20pic.png)\n\n"
    f"[Tasks](Home%20{HOME}/Tasks%20{TASKS}.csv)\n"
    "[gone](nope.md)\n\n- [ ] do it\n\n<aside>\n💡 Idea\nmore\n\n</aside>\n\n```\n[Plan](Home%20x.md)\n```\n",
    f"Home {HOME}/Plan {PLAN}.md": f"# Plan\n\nBack to [Home](../Home%20{HOME}.md)\n",
    f"Home {HOME}/my (1) pic.png": b"PNG",
    f"Home {HOME}/Tasks {TASKS}.csv": "\ufeffName,Status\nWrite text,Doing\n",
    f"Home {HOME}/Tasks {TASKS}_all.csv": "\ufeffName,Status,Due,Tags,Done,Points,Project\n"
    f'Write text,Doing,"January 5, 2026 → January 7, 2026","a b, c",No,3,Plan (Plan%20{PLAN}.md)\n'
    "Empty | one,,,,Yes,,\n",
    f"Home {HOME}/Tasks {TASKS}/Write text {WRITE}.md": "# Write text\n\nStatus: Doing\n"
    "Due: January 5, 2026 → January 7, 2026\nTags: a b, c\nDone: No\nPoints: 3\n"
    f"Project: Plan (../Plan%20{PLAN}.md)\n\nNote: body here\n",
    f"Home {HOME}/Tasks {TASKS}/Empty one {EMPTY}.md": "# Empty | one\n\nDone: Yes\n",
}  # fmt: skip


def body(text: str) -> str:
    return text.split("---\n", 2)[2] if text.startswith("---\n") else text


def test_notions_markdown_keeps_folders_links_files_and_tables(
    imports: Imports, make_zip: MakeZip, text: Text, files: Files
) -> None:
    draft = imports.read(make_zip(MARKDOWN))
    assert files() == []
    imports.apply(draft)
    assert files() == [
        "Notion/Home - start.md", "Notion/Home - start/Plan.md", "Notion/Home - start/Tasks.md",
        "Notion/Home - start/Tasks/Empty - one.md", "Notion/Home - start/Tasks/Write text.md",
        "Notion/Home - start/my (1) pic.png",
    ]  # fmt: skip
    assert body(text("Notion/Home - start.md")) == (
        "\nSee [[Plan]], [[Plan|all]] and [web](https://x.y).\n\n![[my (1) pic.png]]\n\n"
        "[[Tasks]]\n[gone](nope.md)\n\n"
        "- [ ] do it\n\n> [!note] 💡\n> Idea\n> more\n\n```\n[Plan](Home%20x.md)\n```\n"
    )
    row = text("Notion/Home - start/Tasks/Write text.md")
    assert row.startswith(
        "---\nStatus: Doing\nDue: 2026-01-05\nDue end: 2026-01-07\ntags:\n  - a-b\n  - c\nDone: false\nPoints: 3\n"
        'Project: "[[Plan]]"\n'
    )
    assert body(row) == "\nNote: body here\n"
    assert "| [[Empty - one]] |  |  |  | Yes |" in text("Notion/Home - start/Tasks.md")
    assert [(loss.item, loss.what) for loss in draft.report.losses] == [("Home: start", "a link to 'nope.md'")]


def test_the_same_export_again_brings_nothing_and_more_of_it_only_the_rest(
    imports: Imports, make_zip: MakeZip, workspace: Workspace, text: Text
) -> None:
    imports.apply(imports.read(make_zip(MARKDOWN)))
    workspace.move("Notion/Home - start/Plan.md", "Elsewhere.md")
    again = imports.read(make_zip(MARKDOWN))
    assert (again.report.counts.notes, again.report.counts.attachments, again.report.counts.already) == (0, 0, 5)
    more = imports.read(
        make_zip({**MARKDOWN, f"New {'f' * 32}.md": f"# New\n\n[Plan](Home%20{HOME}/Plan%20{PLAN}.md)"})
    )
    imports.apply(more)
    assert [file.path for file in more.report.files] == ["Notion/New.md"]
    assert "[[Elsewhere|Plan]]" in text("Notion/New.md")


def test_a_taken_name_gets_a_number_and_stays_linked(
    imports: Imports, make_zip: MakeZip, workspace: Workspace, text: Text
) -> None:
    workspace.write_note("Notion/Plan.md", "Mine.\n", None)
    pages = {f"Plan {PLAN}.md": "# Plan\n", f"Home {HOME}.md": f"# Home\n\n[Plan](Plan%20{PLAN}.md)\n"}
    draft = imports.read(make_zip(pages))
    imports.apply(draft)
    assert draft.report.counts.renamed == 1
    assert text("Notion/Plan.md") == "Mine.\n"
    assert "[[Plan 2|Plan]]" in text("Notion/Home.md")


@pytest.mark.parametrize(
    ("page", "properties"),
    [
        (
            "Created: March 3, 2024 2:15 PM\nTags: alpha, two words\nWho: Mara",
            "Created: 2024-03-03T14:15\ntags:\n  - alpha\n  - two-words\nWho: Mara\n",
        ),
        ("Status: Doing", "Status: Doing\n"),
        ("Remember: call Jo", ""),
        ("See: one\nand then two", ""),
        ("https://x.y\nhttps://y.z", ""),
    ],
)
def test_a_row_exported_without_its_database_keeps_its_properties(
    imports: Imports, make_zip: MakeZip, text: Text, page: str, properties: str
) -> None:
    imports.apply(imports.read(make_zip({f"Row {PLAN}.md": f"# Row\n\n{page}\n\nBody: here\n"})))
    kept = "" if properties else f"{page}\n\n"
    assert text("Notion/Row.md") == f"---\n{properties}imported: notion:{PLAN}\n---\n\n{kept}Body: here\n"


PAGE = (
    '<html><head><title>Home</title><style>a{}</style></head><body><article class="page sans"><header>'
    '<div class="page-header-icon"><span class="icon">🎯</span></div><h1 class="page-title">Home</h1>'
    '<table class="properties"><tbody><tr class="property-row property-row-date"><th>Due</th><td><time>'
    "@January 5, 2024"
    ' 3:04 PM</time></td></tr><tr class="property-row property-row-multi_select"><th>Tags</th><td>'
    '<span class="selected-value">A b</span></td></tr><tr class="property-row property-row-checkbox"><th>Ok</th><td>'
    '<div class="checkbox checkbox-on"></div></td></tr></tbody></table></header><div class="page-body">'
    f'<p>See <a href="Home%20{HOME}/Plan%20{PLAN}.html"><strong>Plan</strong></a>, '
    '<span class="notion-text-equation-token">'
    '<style>x</style><span class="katex"><annotation encoding="application/x-tex">e^x</annotation>junk'
    "</span></span></p>"
    '<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span>Mount</span><div class="indented">'
    '<ul class="to-do-list"><li><div class="checkbox checkbox-off"></div> <span>sub</span></li></ul></div></li></ul>'
    '<ul class="to-do-list"><li><div class="checkbox checkbox-off"></div> <span>Two</span></li></ul>'
    '<ul class="toggle"><li><details open=""><summary>More</summary><p>Hidden</p></details></li></ul>'
    '<figure class="callout"><div><span class="icon">⚠️</span></div><div>Pinch <b>points</b></div></figure>'
    '<pre class="code"><code class="language-Python">print(1)\n\n\n\nx</code></pre>'
    f'<figure class="image"><a href="Home%20{HOME}/arm.png"><img src="Home%20{HOME}/arm.png"/></a><figcaption>The arm'
    '</figcaption></figure><ol start="1"><li>one</li></ol><ol start="2"><li>two</li></ol>'
    "</div></article></body></html>"
)


def test_notions_html_keeps_blocks_and_properties(imports: Imports, make_zip: MakeZip, text: Text) -> None:
    plan = '<html><head><title>Plan</title></head><body><div class="page-body"></div></body></html>'
    export = {
        f"Export-1/Home {HOME}.html": PAGE,
        f"Export-1/Home {HOME}/Plan {PLAN}.html": plan,
        f"Export-1/Home {HOME}/arm.png": b"PNG",
    }
    imports.apply(imports.read(make_zip(export), folder="In"))
    found = text("In/Export-1/Home.md")
    assert found.startswith("---\nDue: 2024-01-05T15:04\ntags:\n  - A-b\nOk: true\nicon: 🎯\n")
    assert body(found) == (
        "\nSee [[Plan]], $e^x$\n\n- [x] Mount\n  - [ ] sub\n- [ ] Two\n\n> [!note]- More\n> Hidden\n\n> [!note] ⚠️\n"
        "> Pinch **points**\n\n```python\nprint(1)\n\n\n\nx\n```\n\n![[arm.png]]\n\n*The arm*\n\n1. one\n2. two\n"
    )


def test_a_large_export_in_parts_is_one_export(imports: Imports, make_zip: MakeZip, files: Files) -> None:
    part = make_zip({f"Home {HOME}.md": "# Home\n"}, "part.zip").read_bytes()  # type: ignore[call-arg]
    imports.apply(imports.read(make_zip({"ExportBlock-1-Part-1.zip": part})))
    assert files() == ["Notion/Home.md"]


def enex(notes: str) -> str:
    doctype = '<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}\n<en-export>{notes}</en-export>'


def test_evernote_keeps_files_tasks_tags_dates_and_links(
    imports: Imports, tmp_path: Path, text: Text, workspace: Workspace
) -> None:
    data = b"PNGDATA" * 1000
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
    first = (
        "<note><title>First</title><created>20240105T103000Z</created><tag>My tag</tag><content><![CDATA[<en-note>"
        '<div>Hello <b>bold</b></div><div><en-todo checked="true"/>done</div><div><en-todo/>open</div>'
        '<ul style="--en-todo:true;"><li style="--en-checked:false;"><div>item</div></li></ul>'
        '<div><a href="evernote:///view/1/s/g/g/">Second</a> <a href="evernote:///view/1/s/h/h/">Third</a></div>'
        f'<en-media hash="{digest}" type="image/png"/><en-crypt>xx</en-crypt></en-note>]]></content>'
        "<task><title>Call</title><taskStatus>completed</taskStatus><dueDate>20240109T230000Z</dueDate>"
        "<dueDateUIOption>date_time</dueDateUIOption><timeZone>Europe/Berlin</timeZone></task>"
        "<task><title>Back up</title><taskStatus>open</taskStatus><taskFlag>true</taskFlag>"
        "<dueDate>20240112T000000Z</dueDate><recurrence>RRULE:FREQ=WEEKLY;INTERVAL=2</recurrence>"
        "<repeatAfterCompletion>true</repeatAfterCompletion></task>"
        "<task><title>Odd</title><recurrence>RRULE:FREQ=YEARLY;BYWEEKNO=20</recurrence></task>"
        f'<resource><data encoding="base64">\n{base64.encodebytes(data).decode()}</data><mime>image/png</mime>'
        "<resource-attributes><file-name>a/b.png</file-name></resource-attributes></resource></note>"
    )
    second = "<note><title>Second</title><content><![CDATA[<en-note>x</en-note>]]></content></note>"
    (tmp_path / "Book.enex").write_text(enex(first + second), encoding="utf-8")
    draft = imports.read(tmp_path / "Book.enex")
    imports.apply(draft)
    assert text("Evernote/First.md").startswith(
        "---\ntags:\n  - My-tag\ncreated: 2024-01-05T10:30:00\nimported: evernote:"
    )
    assert body(text("Evernote/First.md")) == (
        "\nHello **bold**\n\n- [x] done\n- [ ] open\n- [ ] item\n\n[[Second]] [Third](evernote:///view/1/s/h/h/)\n\n"
        "![[a-b.png]]*(encrypted in Evernote)*\n\n- [x] Call [time:: 00:00] 📅 2024-01-10\n"
        "- [ ] Back up ⏫ 🔁 every 2 weeks when done 📅 2024-01-12\n- [ ] Odd\n"
        "\t- Repeats: FREQ=YEARLY;BYWEEKNO=20\n"
    )
    assert workspace.vault.read_bytes("Evernote/Attachments/a-b.png") == data
    assert [loss.what for loss in draft.report.losses] == [
        "the recurrence 'FREQ=YEARLY;BYWEEKNO=20' of 'Odd'",
        "an encrypted part",
        "a link to the note 'Third'",
    ]
    assert imports.read(tmp_path / "Book.enex").report.counts.already == 2
