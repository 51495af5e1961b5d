"""Rows: the result of a query as a sequence that fetches only the part asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.store.database import Database

T = TypeVar("T", covariant=True)


class Rows(Sequence[T]):
    """An ordered ``SELECT`` seen as a sequence of records. Each access reads the database as it is then."""

    def __init__(
        self, database: Database, select: str, params: dict[str, Any], make: Callable[..., T], order: str
    ) -> None:
        self._database, self._select, self._params, self._make, self._order = database, select, params, make, order

    def __len__(self) -> int:
        return int(self._database.value(f"SELECT count(*) FROM ({self._select})", self._params))

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return self._page(start, stop - start)[:: step if step > 0 else 1]
        found = self._page(index if index >= 0 else len(self) + index, 1)
        if not found:
            raise IndexError(index)
        return found[0]

    def _page(self, offset: int, limit: int) -> list[T]:
        sql = f"{self._select} ORDER BY {self._order} LIMIT :rows_limit OFFSET :rows_offset"
        params = {**self._params, "rows_limit": max(0, limit), "rows_offset": offset}
        return [self._make(*row) for row in self._database.read(sql, params)]
