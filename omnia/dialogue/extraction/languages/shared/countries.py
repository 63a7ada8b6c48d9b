"""Territories that CLDR lists and nobody means by a country."""

NOT_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
"""CLDR's territories of two letters that ISO 3166-1 does not list; Kosovo (XK) counts, as people say it."""
