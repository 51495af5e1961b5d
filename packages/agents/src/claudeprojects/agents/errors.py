"""Every error the agent runtime raises on purpose, as one branch of the tree in :mod:`claudeprojects.core.errors`.

    AgentsError
    ├── DefinitionError
    │   ├── AgentNotFound           no agent of that name
    │   ├── SkillNotFound           no skill of that name
    │   ├── DefinitionExists        a file is already where a new definition would go
    │   ├── NameRefused             no agent, skill or plugin can have that name
    │   └── ServerVariableMissing   an MCP server's configuration names a variable that is not set
    ├── PluginError
    │   ├── PluginNotFound          no plugin of that name
    │   ├── PluginUntrusted         a workspace plugin that the user has not trusted as it stands
    │   └── PluginFailed            a plugin's own code failed
    ├── ModelError                a language model cannot serve; ``model`` names it
    │   ├── ModelUnknown          no such model, or none that may be used
    │   ├── ModelOffline          nothing answers: no network, or its server is not running
    │   ├── ModelTimeout          it took longer than allowed
    │   ├── ModelRateLimited      too many requests; says when to come back
    │   ├── ModelUnavailable      its server fails, or failed so often that it is left alone for a while
    │   ├── ModelKeyMissing       no key is kept for the provider
    │   ├── ModelKeyRefused       the provider does not accept the key
    │   ├── ModelContextTooLong   the conversation does not fit
    │   ├── ModelRefused          the provider does not accept the request as it is
    │   ├── ModelKept             it comes along and cannot be removed
    │   ├── ModelCorrupt          the model's file is damaged or not a model
    │   ├── PullFailed            a model could not be fetched
    │   ├── KeychainMissing       the system has no keychain to keep a key in
    │   └── RouterTableInvalid    the routing table cannot be read; says which rule
    ├── RunError                  a run cannot be found, asked or carried on
    │   ├── RunNotFound           no run of that id
    │   ├── RunRefused            its state does not allow what was asked
    │   ├── RunTakenOver          another worker carries it out now
    │   ├── BudgetSpent           its tree has used all it may
    │   ├── StepNotFound          it has no step of that number
    │   └── ScheduleError
    │       ├── ScheduleUnclear   words that do not say when
    │       └── ScheduleNotFound  no schedule of that id
    ├── AskError
    │   ├── QuestionEmpty           nothing was asked
    │   └── ChatNotFound            no chat at that path
    ├── ChangeError
    │   └── ChangeNotFound          a changeset has no such file or hunk (any more)
    ├── PrivacyError
    │   ├── PrivacyRefused          text that may not leave the machine was kept here; names the notes
    │   └── PrivacyPolicyInvalid    the privacy rules cannot be read; everything is private meanwhile
    ├── McpError                    an MCP server cannot serve; ``server`` names it
    │   ├── ServerNotFound          no server of that name
    │   ├── ServerExists            a server of that name is configured already
    │   ├── ServerInvalid           a configuration that cannot be used
    │   ├── ServerUntrusted         the vault brings it, and the user has not trusted it as it stands
    │   ├── ServerOff               the user switched it off
    │   ├── ServerSecretMissing     it needs a secret that is not kept
    │   ├── ServerInstallFailed     its package could not be installed
    │   ├── ServerFailed            it does not start, died, or speaks no MCP
    │   ├── ServerTimeout           it did not answer in time
    │   └── SignInFailed            the user did not sign in, or was refused
    └── PermissionError_
        ├── RuleInvalid             a permission rule that cannot be read
        ├── PermissionsDamaged      a file of permissions cannot be read; nothing is allowed meanwhile
        ├── ApprovalNotFound        no approval of that id
        ├── ApprovalDecided         an approval was decided before, or its run is over
        ├── ToolRefused             a tool that is switched off, unknown here or not this agent's
        ├── ArgumentsInvalid        a tool was called with arguments it does not take
        └── SandboxMissing          no sandbox for commands on this machine

Each class has a stable ``code``, typed fields, a message that names the offending value, and a ``hint`` that says
what to do next.
"""

from __future__ import annotations

from typing import ClassVar

from claudeprojects.core.errors import ClaudeProjectsError


