"""The account of a tree of runs: one budget that all its members draw on, overspent by at most one call.

A model call is let in with an estimate of what it may use. While calls are under way their estimates count as spent,
so two calls never share the last of the budget: the second waits until the first has settled. Only a call that is
alone is let in with less left than its estimate, and whatever it then uses is the most that can be overspent.
"""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from claudeprojects.agents.errors import BudgetSpent
from claudeprojects.agents.runs.model import Spent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from claudeprojects.agents.runs.model import Budget


class Reservation:
    """A model call that was let in; ``settle`` says what it used in truth."""

    def __init__(self, tokens: int, dollars: float) -> None:
        self.tokens, self.dollars = tokens, dollars
        self.used = Spent()

    def settle(self, used: Spent) -> None:
        """Note what the call used; a call that fails has used nothing."""
        self.used = used


class Account:
    """What a tree may use and has used. Used on one event loop.

    Every way in raises ``BudgetSpent`` when a limit is reached, naming which.
    """

    def __init__(self, budget: Budget, spent: Spent, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.budget = budget
        self._spent = spent
        self._clock = clock
        self._since: float | None = None
        self._at_work = 0
        self._reserved: list[Reservation] = []
        self._changed = asyncio.Condition()
        self._dearest = spent.dollars / spent.tokens if spent.dollars and spent.tokens else math.inf

    @property
    def spent(self) -> Spent:
        """What was used so far, with the time at work up to now."""
        under_way = 0.0 if self._since is None else self._clock() - self._since
        return self._spent + Spent(seconds=under_way)

    @property
    def seconds_left(self) -> float | None:
        """Time at work that is left."""
        return None if self.budget.seconds is None else self.budget.seconds - self.spent.seconds

    @property
    def dollars_left(self) -> float | None:
        """Money that is left; ``None`` without a limit."""
        return None if self.budget.dollars is None else max(0.0, self.budget.dollars - (self._spent.dollars or 0.0))

    def at_work(self) -> None:
        """A branch of the tree goes to work: from the first one on, time counts."""
        self._at_work += 1
        if self._at_work == 1:
            self._since = self._clock()

    def at_rest(self) -> None:
        """A branch ends or waits for a person: when none is left, time stops."""
        self._at_work -= 1
        if self._at_work == 0 and self._since is not None:
            self._spent += Spent(seconds=self._clock() - self._since)
            self._since = None

    @asynccontextmanager
    async def model_call(self, estimate: int) -> AsyncIterator[Reservation]:
        """Let in a call that may use ``estimate`` tokens, waiting while others under way might use the last."""
        async with self._changed:
            while not self._admits(estimate):
                await self._changed.wait()
            reservation = Reservation(estimate, self._price(estimate))
            self._reserved.append(reservation)
        try:
            yield reservation
        finally:
            async with self._changed:
                self._reserved.remove(reservation)
                self._count(reservation.used)
                self._changed.notify_all()

    def tool_call(self) -> None:
        """Count one tool call."""
        limit = self.budget.tool_calls
        if limit is not None and self._spent.tool_calls >= limit:
            raise BudgetSpent("tool call", limit)
        self.check_time()
        self._spent += Spent(tool_calls=1)

    def level(self, depth: int) -> None:
        """Let in a sub-agent ``depth`` levels below the root."""
        if depth > self.budget.depth:
            raise BudgetSpent("level of sub-agents", self.budget.depth, "levels of sub-agents")

    def check_time(self) -> None:
        """Raise when the time is used up."""
        if (left := self.seconds_left) is not None and left <= 0:
            raise BudgetSpent("second", self.budget.seconds or 0)

    def _admits(self, estimate: int) -> bool:
        self.check_time()
        budget, spent = self.budget, self._spent
        if budget.tokens is not None and spent.tokens >= budget.tokens:
            raise BudgetSpent("token", budget.tokens)
        if budget.dollars is not None and (spent.dollars or 0.0) >= budget.dollars > 0:
            raise BudgetSpent("dollar", budget.dollars)
        if not self._reserved:
            return True
        tokens = spent.tokens + estimate + sum(each.tokens for each in self._reserved)
        dollars = (spent.dollars or 0.0) + self._price(estimate) + sum(each.dollars for each in self._reserved)
        fits = budget.tokens is None or tokens <= budget.tokens
        return fits and (budget.dollars is None or dollars <= budget.dollars)

    def _price(self, tokens: int) -> float:
        """What ``tokens`` cost at the dearest rate seen; unknown before the first call, which so goes alone."""
        return 0.0 if self.budget.dollars is None else tokens * self._dearest

    def _count(self, used: Spent) -> None:
        self._spent += Spent(used.input_tokens, used.output_tokens, used.dollars, 0.0, used.model_calls)
        if used.tokens and used.dollars is not None:
            rate = used.dollars / used.tokens
            self._dearest = rate if math.isinf(self._dearest) else max(self._dearest, rate)
