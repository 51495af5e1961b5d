"""Every error the agent runtime raises on purpose, as one branch of the tree in :mod:`claudeprojects.core.errors`.

    AgentsError
    ├── DefinitionError
    │   ├── AgentNotFound           no agent of that name
    │   ├── SkillNotFound           no skill of that name
    │   ├── DefinitionExists        a file is already where a new definition would go
    │   ├── DefinitionKept          an agent's file is not the user's to change
    │   ├── DefinitionBroken        a changed file would define no agent any more
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
    │   ├── RunStuck              the same call fails again and again
    │   ├── StepNotFound          it has no step of that number
    │   ├── ActivityNotFound      the phase it carries out has no such activity
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
    │   ├── ServerNotAdded          one that was to be added does not serve
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
        ├── RuleToolUnknown         a permission rule about a tool that there is not
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

from claudeprojects.agents.errors.base import AgentsError
from claudeprojects.agents.errors.changes import (
    ChangeError,
    ChangeNotFound,
    PrivacyError,
    PrivacyPolicyInvalid,
    PrivacyRefused,
)
from claudeprojects.agents.errors.definitions import (
    AgentNotFound,
    DefinitionBroken,
    DefinitionError,
    DefinitionExists,
    DefinitionKept,
    NameRefused,
    PluginError,
    PluginFailed,
    PluginNotFound,
    PluginUntrusted,
    ServerVariableMissing,
    SkillNotFound,
)
from claudeprojects.agents.errors.mcp import (
    McpError,
    ServerExists,
    ServerFailed,
    ServerInstallFailed,
    ServerInvalid,
    ServerNotAdded,
    ServerNotFound,
    ServerOff,
    ServerSecretMissing,
    ServerTimeout,
    ServerUntrusted,
    SignInFailed,
)
from claudeprojects.agents.errors.models import (
    KeychainMissing,
    ModelContextTooLong,
    ModelCorrupt,
    ModelError,
    ModelKept,
    ModelKeyMissing,
    ModelKeyRefused,
    ModelOffline,
    ModelRateLimited,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
    ModelUnknown,
    PullFailed,
    RouterTableInvalid,
)
from claudeprojects.agents.errors.permissions import (
    ApprovalDecided,
    ApprovalNotFound,
    ArgumentsInvalid,
    PermissionError_,
    PermissionsDamaged,
    RuleInvalid,
    RuleToolUnknown,
    SandboxMissing,
    ToolRefused,
)
from claudeprojects.agents.errors.runs import (
    ActivityNotFound,
    AskError,
    BudgetSpent,
    ChatNotFound,
    QuestionEmpty,
    RunError,
    RunNotFound,
    RunRefused,
    RunStuck,
    RunTakenOver,
    ScheduleError,
    ScheduleNotFound,
    ScheduleUnclear,
    StepNotFound,
)

__all__ = [
    "ActivityNotFound",
    "AgentNotFound",
    "AgentsError",
    "ApprovalDecided",
    "ApprovalNotFound",
    "ArgumentsInvalid",
    "AskError",
    "BudgetSpent",
    "ChangeError",
    "ChangeNotFound",
    "ChatNotFound",
    "DefinitionBroken",
    "DefinitionError",
    "DefinitionExists",
    "DefinitionKept",
    "KeychainMissing",
    "McpError",
    "ModelContextTooLong",
    "ModelCorrupt",
    "ModelError",
    "ModelKept",
    "ModelKeyMissing",
    "ModelKeyRefused",
    "ModelOffline",
    "ModelRateLimited",
    "ModelRefused",
    "ModelTimeout",
    "ModelUnavailable",
    "ModelUnknown",
    "NameRefused",
    "PermissionError_",
    "PermissionsDamaged",
    "PluginError",
    "PluginFailed",
    "PluginNotFound",
    "PluginUntrusted",
    "PrivacyError",
    "PrivacyPolicyInvalid",
    "PrivacyRefused",
    "PullFailed",
    "QuestionEmpty",
    "RouterTableInvalid",
    "RuleInvalid",
    "RuleToolUnknown",
    "RunError",
    "RunNotFound",
    "RunRefused",
    "RunStuck",
    "RunTakenOver",
    "SandboxMissing",
    "ScheduleError",
    "ScheduleNotFound",
    "ScheduleUnclear",
    "ServerExists",
    "ServerFailed",
    "ServerInstallFailed",
    "ServerInvalid",
    "ServerNotAdded",
    "ServerNotFound",
    "ServerOff",
    "ServerSecretMissing",
    "ServerTimeout",
    "ServerUntrusted",
    "ServerVariableMissing",
    "SignInFailed",
    "SkillNotFound",
    "StepNotFound",
    "ToolRefused",
]
