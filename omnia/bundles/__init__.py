"""Bundles: one file that holds a project, signed by the installation that made it, and read without believing it."""
