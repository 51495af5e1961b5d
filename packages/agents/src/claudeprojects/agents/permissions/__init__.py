"""What an agent may do: rules as Claude Code writes them, the decision on one effect, approvals by a person."""
