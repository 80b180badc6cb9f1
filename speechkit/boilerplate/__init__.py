"""2: text the site put in, and the metadata it holds."""
