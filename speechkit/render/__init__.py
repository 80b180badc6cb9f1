"""5: JSON, Markdown, text, tables."""
