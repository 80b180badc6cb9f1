"""4: numeral abbreviations, parallels, maxims, formulations."""