class AgentsError(ClaudeProjectsError):
    """Something about agents, their models, tools, runs or servers."""

    code = "agents_error"


class DefinitionError(AgentsError):
    """Something about the files that define agents, skills and servers."""

    code = "definition_error"


class AgentNotFound(DefinitionError):
    """There is no agent ``name``; ``suggestions`` are near names."""

    code = "agent_not_found"

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no agent {name!r}.")
        self.name = name
        self.suggestions = suggestions
        near = " or ".join(repr(other) for other in suggestions)
        self.hint = f"Did you mean {near}?" if near else "`claudeprojects agent list` shows every agent."


class SkillNotFound(DefinitionError):
    """There is no skill ``name``; ``suggestions`` are near names."""

    code = "skill_not_found"

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no skill {name!r}.")
        self.name = name
        self.suggestions = suggestions
        near = " or ".join(repr(other) for other in suggestions)
        self.hint = f"Did you mean {near}?" if near else "`claudeprojects skill list` shows every skill."


class DefinitionExists(DefinitionError):
    """Something is at ``path`` already, so nothing was written."""

    code = "definition_exists"
    hint = "Choose another name, or change the file that is there."

    def __init__(self, path: str) -> None:
        super().__init__(f"There is already something at {path!r}.")
        self.path = path


class NameRefused(DefinitionError):
    """Nothing can be named ``name``."""

    code = "name_refused"
    hint = "Use lowercase letters, digits and single hyphens, 64 characters at most."

    def __init__(self, name: str) -> None:
        super().__init__(f"The name {name!r} cannot be used.")
        self.name = name


class ServerVariableMissing(DefinitionError):
    """The configuration of the MCP server ``server`` names ``variable``, which is not set and has no default."""

    code = "server_variable_missing"

    def __init__(self, server: str, variable: str) -> None:
        super().__init__(f"The MCP server {server!r} needs the environment variable {variable!r}.")
        self.server = server
        self.variable = variable
        self.hint = (
            f"Set {variable} before the engine starts, or write ${{{variable}:-default}} in its configuration."
        )


class PluginError(AgentsError):
    """Something about plugins."""

    code = "plugin_error"


class PluginNotFound(PluginError):
    """There is no plugin ``name``."""

    code = "plugin_not_found"
    hint = "`claudeprojects plugin list` shows every plugin."

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no plugin {name!r}.")
        self.name = name


class PluginUntrusted(PluginError):
    """The workspace plugin ``name`` is not trusted as it stands, so none of its code was run."""

    code = "plugin_untrusted"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The plugin {name!r} is not trusted: {reason}.")
        self.name = name
        self.reason = reason
        self.hint = f"Read its files, then run `claudeprojects plugin trust {name}`."


class PluginFailed(PluginError):
    """The plugin ``name`` failed, for ``reason``; what it offers is left out."""

    code = "plugin_failed"
    hint = "Mend the plugin, or take it away; everything else works without it."

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The plugin {name!r} failed: {reason}.")
        self.name = name
        self.reason = reason


