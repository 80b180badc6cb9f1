"""3: blocks, headings, enumerations."""
