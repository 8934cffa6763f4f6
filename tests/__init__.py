"""Tests of relaxapp."""
