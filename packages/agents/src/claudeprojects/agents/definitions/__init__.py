"""Agents, skills, instructions and MCP servers as their files define them, found nearest first and explained."""
