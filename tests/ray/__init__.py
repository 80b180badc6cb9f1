"""Tests on a real Ray, started on this machine: `make ray`."""
