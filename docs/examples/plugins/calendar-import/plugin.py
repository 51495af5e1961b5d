"""Calendar import: a note for every event of an iCalendar file (RFC 5545)."""

import re
from datetime import datetime

from claudeprojects.agents.plugins.hooks import ImportedNote, hookimpl

UNSAFE = re.compile(r'[<>:"/\\|?*#^\[\]\x00-\x1f]+')


class Calendar:
    """One note an event, with its day, place and text."""

    name = "calendar"
    description = "Makes a note of each event of an .ics file."
    suffixes = (".ics",)

    def notes(self, file):
        """The notes that ``file`` holds. Raises ``ValueError`` when it is no calendar."""
        text = file.read_text(encoding="utf-8", errors="replace")
        if "BEGIN:VCALENDAR" not in text:
            raise ValueError(f"{file.name} is no iCalendar file.")
        unfolded = re.sub(r"\r?\n[ \t]", "", text)
        for event in re.findall(r"BEGIN:VEVENT\r?\n(.*?)END:VEVENT", unfolded, re.DOTALL):
            yield self._note(dict(field(line) for line in event.splitlines() if ":" in line))

    def _note(self, event):
        title = event.get("SUMMARY", "Event").strip()
        day = day_of(event.get("DTSTART", ""))
        where = f"place: {event['LOCATION']!r}\n" if event.get("LOCATION") else ""
        name = " ".join(UNSAFE.sub(" ", title).split()).strip(".") or "Event"
        body = event.get("DESCRIPTION", "")
        return ImportedNote(f"{day} {name}.md", f"---\ndate: {day}\n{where}---\n\n# {title}\n\n{body}\n")


def field(line):
    """The name and the value of one line, its parameters left out."""
    name, _, value = line.partition(":")
    plain = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    return name.partition(";")[0].upper(), plain


def day_of(start):
    """The day an event begins, as ``YYYY-MM-DD``. Raises ``ValueError`` for what is no day."""
    return datetime.strptime(start[:8], "%Y%m%d").date().isoformat()


@hookimpl
def importers():
    """The importers of this plugin."""
    return [Calendar()]