class ModelError(AgentsError):
    """The model ``model`` cannot serve. ``transient`` says whether the same call may work a little later."""

    code = "model_error"
    transient: ClassVar[bool] = False

    def __init__(self, model: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.model = model
        if hint is not None:
            self.hint = hint


class ModelUnknown(ModelError):
    """There is no model ``model`` to be used; ``known`` are names near it."""

    code = "model_unknown"

    def __init__(self, model: str, known: tuple[str, ...] = ()) -> None:
        near = " or ".join(repr(name) for name in known)
        hint = f"Did you mean {near}?" if near else "`claudeprojects models list` shows what there is."
        super().__init__(model, f"There is no model {model!r}.", hint)
        self.known = known


class ModelOffline(ModelError):
    """Nothing answers at ``address``, for ``reason``."""

    code = "model_offline"
    transient = True

    def __init__(self, model: str, address: str, reason: str) -> None:
        super().__init__(
            model, f"The model {model!r} is out of reach: {reason}.", f"Check the network, and {address}."
        )
        self.address = address
        self.reason = reason


class ModelTimeout(ModelError):
    """No answer came within ``seconds``."""

    code = "model_timeout"
    transient = True

    def __init__(self, model: str, seconds: float) -> None:
        hint = "Try again, ask for less at once, or choose a faster model."
        super().__init__(model, f"The model {model!r} did not answer within {seconds:g} seconds.", hint)
        self.seconds = seconds


class ModelRateLimited(ModelError):
    """The provider takes no more requests for now; ``retry_after`` is in seconds, when it was said."""

    code = "model_rate_limited"
    transient = True

    def __init__(self, model: str, retry_after: float | None = None) -> None:
        when = f"in {retry_after:g} seconds" if retry_after is not None else "in a minute"
        super().__init__(
            model,
            f"The provider of {model!r} takes no more requests for now.",
            f"Try again {when}, or raise its limit.",
        )
        self.retry_after = retry_after


class ModelUnavailable(ModelError):
    """The server of the model fails, for ``reason``."""

    code = "model_unavailable"
    transient = True

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(
            model, f"The model {model!r} cannot serve now: {reason}.", "Try again later, or choose another model."
        )
        self.reason = reason


class ModelKeyMissing(ModelError):
    """No key is kept for ``provider``."""

    code = "model_key_missing"

    def __init__(self, model: str, provider: str) -> None:
        hint = f"Run `claudeprojects models key {provider}`, or enter it on the page Models."
        super().__init__(model, f"There is no key for {provider!r}.", hint)
        self.provider = provider


class ModelKeyRefused(ModelError):
    """The provider does not accept the key it was given, for ``reason``."""

    code = "model_key_refused"

    def __init__(self, model: str, reason: str) -> None:
        hint = "Check the key and what it may be used for, and enter it again: `claudeprojects models key`."
        super().__init__(model, f"The provider of {model!r} does not accept the key: {reason}.", hint)
        self.reason = reason


class ModelContextTooLong(ModelError):
    """The conversation is longer than the ``limit`` tokens the model takes (``None`` when it was not said)."""

    code = "model_context_too_long"

    def __init__(self, model: str, limit: int | None = None) -> None:
        most = f" than the {limit:,} tokens it takes" if limit else " than it takes"
        super().__init__(
            model, f"The text for {model!r} is longer{most}.", "Give it less, or choose a model that takes more."
        )
        self.limit = limit


class ModelRefused(ModelError):
    """The provider does not accept the request as it is, for ``reason``."""

    code = "model_refused"

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(
            model, f"The request was not accepted by {model!r}: {reason}.", "Check the model's name and settings."
        )
        self.reason = reason


class ModelKept(ModelError):
    """The model comes along with the program and cannot be removed."""

    code = "model_kept"

    def __init__(self, model: str) -> None:
        hint = "It takes memory only while it is used; the setting models.local names another one to use."
        super().__init__(model, f"The model {model!r} comes along and cannot be removed.", hint)


class ModelCorrupt(ModelError):
    """The model's file is damaged or not a model, for ``reason``."""

    code = "model_corrupt"

    def __init__(self, model: str, path: str, reason: str) -> None:
        hint = "Remove it and fetch it again: `claudeprojects models remove`, `claudeprojects models pull`."
        super().__init__(model, f"The file of {model!r} cannot be used: {reason}.", hint)
        self.path = path
        self.reason = reason


class PullFailed(ModelError):
    """The model ``model`` could not be fetched, for ``reason``; what came is kept, to go on from."""

    code = "pull_failed"

    def __init__(self, model: str, reason: str, hint: str = "Try again; it goes on where it stopped.") -> None:
        super().__init__(model, f"The model {model!r} could not be fetched: {reason}.", hint)
        self.reason = reason


class KeychainMissing(ModelError):
    """The system offers no keychain, for ``reason``; nothing was kept."""

    code = "keychain_missing"

    def __init__(self, provider: str, variable: str, reason: str) -> None:
        hint = f"Unlock or install one (Secret Service, Keychain, Credential Locker), or set {variable} for now."
        super().__init__(provider, f"No keychain can keep the key for {provider!r}: {reason}.", hint)
        self.provider = provider
        self.variable = variable
        self.reason = reason


class RouterTableInvalid(ModelError):
    """The routing table at ``path`` cannot be used: ``problem`` in ``rule``; the built-in one serves meanwhile."""

    code = "router_table_invalid"
    hint = "Correct it, or remove the file to return to the built-in table."

    def __init__(self, path: str, rule: str, problem: str) -> None:
        super().__init__("router", f"The routing table cannot be read at {rule}: {problem}.")
        self.path = path
        self.rule = rule
        self.problem = problem


class PermissionError_(AgentsError):  # noqa: N801 - the builtin has the plain name
    """Something about what agents may do."""

    code = "permission_error"


class RuleInvalid(PermissionError_):
    """The permission rule ``rule`` cannot be read, for ``reason``."""

    code = "rule_invalid"
    hint = "Write it as `Tool` or `Tool(pattern)`, for example `Read(Private/**)` or `Bash(git log:*)`."

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"The permission rule {rule!r} cannot be read: {reason}.")
        self.rule = rule
        self.reason = reason


