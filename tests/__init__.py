"""Tests of speechkit."""
