"""The part of an address that is a vault path: any characters at all, line breaks too, as names may hold them.

Importing this module registers the convertor under the name used in routes, ``{path:vault_path}``.
"""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor


class VaultPathConvertor(Convertor[str]):
    """Takes the rest of the address; the framework's own ``path`` stops at a line break."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        """The path as it stands, decoded."""
        return value

    def to_string(self, value: str) -> str:
        """The same."""
        return value


register_url_convertor("vault_path", VaultPathConvertor())