class PermissionsDamaged(PermissionError_):
    """The file of permissions at ``path`` cannot be read, for ``reason``; until it is mended no tool runs."""

    code = "permissions_damaged"
    hint = "Correct the file, or move it away to start from the defaults; it was not changed."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The permissions in {path!r} cannot be read: {reason}.")
        self.path = path
        self.reason = reason


class ApprovalNotFound(PermissionError_):
    """There is no approval ``approval_id``."""

    code = "approval_not_found"
    hint = "`claudeprojects approvals list` shows those that wait."

    def __init__(self, approval_id: str) -> None:
        super().__init__(f"There is no approval {approval_id!r}.")
        self.approval_id = approval_id


class ApprovalDecided(PermissionError_):
    """The approval ``approval_id`` is ``state`` already, so it cannot be decided otherwise."""

    code = "approval_decided"
    hint = "Look at the run to see what came of it."

    def __init__(self, approval_id: str, state: str) -> None:
        super().__init__(f"The approval {approval_id!r} is {state} already.")
        self.approval_id = approval_id
        self.state = state


class ToolRefused(PermissionError_):
    """The tool ``tool`` cannot be used, for ``reason``; nothing happened."""

    code = "tool_refused"
    hint = "Work without it, or let the person who started the run allow it."

    def __init__(self, tool: str, reason: str) -> None:
        super().__init__(f"The tool {tool!r} cannot be used: {reason}.")
        self.tool = tool
        self.reason = reason


class ArgumentsInvalid(PermissionError_):
    """The tool ``tool`` was called with arguments it does not take: ``problem``; nothing happened."""

    code = "arguments_invalid"
    hint = "Call it again with arguments that fit its schema."

    def __init__(self, tool: str, problem: str) -> None:
        super().__init__(f"The arguments of {tool!r} are wrong: {problem}.")
        self.tool = tool
        self.problem = problem


class SandboxMissing(PermissionError_):
    """Commands cannot be confined on this machine, for ``reason``, so none was run."""

    code = "sandbox_missing"
    hint = 'On Linux, allow user namespaces; elsewhere set `unsandboxed = "ask"` under [shell] in permissions.toml.'

    def __init__(self, reason: str) -> None:
        super().__init__(f"There is no sandbox for commands here: {reason}.")
        self.reason = reason


class RunError(AgentsError):
    """Something about runs."""

    code = "run_error"


class RunNotFound(RunError):
    """There is no run ``run_id``."""

    code = "run_not_found"
    hint = "`claudeprojects runs list` shows every run."

    def __init__(self, run_id: str) -> None:
        super().__init__(f"There is no run {run_id!r}.")
        self.run_id = run_id


class RunRefused(RunError):
    """Run ``run_id`` cannot be asked that in the state it is in, for ``reason``."""

    code = "run_refused"
    hint = "`claudeprojects runs show RUN` tells the state it is in."

    def __init__(self, run_id: str, reason: str) -> None:
        super().__init__(f"The run {run_id!r} cannot do that: {reason}.")
        self.run_id = run_id
        self.reason = reason


