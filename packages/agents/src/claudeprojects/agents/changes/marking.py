"""Marking: text keeps its privacy class when an agent writes it somewhere else.

The class stands in the note itself, as the property ``privacy``, where a person sees it in the diff and in the note,
and where it goes along with every later move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.privacy.policy import PROPERTY
from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault.edit import set_property
from claudeprojects.core.vault.parse import file_kind
from claudeprojects.core.vault.textfile import TextFile, decode

if TYPE_CHECKING:
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.agents.values import Privacy


def marked(rules: PrivacyRules, path: str, data: bytes, privacy: Privacy) -> bytes:
    """``data`` for the file ``path``, with the property ``privacy`` where nothing else makes it that private.

    Raises:
        NotEditable: nothing could show its class there: it is no note, or its frontmatter cannot be read.
    """
    if rules.of_bytes(path, data) >= privacy:
        return data
    if file_kind(path) != "note":
        hint = f"Put it into a note, which can be marked, or into a folder that is {privacy.label}."
        raise NotEditable(path, f"it would hold {privacy.label} text, and only notes can be marked as that", hint)
    file = decode(data)
    return TextFile(set_property(file.text, PROPERTY, privacy.label, path=path), file.bom).encode()
