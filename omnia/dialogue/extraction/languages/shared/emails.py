"""E-mail addresses: signs that are said alike everywhere, well-known providers, and the ends of domains."""

from collections.abc import Mapping

EVERYWHERE: Mapping[str, str] = {
    "@": "@", "at": "at", "at sign": "@", "at symbol": "@", "dot": ".", "underscore": "_", "under score": "_", "underline": "_",
}  # fmt: skip
"""Said in every language. `@` is sure; `at` is an ordinary word too and needs a domain after it."""

PROVIDERS: Mapping[str, str] = {
        "gmail": "gmail.com", "googlemail": "googlemail.com", "hotmail": "hotmail.com", "outlook": "outlook.com", "yahoo": "yahoo.com",
        "icloud": "icloud.com", "aol": "aol.com", "msn": "msn.com", "protonmail": "protonmail.com", "gmx": "gmx.net", "webde": "web.de",
        "ymail": "ymail.com",
    }  # fmt: skip
"""The domain that is meant when only the provider's name is said; keys without spaces."""

HEARD: Mapping[str, str] = {
    "g-mail": "gmail", "gimail": "gmail", "jimail": "gmail", "gemail": "gmail", "geemail": "gmail", "jmail": "gmail", "gmeil": "gmail",
    "gimeil": "gmail", "dschimail": "gmail", "dschimehl": "gmail", "hot-mail": "hotmail", "otmail": "hotmail", "hotmeil": "hotmail",
    "otmeil": "hotmail", "autluk": "outlook", "outluk": "outlook", "autlook": "outlook", "aicloud": "icloud", "iahoo": "yahoo",
    "yaho": "yahoo", "iaho": "yahoo", "yahu": "yahoo", "tonline": "t-online", "lapost": "laposte",
}  # fmt: skip
"""How recognisers of speech write providers' names."""

ENDINGS = frozenset([
    "com", "org", "net", "edu", "gov", "info", "biz", "name", "eu", "it", "de", "fr", "es", "pt", "uk", "us", "ch", "at", "be", "nl", "lu", "ie",
    "se", "no", "dk", "fi", "pl", "cz", "sk", "hu", "ro", "bg", "gr", "hr", "si", "mt", "li", "mc", "sm", "va", "ad", "br", "ar", "mx", "cl", "co",
    "pe", "uy", "ve", "ec", "ca", "au", "nz", "in", "jp", "cn", "kr", "za", "io", "me", "tv", "cc", "app", "dev", "cloud", "online", "shop", "store",
    "email", "tech", "site", "int", "mil", "cat", "gal", "eus", "re", "asia",
])  # fmt: skip
"""Top-level domains in common use; others are read too, with less confidence."""

SECOND_LEVEL: Mapping[str, frozenset[str]] = {
    "co": frozenset(["uk", "nz", "za", "jp", "kr", "in", "il"]),
    "com": frozenset(["br", "ar", "mx", "au", "pt", "pe", "tr", "uy"]),
    "org": frozenset(["uk", "br", "mx"]),
    "ac": frozenset(["uk", "at"]),
}  # fmt: skip
"""Endings of two labels whose dot is often left out: `co uk`."""
