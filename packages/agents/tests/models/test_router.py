"""The router and its readable table."""

from __future__ import annotations

from pathlib import Path

import pytest
from claudeprojects.agents.errors import ModelContextTooLong, ModelUnknown, RouterTableInvalid
from claudeprojects.agents.models.port import Task
from claudeprojects.agents.models.router import Router
from claudeprojects.agents.models.rules import RuleFile, built_in_table, read_rules
from claudeprojects.agents.values import Privacy

LOCAL, REMOTE = "local:tiny", "anthropic:big"


class Supply:
    """A local and a remote model, of which some are missing."""

    def __init__(self, *, missing: dict[str, str] | None = None, remote: str | None = REMOTE) -> None:
        self.gone = missing or {}
        self.remote = remote

    def resolve(self, wanted: str) -> str | None:
        names = {"local": LOCAL, "remote": self.remote, "sonnet": "anthropic:sonnet"}
        return names.get(wanted, wanted if ":" in wanted else None)

    def missing(self, name: str) -> str | None:
        return self.gone.get(name)

    def context_tokens(self, name: str) -> int:
        return 8_000 if name == LOCAL else 100_000


def router(supply: Supply | None = None, text: str | None = None) -> Router:
    rules = read_rules(text or built_in_table(), "router.toml")
    return Router(supply or Supply(), lambda: rules)


@pytest.mark.parametrize(
    ("task", "model", "rule"),
    [
        (Task("agent", 5_000), REMOTE, "Hard work"),
        (Task("ask", 5_000), REMOTE, "Hard work"),
        (Task("title", 200), LOCAL, "Small work stays here"),
        (Task("extract", 6_000), REMOTE, "Hard work"),
        (Task("chat", 200, Privacy.PRIVATE), LOCAL, "Private notes stay here"),
        (Task("chat", 200, Privacy.TEAM), REMOTE, "Hard work"),
        (Task("agent", 200, wanted="sonnet"), "anthropic:sonnet", "What was asked for"),
        (Task("agent", 200, wanted="inherit"), REMOTE, "Hard work"),
        (Task("agent", 200, wanted="sonnet", dollars_left=0.0), LOCAL, "The budget is spent"),
        (Task("agent", 200, dollars_left=1.0), REMOTE, "Hard work"),
    ],
)
def test_the_built_in_table(task: Task, model: str, rule: str) -> None:
    choice = router().choose(task)
    assert (choice.model_name, choice.rule) == (model, rule)
    assert choice.why.endswith(".")
    assert not choice.degraded


def test_what_is_out_of_reach_is_passed_over_and_named() -> None:
    choice = router().choose(Task("agent", 100), {REMOTE: "there is no network"})
    assert choice.model_name == LOCAL
    assert choice.degraded
    assert "anthropic:big was passed over: there is no network" in choice.why


def test_a_model_asked_for_without_a_key_is_replaced_and_said_so() -> None:
    supply = Supply(missing={"anthropic:sonnet": "there is no key for anthropic", REMOTE: "there is no key"})
    choice = router(supply).choose(Task("agent", 100, wanted="sonnet"))
    assert (choice.model_name, choice.degraded) == (LOCAL, True)
    assert "no key for anthropic" in choice.why


def test_without_any_remote_model_work_stays_here_without_complaint() -> None:
    choice = router(Supply(remote=None)).choose(Task("agent", 100))
    assert (choice.model_name, choice.degraded) == (LOCAL, False)


def test_a_private_text_never_falls_back_to_a_remote_model() -> None:
    with pytest.raises(ModelContextTooLong):
        router(text='[[rule]]\nname = "p"\nwhen = { privacy = "private" }\nuse = "local"\n').choose(
            Task("chat", 9_000, Privacy.PRIVATE)
        )


def test_when_nothing_can_be_used_the_reason_is_told() -> None:
    supply = Supply(missing={LOCAL: "it is not installed", REMOTE: "there is no key for anthropic"})
    with pytest.raises(ModelUnknown, match="no key for anthropic"):
        router(supply).choose(Task("agent", 100))


def test_the_last_failure_comes_up_when_everything_is_out_of_reach() -> None:
    away = {REMOTE: "no network", LOCAL: "it fails"}
    assert router().choose(Task("agent", 100), away).model_name == REMOTE


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "holds no"),
        ("[[rule]]\nuse = 'local'", "needs a name"),
        ("[[rule]]\nname = 'x'", "`use` must name"),
        ("[[rule]]\nname = 'x'\nuse = 'local'\nwhen = { colour = 1 }", "no condition 'colour'"),
        ("[[rule]]\nname = 'x'\nuse = 'local'\nwhen = { kind = 'dance' }", "no kind of work 'dance'"),
        ("[[rule]]\nname = 'x'\nuse = 'local'\nwhen = { privacy = 'secret' }", "no privacy class 'secret'"),
        ("[[rule]]\nname = 'x'\nuse = 'local'\nwhen = { tokens_below = 'few' }", "must be a number"),
        ("[[rule]\n", "the file"),
    ],
)
def test_a_table_that_cannot_be_is_refused_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    file = RuleFile(tmp_path)
    with pytest.raises(RouterTableInvalid, match=problem):
        file.write(text)
    assert not file.path.exists()


def test_the_users_table_is_in_force_as_soon_as_it_is_written(tmp_path: Path) -> None:
    file = RuleFile(tmp_path)
    assert file.rules()[0].name == "The budget is spent"
    file.write("[[rule]]\nname = 'Mine'\nuse = ['ollama:qwen3', 'local']\nwhen = { kind = ['chat'] }\n")
    (mine,) = file.rules()
    assert (mine.name, mine.use, mine.conditions) == ("Mine", ("ollama:qwen3", "local"), "chat")
    file.path.write_text("[[rule]\n")
    assert file.rules() == (mine,)
    assert file.problem is not None
    file.reset()
    assert file.rules()[0].name == "The budget is spent"
    assert file.problem is None


def test_every_rule_of_the_built_in_table_reads_as_a_sentence() -> None:
    told = [(rule.name, rule.conditions, rule.because) for rule in read_rules(built_in_table(), "")]
    assert told[2][:2] == ("Private notes stay here", "private text")
    assert all(because for _, _, because in told)


def test_the_page_on_models_shows_the_table_as_it_is() -> None:
    page = (Path(__file__).parents[4] / "docs" / "models.md").read_text("utf-8")
    for rule in read_rules(built_in_table(), ""):
        assert f"| {rule.name} | {rule.conditions} | {', else '.join(rule.use)} |" in page
