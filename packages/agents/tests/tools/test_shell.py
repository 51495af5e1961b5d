"""Commands: what they see, what they can take, and what becomes of what they change. All in a real sandbox."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace

import pytest
from claudeprojects.agents.permissions.files import Document
from claudeprojects.agents.permissions.policy import ShellLimits
from claudeprojects.agents.tools.sandbox import bubblewrap, confine, landlock, seccomp
from claudeprojects.agents.values import Privacy
from claudeprojects.core.errors import Cancelled


@pytest.fixture
def shell(desk):
    """Calls a command that is allowed, under limits."""

    def run(command, context=None, limits=None, **arguments):
        desk.permissions.save(Document(allow=["Bash"], shell=limits or ShellLimits()))
        return desk.call("shell", context=context, command=command, **arguments)

    return run


def staged(desk):
    view = desk.changes.view("run")
    return {path: view.read(path).text for path in view.staged()}


def test_a_command_is_asked_for_with_its_exact_words(desk):
    def approve(asked):
        assert asked.effect.detail == "wc -l Home.md\nls"
        assert asked.effect.summary == "Run in the sandbox: wc -l Home.md … and more"
        assert not asked.effect.leaves_machine
        desk.approvals.decide(asked.id, True, "you")

    assert "6 Home.md" in desk.answered("Bash", {"command": "wc -l Home.md\nls", "timeout": 9000}, approve).text


def test_a_command_sees_the_vault_with_the_runs_changes_and_nothing_hidden(desk, shell):
    (desk.root / ".obsidian").mkdir()
    (desk.root / ".obsidian" / "key.json").write_text("hunter2")
    (desk.root / "Projects" / ".git").mkdir()
    desk.call("write", path="New.md", text="staged\n")
    desk.call("trash", path="Home.md")
    text = shell("find . -type f | sort; cat New.md").text
    assert text.split("\n")[1:4] == ["./New.md", "./Projects/Plan.md", "staged"]


def test_private_notes_are_seen_only_by_a_run_that_has_read_some(desk, shell):
    hidden = shell("cat Private/Diary.md")
    assert (hidden.privacy, "debt" in hidden.text) == (Privacy.OPEN, False)
    seen = shell("cat Private/Diary.md", desk.context(taint=Privacy.PRIVATE))
    assert (seen.privacy, "debt" in seen.text) == (Privacy.PRIVATE, True)


def test_nothing_else_of_the_machine_is_seen_or_reached(desk, shell, tmp_path):
    (tmp_path / "outside.txt").write_text("hunter2")
    os.environ["CLAUDEPROJECTS_TEST_SECRET"] = "hunter2"
    try:
        text = shell(
            f"cat {tmp_path}/outside.txt; env; ls /root /home /var; cat /etc/passwd /proc/1/environ; id -u; "
            "grep -E 'CapEff|Seccomp:|NoNewPrivs' /proc/self/status; ls /sys; "
            "(exec 3<>/dev/tcp/127.0.0.1/80) 2>&1; cat /proc/net/dev"
        ).text
    finally:
        del os.environ["CLAUDEPROJECTS_TEST_SECRET"]
    assert "hunter2" not in text
    assert "root:" not in text
    assert "CapEff:\t0000000000000000" in text
    assert "NoNewPrivs:\t1" in text
    assert "Seccomp:\t2" in text
    assert "eth" not in text


@pytest.mark.parametrize(
    "command",
    ["unshare -U true", "unshare -n true", "mount -t tmpfs x /mnt", "chroot / true", "strace true || nsenter -t 1 -n"]
)  # fmt: skip
def test_system_calls_that_break_out_are_refused(shell, command):
    assert shell(f"{command} && echo BROKE OUT").is_error


def test_the_filter_is_a_whole_program_for_every_machine_we_know():
    for machine in ("x86_64", "aarch64"):
        program = seccomp.program(machine)
        assert program is not None
        steps = [program[at : at + 8] for at in range(0, len(program), 8)]
        assert len(steps) < 4096
        assert steps[-1] == bytes.fromhex("06000000") + (0x7FFF0000).to_bytes(4, "little")
        assert all(at + 1 + max(step[2:4]) < len(steps) for at, step in enumerate(steps[:-1])), "a jump out of it"
    assert seccomp.program("vax") is None


@pytest.fixture
def widened(desk, monkeypatch, tmp_path):
    """A folder outside that a mistake in the mounts brings into the sandbox, to be written."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "key.txt").write_text("hunter2")
    as_it_is = bubblewrap.overlay
    monkeypatch.setattr(bubblewrap, "overlay", lambda *a: [*as_it_is(*a), "--bind", str(outside), "/outside"])
    return outside


