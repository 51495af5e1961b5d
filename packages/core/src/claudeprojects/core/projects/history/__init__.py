"""The history of work items: what each was, and from when on; read from the index as it changes, never dropped."""
