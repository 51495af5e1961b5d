/** The wire's types under short names. The shapes are generated from the engine; nothing is described twice. */
import type { components } from "@claudeprojects/types/api";

type Schemas = components["schemas"];

export type WorkspaceInfo = Schemas["WorkspaceInfo"];
export type Status = Schemas["Status"];
export type Embeddings = Schemas["Embeddings"];
export type Progress = Schemas["Progress"];
export type SkippedFile = Schemas["SkippedFile"];
export type FileEntry = Schemas["FileEntry"];
export type FileSuggestion = Schemas["FileSuggestion"];
export type Folder = Schemas["Folder"];
export type Note = Schemas["Note"];
export type NoteHeading = Schemas["NoteHeading"];
export type NoteLink = Schemas["NoteLink"];
export type NoteTask = Schemas["NoteTask"];
export type KnownProperty = Schemas["KnownProperty"];
export type PropertyValue = Schemas["PropertyValue"];
export type NotePatch = Schemas["NotePatch"];
export type NoteWrite = Schemas["NoteWrite"];
export type Operation = Schemas["Operation"];
export type MoveRequest = Schemas["MoveRequest"];
export type TrashEntry = Schemas["TrashEntry"];
export type SearchHit = Schemas["SearchHit"];
export type SearchResults = Schemas["SearchResults"];
export type SearchMode = SearchResults["mode"];
export type Backlink = Schemas["Backlink"];
export type OutgoingLink = Schemas["OutgoingLink"];
export type Mention = Schemas["Mention"];
export type SimilarNote = Schemas["SimilarNote"];
export type OrphanNote = Schemas["OrphanNote"];
export type BrokenLink = Schemas["BrokenLink"];
export type TagCount = Schemas["TagCount"];
export type Graph = Schemas["Graph"];
export type GraphNode = Schemas["GraphNode"];
export type SettingView = Schemas["SettingView"];
export type SettingList = Schemas["SettingList"];
export type SettingsPatch = Schemas["SettingsPatch"];
export type VaultTask = Schemas["VaultTask"];

/** One page of any list. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}