REACHING = "cat /outside/key.txt; echo owned > /outside/made.txt; rm /outside/key.txt; mkdir /outside/folder"


@pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")
def test_what_is_mounted_by_mistake_is_neither_read_nor_written(shell, widened):
    result = shell(f"{REACHING}; echo fine > Home.md; cat Home.md; echo x > /tmp/x && mv /tmp/x a.md && ls")
    assert "hunter2" not in result.text
    assert "fine\nHome.md" in result.text
    assert "Changed: Home.md, a.md." in result.text
    assert [(path.name, path.read_text()) for path in widened.iterdir()] == [("key.txt", "hunter2")]


def test_without_the_second_layer_it_would_be(desk, shell, widened, monkeypatch):
    found = bubblewrap.find_sandbox(desk.workspace.data_dir / "commands")
    assert isinstance(found, bubblewrap.Sandbox)
    monkeypatch.setattr(bubblewrap, "find_sandbox", lambda _: replace(found, landlock=0))
    assert "hunter2" in shell(REACHING).text
    assert {path.name for path in widened.iterdir()} == {"made.txt", "folder"}


def test_where_the_kernel_has_no_landlock_the_sandbox_says_so_and_works(desk, monkeypatch):
    monkeypatch.setattr(landlock, "version", lambda: 0)
    found = bubblewrap.find_sandbox(desk.root.parent / "another")
    assert isinstance(found, bubblewrap.Sandbox)
    assert (found.landlock, found.alone) == (0, "this kernel has no Landlock, or has it switched off")


def test_every_version_of_landlock_is_asked_for_what_it_knows_and_no_more():
    assert [confine.handled(version).bit_length() for version in range(1, 9)] == [13, 14, 15, 15, 16, 16, 16, 16]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("sleep 60", "longer than 1 second"),
        ("while :; do :; done", ""),
        ("head -c 300M /dev/zero | tail -c 1 | wc -c; x=$(head -c 300M /dev/zero | tr '\\0' a); echo ${#x}", ""),
        ("for i in $(seq 200); do sleep 9 & done; wait", ""),
        ("head -c 9M /dev/zero > big.md && echo WRITTEN", ""),
    ],
)
def test_a_command_that_takes_too_much_is_ended(shell, command, said):
    limits = ShellLimits(seconds=1, cpu_seconds=1, memory_mib=64, processes=16, file_mib=1)
    result = shell(command, limits=limits)
    assert result.is_error
    assert said in result.text
    assert "WRITTEN" not in result.text


def test_endless_output_is_cut(shell):
    result = shell("head -c 3M /dev/zero | tr '\\0' a")
    assert len(result.text) < 250_000
    assert "more output was left out" in result.text


def test_what_a_command_changes_is_staged_and_the_disk_is_untouched(desk, shell):
    before = {path: (desk.root / path).read_bytes() for path in ("Home.md", "Projects/Plan.md")}
    made = "echo more >> Home.md; mkdir -p A/B; echo new > A/B/new.md; printf '\\0\\1' > p.png"
    result = shell(f"{made}; mv Projects/Plan.md A/Plan.md")
    assert "Changed: A/B/new.md, A/Plan.md, Home.md, p.png." in result.text
    assert "Deleted: Projects/Plan.md." in result.text
    assert sorted(staged(desk)) == ["A/B/new.md", "A/Plan.md", "Home.md", "p.png"]
    assert staged(desk)["Home.md"].endswith("- [x] Done\nmore\n")
    kinds = {file.path: (file.kind, file.old_path) for file in desk.changes.changeset("run").files}
    assert kinds["A/Plan.md"] == ("move", "Projects/Plan.md")
    assert {path: (desk.root / path).read_bytes() for path in before} == before


