"""Tests of the review report in a browser."""