class RunTakenOver(RunError):
    """Another worker carries out ``run_id``: this one stops and writes nothing more."""

    code = "run_taken_over"
    hint = "Nothing is lost: the other worker goes on from the last step that was complete."

    def __init__(self, run_id: str) -> None:
        super().__init__(f"The run {run_id!r} was taken over by another worker.")
        self.run_id = run_id


class BudgetSpent(RunError):
    """A tree of runs has used all it may: ``limit`` of ``what``."""

    code = "budget_spent"
    hint = "Look at what it has done; give it a greater budget and go on from there, or fork it at an earlier step."

    def __init__(self, what: str, limit: float) -> None:
        super().__init__(f"The budget of {limit:,g} {what} is used up.")
        self.what = what
        self.limit = limit


class StepNotFound(RunError):
    """Run ``run_id`` has no step ``number``."""

    code = "step_not_found"
    hint = "`claudeprojects runs show RUN` lists its steps."

    def __init__(self, run_id: str, number: int) -> None:
        super().__init__(f"The run {run_id!r} has no step {number}.")
        self.run_id = run_id
        self.number = number


class ScheduleError(RunError):
    """Something about schedules."""

    code = "schedule_error"


class ScheduleUnclear(ScheduleError):
    """``words`` do not say when."""

    code = "schedule_unclear"
    hint = "Say it like `every weekday at 9:00`, `every 2 hours`, `on the 1st at 8:00`, or as cron: `0 9 * * 1-5`."

    def __init__(self, words: str) -> None:
        super().__init__(f"{words!r} does not say when.")
        self.words = words


class ScheduleNotFound(ScheduleError):
    """There is no schedule ``schedule_id``."""

    code = "schedule_not_found"
    hint = "`claudeprojects schedule list` shows every schedule."

    def __init__(self, schedule_id: str) -> None:
        super().__init__(f"There is no schedule {schedule_id!r}.")
        self.schedule_id = schedule_id


class AskError(AgentsError):
    """Something about questions and chats."""

    code = "ask_error"


class QuestionEmpty(AskError):
    """Nothing was asked."""

    code = "question_empty"
    hint = "Write a question in your own words."

    def __init__(self) -> None:
        super().__init__("There is no question.")


class ChatNotFound(AskError):
    """There is no chat at ``path``: no note, or one that is no chat."""

    code = "chat_not_found"
    hint = "`claudeprojects chats list` shows every chat; a chat is a note with the property `type: chat`."

    def __init__(self, path: str) -> None:
        super().__init__(f"There is no chat {path!r}.")
        self.path = path


class ChangeError(AgentsError):
    """Something about the changes of a run."""

    code = "change_error"


class ChangeNotFound(ChangeError):
    """The changes of the run ``run_id`` have no file or hunk ``wanted``, or none that is still proposed."""

    code = "change_not_found"
    hint = "The run went on, or somebody decided it: look at its changes again."

    def __init__(self, run_id: str, wanted: str) -> None:
        super().__init__(f"The run {run_id!r} proposes no change {wanted!r}.")
        self.run_id = run_id
        self.wanted = wanted


class PrivacyError(AgentsError):
    """Something about what may leave the machine."""

    code = "privacy_error"


class PrivacyRefused(PrivacyError):
    """Nothing was sent to ``receiver``: the text is of the class ``privacy``, because of ``notes``."""

    code = "privacy_refused"

    def __init__(self, receiver: str, privacy: str, notes: tuple[str, ...] = ()) -> None:
        cause = (
            f"{', '.join(map(repr, notes))} {'is' if len(notes) == 1 else 'are'} {privacy}"
            if notes
            else (f"what it would have read is {privacy}")
        )
        super().__init__(f"Nothing was sent to {receiver!r}: {cause}.")
        self.receiver = receiver
        self.privacy = privacy
        self.notes = notes
        self.hint = "Use a local model for this, or change the privacy of the note if it may be read elsewhere."


class PrivacyPolicyInvalid(PrivacyError):
    """The privacy rules in ``path`` cannot be read, for ``problem``; until they can, everything is private."""

    code = "privacy_policy_invalid"
    hint = "Correct the file in a text editor, or `claudeprojects privacy set` to write it anew."

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path} cannot be read: {problem}.")
        self.path = path
        self.problem = problem