def test_folders_removed_and_made_anew_are_told_apart(desk, shell):
    shell("rm -r Projects; mkdir Projects; echo x > Projects/Other.md")
    assert desk.changes.view("run").files() == ["Home.md", "Private/Diary.md", "Projects/Other.md"]


def test_what_cannot_be_taken_over_is_told(desk, shell):
    result = shell(
        "echo x > .hidden; mkdir .git; echo x > .git/hook; ln -s /etc link; echo x > 'a:b.md'; mkfifo pipe"
    )
    for left in (".hidden", ".git", "link", "a:b.md", "pipe"):
        assert left in result.text
    assert staged(desk) == {}


def test_what_someone_else_changes_meanwhile_is_left_to_them(desk, shell):
    async def scene():
        desk.allow("Bash")
        calling = asyncio.create_task(desk.acall("shell", {"command": "echo mine >> Home.md; sleep 0.5"}))
        while not list((desk.workspace.data_dir / "commands").glob("*/*/stamps.json")):
            await asyncio.sleep(0.02)
        (desk.root / "Home.md").write_text("theirs")
        return await calling

    assert "Home.md (changed by someone else meanwhile)" in asyncio.run(scene()).text
    assert staged(desk) == {}


def test_a_command_that_had_ended_before_a_crash_is_not_run_again(desk, shell):
    context = desk.context()
    first = shell("date +%N >> Home.md; date +%N", context)
    before = staged(desk)
    again = shell("date +%N >> Home.md; date +%N", context)
    assert again.text.split("\n")[1] == first.text.split("\n")[1]
    assert staged(desk) == before
    shell("true")
    assert len(list((desk.workspace.data_dir / "commands").glob("*/*"))) == 1


def test_cancelling_ends_a_command_at_once_and_leaves_nothing(desk):
    desk.allow("Bash")
    context = desk.context()

    async def scene():
        calling = asyncio.create_task(desk.acall("shell", {"command": "echo x > a.md; sleep 60"}, context))
        await asyncio.sleep(0.3)
        context.cancelled.set()
        await asyncio.wait_for(calling, 2)

    with pytest.raises(Cancelled):
        asyncio.run(scene())
    assert staged(desk) == {}


@pytest.fixture
def without_sandbox(monkeypatch):
    monkeypatch.setattr(bubblewrap, "find_sandbox", lambda _: bubblewrap.Missing("user namespaces are switched off"))


@pytest.mark.usefixtures("without_sandbox")
def test_without_a_sandbox_no_command_runs(desk, shell):
    result = shell("echo x > /tmp/claudeprojects-ran-open")
    assert (result.is_error, result.data["code"]) == (True, "sandbox_missing")
    assert "user namespaces are switched off" in result.text


@pytest.mark.usefixtures("without_sandbox")
def test_without_a_sandbox_a_person_is_asked_each_time_when_they_chose_so(desk):
    desk.permissions.save(Document(allow=["Bash"], shell=ShellLimits(unsandboxed="ask")))

    def approve(asked):
        assert asked.effect.unconfined
        assert asked.effect.summary == "Run WITHOUT a sandbox: echo more >> Home.md; rm Projects/Plan.md; env"
        desk.approvals.decide(asked.id, True, "you")

    result = desk.answered("shell", {"command": "echo more >> Home.md; rm Projects/Plan.md; env"}, approve)
    assert list(staged(desk)) == ["Home.md"]
    assert "CLAUDEPROJECTS_HOME" not in result.text
    assert (desk.root / "Projects/Plan.md").exists()
    assert (
        desk.call("shell", context=desk.context(taint=Privacy.PRIVATE), command="ls").data["decision"]["action"]
        == "deny"
    )


def test_without_overlays_the_vault_is_copied(desk, shell, monkeypatch):
    found = bubblewrap.find_sandbox(desk.workspace.data_dir / "commands")
    assert isinstance(found, bubblewrap.Sandbox)
    monkeypatch.setattr(bubblewrap, "find_sandbox", lambda _: bubblewrap.Sandbox(found.program, overlays=False))
    context = desk.context()
    shell("cat Private/Diary.md || mv Projects/Plan.md Plan.md; echo more >> Home.md", context)
    shell("not run again", context)
    assert sorted(staged(desk)) == ["Home.md", "Plan.md"]
    assert desk.changes.view("run").files() == ["Home.md", "Plan.md", "Private/Diary.md"]
