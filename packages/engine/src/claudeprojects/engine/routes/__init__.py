"""The operations of the API, one module per idea. Each is thin: the workspace does the work, a view shows it."""