class McpError(AgentsError):
    """Something about the MCP server ``server``."""

    code = "mcp_error"

    def __init__(self, server: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.server = server
        if hint is not None:
            self.hint = hint


class ServerNotFound(McpError):
    """There is no MCP server ``server``; ``suggestions`` are near names."""

    code = "server_not_found"

    def __init__(self, server: str, suggestions: tuple[str, ...] = ()) -> None:
        near = " or ".join(repr(name) for name in suggestions)
        hint = f"Did you mean {near}?" if near else "`claudeprojects mcp list` shows every server."
        super().__init__(server, f"There is no MCP server {server!r}.", hint)
        self.suggestions = suggestions


class ServerExists(McpError):
    """The user's configuration has a server ``server`` already, so nothing was written."""

    code = "server_exists"

    def __init__(self, server: str) -> None:
        hint = f"Choose another name, or `claudeprojects mcp remove {server}` first."
        super().__init__(server, f"There is an MCP server {server!r} already.", hint)


class ServerInvalid(McpError):
    """The configuration of ``server`` cannot be used, for ``reason``."""

    code = "server_invalid"

    def __init__(self, server: str, reason: str) -> None:
        hint = "Give a `command` for a program on this machine, or the `url` of a server elsewhere."
        super().__init__(server, f"The MCP server {server!r} cannot be configured so: {reason}", hint)
        self.reason = reason


class ServerUntrusted(McpError):
    """The configuration of ``server`` came with the vault or a plugin, and nobody trusted it as it stands."""

    code = "server_untrusted"

    def __init__(self, server: str) -> None:
        hint = f"Look at what it starts, then `claudeprojects mcp trust {server}`."
        super().__init__(server, f"The MCP server {server!r} is not trusted, so it was not started.", hint)


class ServerOff(McpError):
    """The user stopped ``server``, so it is not started by itself."""

    code = "server_off"

    def __init__(self, server: str) -> None:
        hint = f"`claudeprojects mcp start {server}` starts it again."
        super().__init__(server, f"The MCP server {server!r} is switched off.", hint)


class ServerSecretMissing(McpError):
    """``server`` needs a value for ``variable``, and neither the keychain nor the environment has one."""

    code = "server_secret_missing"

    def __init__(self, server: str, variable: str) -> None:
        hint = f"`claudeprojects mcp secret {server} {variable}` keeps one in the system's keychain."
        super().__init__(server, f"The MCP server {server!r} needs {variable}.", hint)
        self.variable = variable


class ServerInstallFailed(McpError):
    """The package ``package`` of ``server`` could not be installed, for ``reason``."""

    code = "server_install_failed"

    def __init__(self, server: str, package: str, reason: str) -> None:
        super().__init__(
            server,
            f"{package} could not be installed for {server!r}: {reason}",
            "Check the network, then try again; nothing is left of the attempt.",
        )
        self.package = package
        self.reason = reason


class ServerFailed(McpError):
    """``server`` does not serve, for ``reason``; ``log`` holds the last lines it wrote."""

    code = "server_failed"

    def __init__(self, server: str, reason: str, log: str = "") -> None:
        hint = f"`claudeprojects mcp logs {server}` shows what it wrote."
        super().__init__(server, f"The MCP server {server!r} does not serve: {reason}", hint)
        self.reason = reason
        self.log = log


class ServerTimeout(McpError):
    """``server`` did not answer ``request`` within ``seconds``."""

    code = "server_timeout"

    def __init__(self, server: str, request: str, seconds: float) -> None:
        super().__init__(
            server,
            f"The MCP server {server!r} did not answer {request!r} within {seconds:g} seconds.",
            "Try again, or give it a longer `timeout` in its configuration.",
        )
        self.request = request
        self.seconds = seconds


class SignInFailed(McpError):
    """Signing in to ``server`` did not work, for ``reason``."""

    code = "sign_in_failed"

    def __init__(self, server: str, reason: str) -> None:
        hint = f"`claudeprojects mcp start {server}` asks again."
        super().__init__(server, f"Signing in to the MCP server {server!r} failed: {reason}", hint)
        self.reason = reason
