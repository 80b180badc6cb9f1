"""Rules and lexicons: data, with their loaders."""
