"""Models: the port every language model is spoken to through, its adapters, the router, and the gateway to them all.

Nothing here imports a provider's client before a model is used.
"""
