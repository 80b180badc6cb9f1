"""1: characters that a machine damaged."""
