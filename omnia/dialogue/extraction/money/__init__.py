"""Sums of money and their currencies."""
