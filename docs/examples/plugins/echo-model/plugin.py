"""Echo model: a model that answers with the last message, word for word."""

from claudeprojects.agents.plugins.hooks import hookimpl
from claudeprojects.agents.values import ModelReply, Usage


class Echo:
    """A model that repeats what it was told."""

    name = "echo-model:echo"
    remote = False
    context_tokens = 8000

    async def reply(self, messages, tools=(), *, schema=None, max_tokens=None, temperature=None, on_token=None):
        """Answer the conversation."""
        text = messages[-1].text
        if on_token is not None:
            on_token(text)
        return ModelReply(text, self.name, usage=Usage(self.count_tokens(text), self.count_tokens(text)))

    def count_tokens(self, text):
        """How many tokens ``text`` is."""
        return len(text.split())


class Provider:
    """Serves the one model."""

    name = "echo-model"

    def models(self):
        """The models there are."""
        return ["echo"]

    def model(self, name):
        """One of them."""
        return Echo()


@hookimpl
def model_providers():
    """The providers of this plugin."""
    return [Provider()]
