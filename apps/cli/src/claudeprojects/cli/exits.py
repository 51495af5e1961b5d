"""How a run ends: the exit codes, and the one table from error codes to them. Both are stable; scripts rely on them.

``docs/cli.md`` shows the same table; a test keeps the two together.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes. 128 + n stands for signal n, as in a shell."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    NOT_FOUND = 3
    CONFLICT = 4
    REFUSED = 5
    QUERY = 6
    STORAGE = 7
    UNAVAILABLE = 8
    FINDINGS = 9
    INTERRUPTED = 130
    PIPE_CLOSED = 141


MEANING: dict[Exit, str] = {
    Exit.OK: "It worked; an empty result is a result.",
    Exit.UNEXPECTED: "Something we did not foresee; please report it.",
    Exit.USAGE: "The command line, or a setting, cannot be as it is.",
    Exit.NOT_FOUND: "No such vault, note, or entry in the trash.",
    Exit.CONFLICT: "The file changed since it was read, or something is there already; nothing was written.",
    Exit.REFUSED: "Not allowed or not possible: a path out of the vault, a file that is not text, an undo.",
    Exit.QUERY: "The search cannot be read; a caret shows where.",
    Exit.STORAGE: "The disk refused, or a file of ours is damaged.",
    Exit.UNAVAILABLE: "Busy or out of reach just now: the index, the engine, the model, the vault's disk.",
    Exit.FINDINGS: "`doctor` or `agent lint` found something to mend.",
    Exit.INTERRUPTED: "Stopped by you (Ctrl-C).",
    Exit.PIPE_CLOSED: "The program reading our output stopped reading, as `head` does.",
}

EXIT_OF: dict[str, Exit] = {
    "error": Exit.UNEXPECTED,
    "usage": Exit.USAGE,
    "invalid_request": Exit.USAGE,
    "vault_error": Exit.UNEXPECTED,
    "vault_not_found": Exit.NOT_FOUND,
    "vault_offline": Exit.UNAVAILABLE,
    "note_not_found": Exit.NOT_FOUND,
    "note_exists": Exit.CONFLICT,
    "note_conflict": Exit.CONFLICT,
    "not_editable": Exit.REFUSED,
    "patch_failed": Exit.CONFLICT,
    "path_refused": Exit.REFUSED,
    "trash_entry_not_found": Exit.NOT_FOUND,
    "task_not_found": Exit.NOT_FOUND,
    "name_ambiguous": Exit.USAGE,
    "sprint_undated": Exit.REFUSED,
    "undo_refused": Exit.REFUSED,
    "storage_failed": Exit.STORAGE,
    "query_syntax": Exit.QUERY,
    "index_error": Exit.UNEXPECTED,
    "index_busy": Exit.UNAVAILABLE,
    "index_damaged": Exit.STORAGE,
    "embedder_failed": Exit.UNAVAILABLE,
    "setting_error": Exit.USAGE,
    "setting_invalid": Exit.USAGE,
    "setting_unknown": Exit.USAGE,
    "settings_damaged": Exit.STORAGE,
    "exchange_error": Exit.UNEXPECTED,
    "import_failed": Exit.REFUSED,
    "import_not_found": Exit.NOT_FOUND,
    "export_failed": Exit.REFUSED,
    "methodology_error": Exit.UNEXPECTED,
    "methodology_not_found": Exit.NOT_FOUND,
    "methodology_invalid": Exit.REFUSED,
    "template_invalid": Exit.REFUSED,
    "answers_refused": Exit.USAGE,
    "not_guided": Exit.REFUSED,
    "gate_closed": Exit.REFUSED,
    "gate_refused": Exit.REFUSED,
    "cancelled": Exit.INTERRUPTED,
    "engine_error": Exit.UNEXPECTED,
    "engine_unreachable": Exit.UNAVAILABLE,
    "engine_refused": Exit.REFUSED,
    "agents_error": Exit.UNEXPECTED,
    "definition_error": Exit.UNEXPECTED,
    "agent_not_found": Exit.NOT_FOUND,
    "skill_not_found": Exit.NOT_FOUND,
    "definition_exists": Exit.CONFLICT,
    "definition_kept": Exit.REFUSED,
    "definition_broken": Exit.USAGE,
    "name_refused": Exit.USAGE,
    "server_variable_missing": Exit.REFUSED,
    "model_error": Exit.UNEXPECTED,
    "model_unknown": Exit.NOT_FOUND,
    "model_offline": Exit.UNAVAILABLE,
    "model_timeout": Exit.UNAVAILABLE,
    "model_rate_limited": Exit.UNAVAILABLE,
    "model_unavailable": Exit.UNAVAILABLE,
    "model_key_missing": Exit.REFUSED,
    "model_key_refused": Exit.REFUSED,
    "model_context_too_long": Exit.REFUSED,
    "model_refused": Exit.REFUSED,
    "model_kept": Exit.REFUSED,
    "model_corrupt": Exit.STORAGE,
    "pull_failed": Exit.UNAVAILABLE,
    "keychain_missing": Exit.UNAVAILABLE,
    "router_table_invalid": Exit.USAGE,
    "plugin_error": Exit.UNEXPECTED,
    "plugin_not_found": Exit.NOT_FOUND,
    "plugin_untrusted": Exit.REFUSED,
    "plugin_failed": Exit.UNEXPECTED,
    "ask_error": Exit.UNEXPECTED,
    "question_empty": Exit.USAGE,
    "chat_not_found": Exit.NOT_FOUND,
    "change_error": Exit.UNEXPECTED,
    "mcp_error": Exit.UNEXPECTED,
    "server_not_found": Exit.NOT_FOUND,
    "server_exists": Exit.CONFLICT,
    "server_invalid": Exit.USAGE,
    "server_untrusted": Exit.REFUSED,
    "server_off": Exit.REFUSED,
    "server_secret_missing": Exit.REFUSED,
    "server_install_failed": Exit.UNAVAILABLE,
    "server_failed": Exit.UNAVAILABLE,
    "server_not_added": Exit.UNAVAILABLE,
    "server_timeout": Exit.UNAVAILABLE,
    "sign_in_failed": Exit.REFUSED,
    "change_not_found": Exit.NOT_FOUND,
    "privacy_error": Exit.UNEXPECTED,
    "privacy_refused": Exit.REFUSED,
    "privacy_policy_invalid": Exit.STORAGE,
    "permission_error": Exit.UNEXPECTED,
    "rule_invalid": Exit.USAGE,
    "rule_tool_unknown": Exit.USAGE,
    "permissions_damaged": Exit.STORAGE,
    "approval_not_found": Exit.NOT_FOUND,
    "approval_decided": Exit.CONFLICT,
    "tool_refused": Exit.REFUSED,
    "arguments_invalid": Exit.USAGE,
    "sandbox_missing": Exit.UNAVAILABLE,
    "run_error": Exit.UNEXPECTED,
    "run_not_found": Exit.NOT_FOUND,
    "run_refused": Exit.CONFLICT,
    "run_taken_over": Exit.UNAVAILABLE,
    "budget_spent": Exit.REFUSED,
    "run_stuck": Exit.REFUSED,
    "step_not_found": Exit.NOT_FOUND,
    "activity_not_found": Exit.NOT_FOUND,
    "schedule_error": Exit.UNEXPECTED,
    "schedule_unclear": Exit.USAGE,
    "schedule_not_found": Exit.NOT_FOUND,
}
"""The exit code of every error code of ``claudeprojects.core.errors``, and of a command line or request that
cannot be."""


def exit_of(code: str) -> Exit:
    """The exit code for an error code; one we do not know (from a newer engine) is unexpected."""
    return EXIT_OF.get(code, Exit.UNEXPECTED)
