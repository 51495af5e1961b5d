"""Errors of changesets and of privacy."""

from __future__ import annotations

from claudeprojects.agents.errors.base import AgentsError


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
