"""The review report: one self-contained HTML page that shows what was changed, why, and how to take it back."""
