"""Many files: find, run, write."""
