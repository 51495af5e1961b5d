"""The plugin does what it says."""

from pathlib import Path

import pytest
from claudeprojects.agents.testing.plugins import plugin_at

CALENDAR = plugin_at(Path(__file__).parents[1]).importers()["calendar"]

FILE = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20300131T090000
SUMMARY:Tide clock: review
LOCATION:Harbour
DESCRIPTION:Bring the dial\\, and
  the battery.
END:VEVENT
END:VCALENDAR
"""


def test_an_event_becomes_a_note_with_its_day(tmp_path):
    (tmp_path / "a.ics").write_text(FILE, encoding="utf-8")
    (note,) = CALENDAR.notes(tmp_path / "a.ics")
    assert note.path == "2030-01-31 Tide clock review.md"
    assert note.text == (
        "---\ndate: 2030-01-31\nplace: 'Harbour'\n---\n\n# Tide clock: review\n\nBring the dial, and the battery.\n"
    )


def test_another_file_is_refused(tmp_path):
    (tmp_path / "a.ics").write_text("hello", encoding="utf-8")
    with pytest.raises(ValueError, match="no iCalendar file"):
        list(CALENDAR.notes(tmp_path / "a.ics"))
