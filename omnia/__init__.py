"""OMNIA: the composition root, and what belongs to no one app."""

VERSION = "0.1.0"
"""The product's version, as pyproject.toml has it."""
