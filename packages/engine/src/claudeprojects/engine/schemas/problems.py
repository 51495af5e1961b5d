"""Problem documents (RFC 9457): how every failure of the API looks."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Problem(BaseModel):
    """One failure: ``code`` is stable and for programs, ``detail`` and ``hint`` are for people.

    The typed fields of the error stand beside these members.
    """

    model_config = ConfigDict(extra="allow")

    type: str = Field(
        description="A URI naming the kind of problem.", examples=["urn:claudeprojects:problem:note_not_found"]
    )
    title: str
    status: int
    detail: str
    code: str = Field(examples=["note_not_found"])
    hint: str | None = Field(description="What to do next.")
    instance: str | None = Field(default=None, description="Names this one occurrence in the engine's log.")


class NoteConflictProblem(Problem):
    """The file changed since it was read: nothing was written, both versions are here."""

    path: str
    mine: str = Field(description="The text that was to be written.")
    theirs: str | None = Field(description="The text on disk now; null when the file is gone or not text.")
    current_hash: str | None = Field(description="Write with this as `base_hash` to replace what is on disk.")


class QueryProblem(Problem):
    """A search that cannot be read, and where."""

    query: str
    position: int = Field(description="0-based index of the character where reading stopped.")
    problem: str


class FieldError(BaseModel):
    """One field of a request that cannot be as it is."""

    field: str = Field(examples=["body.base_hash", "query.limit"])
    problem: str


class InvalidRequestProblem(Problem):
    """A request with missing, unknown or impossible fields."""

    errors: list[FieldError]
