"""Addresses, countries, and what they are called in other words."""
