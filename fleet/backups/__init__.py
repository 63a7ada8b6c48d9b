"""Backups of the platform and its projects, as operators make, read, restore and try them."""
