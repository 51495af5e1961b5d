"""The properties of all notes: which names are in use, of which kind they are, and which values they have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.errors import VaultError
from claudeprojects.core.vault.propertykinds import TYPES_FILE, declared_kinds, kind_of

if TYPE_CHECKING:
    from claudeprojects.core.store.database import Database
    from claudeprojects.core.vault.propertykinds import PropertyKind
    from claudeprojects.core.vault.vault import Vault


class KnownProperty(NamedTuple):
    """One property name, in a spelling that is in use; ``declared`` when the vault's ``types.json`` says the kind."""

    name: str
    kind: PropertyKind
    declared: bool
    notes: int


class PropertyValue(NamedTuple):
    """One text a property has, an entry of a list too, and in how many notes."""

    value: str
    notes: int


_NAMES = """
SELECT used.name, used.notes, notes.properties
FROM (SELECT name, count(DISTINCT file_id) AS notes,
          coalesce(max(CASE WHEN value <> '' THEN file_id END), max(file_id)) AS file_id
      FROM properties GROUP BY name_key) AS used
JOIN notes USING (file_id)
"""
_VALUES = """
SELECT value, count(DISTINCT file_id) AS notes FROM properties
WHERE name_key = ? AND value IS NOT NULL AND value <> '' AND instr(lower(value), ?) > 0
GROUP BY value ORDER BY notes DESC, value LIMIT ?
"""


_PATHS = """
SELECT value, path FROM properties JOIN files USING (file_id)
WHERE name_key = ? AND value IS NOT NULL AND value <> '' ORDER BY path DESC
"""


def paths_by_value(database: Database, name: str) -> dict[str, str]:
    """Every value that property ``name`` (any case) has, with the first note that has it."""
    return dict(database.read(_PATHS, (name.casefold(),)))


def known_properties(database: Database, vault: Vault) -> list[KnownProperty]:
    """Every property some note has or ``types.json`` declares, the most used first.

    The kind is the declared one, else what the latest note shows that has a value for it.
    """
    declared = {name.casefold(): (name, kind) for name, kind in declared_kinds(_types_file(vault)).items()}
    found: dict[str, KnownProperty] = {}
    for name, count, properties in database.read(_NAMES):
        key = name.casefold()
        values = {other.casefold(): value for other, value in json.loads(properties).items()}
        kind = declared[key][1] if key in declared else kind_of(name, values.get(key)) or "text"
        found[key] = KnownProperty(name, kind, key in declared, count)
    for key, (name, kind) in declared.items():
        found.setdefault(key, KnownProperty(name, kind, declared=True, notes=0))
    return sorted(found.values(), key=lambda known: (-known.notes, known.name.casefold()))


def property_values(database: Database, name: str, typed: str, limit: int) -> list[PropertyValue]:
    """The values of property ``name`` (any case) that hold what was ``typed``, the most used first."""
    rows = database.read(_VALUES, (name.casefold(), typed.lower(), limit))
    return [PropertyValue(value, count) for value, count in rows]


def _types_file(vault: Vault) -> str:
    """The text of ``types.json``; nothing when there is none or it cannot be read, as it is Obsidian's to mend."""
    try:
        return vault.read(TYPES_FILE).text or ""
    except VaultError:
        return ""
