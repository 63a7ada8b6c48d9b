"""OMNIA's composition root and what belongs to no one app."""
