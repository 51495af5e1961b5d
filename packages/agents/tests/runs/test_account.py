"""The account of a tree: many calls at once, and never more than one call too many."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from claudeprojects.agents.errors import BudgetSpent
from claudeprojects.agents.runs.account import Account
from claudeprojects.agents.runs.model import Budget, Spent
from hypothesis import given, settings
from hypothesis import strategies as st


@settings(max_examples=60, deadline=None)
@given(
    budget=st.integers(1, 500),
    calls=st.lists(st.tuples(st.integers(1, 120), st.integers(0, 3)), min_size=1, max_size=25),
    branches=st.integers(1, 6),
)
def test_calls_side_by_side_overspend_by_at_most_one_call(
    budget: int, calls: list[tuple[int, int]], branches: int
) -> None:
    async def story() -> Spent:
        account = Account(Budget(tokens=budget, dollars=None, seconds=None), Spent())
        waiting = list(calls)

        async def branch() -> None:
            while waiting:
                tokens, turns = waiting.pop()
                async with account.model_call(tokens) as call:
                    for _ in range(turns):
                        await asyncio.sleep(0)
                    call.settle(Spent(input_tokens=tokens, model_calls=1))

        ended = await asyncio.gather(*(branch() for _ in range(branches)), return_exceptions=True)
        assert all(end is None or isinstance(end, BudgetSpent) for end in ended)
        return account.spent

    spent = asyncio.run(story())
    largest = max(tokens for tokens, _ in calls)
    assert spent.tokens < budget + largest
    if sum(tokens for tokens, _ in calls) <= budget:
        assert spent.model_calls == len(calls)


def test_money_without_a_known_price_lets_calls_in_one_by_one_until_one_has_settled() -> None:
    async def story() -> list[int]:
        account = Account(Budget(tokens=None, dollars=1.0, seconds=None), Spent())
        at_once: list[int] = []
        running = 0

        async def call() -> None:
            nonlocal running
            async with account.model_call(100) as entry:
                running += 1
                at_once.append(running)
                await asyncio.sleep(0.001)
                running -= 1
                entry.settle(Spent(input_tokens=100, dollars=0.1, model_calls=1))

        await asyncio.gather(*(call() for _ in range(6)))
        return at_once

    at_once = asyncio.run(story())
    assert at_once[0] == 1
    assert max(at_once) > 1


@pytest.mark.parametrize(
    ("budget", "spent"),
    [
        (Budget(tokens=10), Spent(input_tokens=10)),
        (Budget(dollars=0.5), Spent(dollars=0.5)),
        (Budget(seconds=5), Spent(seconds=5.0)),
    ],
)
def test_nothing_is_let_in_once_a_limit_is_reached(budget: Budget, spent: Spent) -> None:
    async def story() -> None:
        async with Account(budget, spent).model_call(1):
            pass

    with pytest.raises(BudgetSpent):
        asyncio.run(story())


def test_time_counts_only_while_somebody_works() -> None:
    now = [0.0]
    account = Account(Budget(seconds=10), Spent(), clock=lambda: now[0])
    account.at_work()
    now[0] = 3
    account.at_rest()
    now[0] = 100
    assert account.seconds_left == 7
    account.at_work()
    now[0] = 107
    with pytest.raises(BudgetSpent):
        account.check_time()


def test_depth_and_tool_calls_have_their_limits() -> None:
    account: Any = Account(Budget(tool_calls=1, depth=2), Spent())
    account.tool_call()
    with pytest.raises(BudgetSpent, match="1 tool call is"):
        account.tool_call()
    account.level(2)
    with pytest.raises(BudgetSpent, match="2 levels"):
        account.level(3)
