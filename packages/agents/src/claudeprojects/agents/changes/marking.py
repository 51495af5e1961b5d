"""Marking: text keeps its privacy class when an agent writes it somewhere else.

The class stands in the note itself, as the property ``privacy``, where a person sees it in the diff and in the note,
and where it goes along with every later move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.privacy.policy import PROPERTY
from claudeprojects.core.vault.edit import set_property
from claudeprojects.core.vault.parse import file_kind
from claudeprojects.core.vault.textfile import TextFile, decode

if TYPE_CHECKING:
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.agents.values import Privacy


def marked(rules: PrivacyRules, path: str, data: bytes, privacy: Privacy) -> bytes:
    """``data`` for the file ``path``, with the property ``privacy`` where nothing else makes it that private.

    Only notes have properties; other files are returned as they are. Raises ``NotEditable`` when the frontmatter
    cannot be read, so that nobody could tell.
    """
    if file_kind(path) != "note" or rules.of_bytes(path, data) >= privacy:
        return data
    file = decode(data)
    return TextFile(set_property(file.text, PROPERTY, privacy.label, path=path), file.bom).encode()
