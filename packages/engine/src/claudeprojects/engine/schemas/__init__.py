"""The wire: every request, response, event and problem of the API, one module per idea, as Pydantic models."""
