"""The local provider: llama.cpp in a process of ours, started when needed and stopped when idle."""
