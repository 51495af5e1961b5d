/** The wire's types of the agent runtime under short names. */
import type { components } from "@claudeprojects/types/api";

type Schemas = components["schemas"];

export type AgentSummary = Schemas["AgentSummary"];
export type AgentView = Schemas["AgentView"];
export type SkillSummary = Schemas["SkillSummary"];
export type InstructionFile = Schemas["InstructionFile"];
export type LintReport = Schemas["LintReport"];
export type LookedAt = Schemas["PlaceView"];
export type DefinitionProblem = Schemas["DefinitionProblem"];
/** A file that was looked at, and what came of it. */
export type FoundFile = Pick<AgentSummary, "path" | "origin" | "plugin" | "used" | "why" | "problems">;
export type Origin = FoundFile["origin"];
export type Plugin = Schemas["PluginView"];

export type Run = Schemas["RunView"];
export type RunState = Run["state"];
export type Mode = Run["mode"];
export type PrivacyClass = Run["privacy"];
/** What a run is to be, before it is started. */
export type RunWish = Pick<Schemas["RunWish"], "agent"> &
  Partial<Omit<Schemas["RunWish"], "budget"> & { budget: BudgetWish }>;
export type RunPreview = Schemas["RunPreview"];
/** The limits that differ from the usual; null takes one away. */
export type BudgetWish = Partial<Schemas["BudgetWish"]>;
export type NewAgent = Pick<Schemas["AgentCreate"], "name"> & Partial<Schemas["AgentCreate"]>;
export type PluginPanel = Schemas["PluginPanel"];
export type RunDetail = Schemas["RunDetail"];
export type Budget = Schemas["BudgetView"];
export type NewRun = RunWish & Pick<Schemas["RunStart"], "prompt">;
export type Step = Schemas["StepView"];
export type StepDetail = Schemas["StepDetail"];
export type Message = Schemas["MessageView"];
export type Source = Pick<Schemas["SourceView"], "path" | "heading" | "line">;
export type RunEvent = Schemas["RunEvent"];

export type Changeset = Schemas["Changeset"];
export type FileChange = Schemas["FileChange"];
export type ChangeState = FileChange["state"];
export type Approval = Schemas["ApprovalView"];

export type Permissions = Schemas["Permissions"];
export type PermissionsView = Schemas["PermissionsView"];
export type PrivacyPolicy = Schemas["PrivacyPolicy"];
export type AuditEntry = Schemas["AuditEntry"];
export type AuditVerification = Schemas["AuditVerification"];

export type ModelCard = Schemas["ModelCard"];
export type ModelList = Schemas["ModelList"];
export type ModelState = ModelCard["state"];
export type ModelTrial = Schemas["ModelTrial"];
export type Provider = Schemas["ProviderView"];
export type Pull = Schemas["PullView"];
export type RouterTable = Schemas["RouterView"];

export type Answer = Schemas["AnswerView"];
export type Citation = Schemas["CitationView"];
export type Claim = Schemas["ClaimView"];
export type Passage = Schemas["PassageView"];
export type Chat = Schemas["ChatView"];
export type ChatMessage = Schemas["ChatMessageView"];
export type ChatEntry = Schemas["ChatEntryView"];
export type Schedule = Schemas["ScheduleView"];

export type Server = Schemas["McpServer"];
export type ServerPreset = Schemas["McpPreset"];
export type ServerClients = Schemas["McpClientList"];
