"""Legal forms of companies that are met in any language, and the ends of their domains."""

from collections.abc import Mapping

ARTICLES = frozenset(
    ["the", "il", "lo", "la", "l", "i", "gli", "le", "el", "los", "las", "les", "der", "die", "das", "o", "os", "as"]
)
"""Small words that a name may begin with."""

ABROAD: Mapping[str, str] = {
    "gmbh": "GmbH", "ltd": "Ltd", "llc": "LLC", "plc": "PLC", "inc": "Inc.", "srl": "S.r.l.", "sarl": "SARL", "lda": "Lda.", "ltda": "Ltda.", "limited": "Limited",
}  # fmt: skip
"""Legal forms of other countries, as they are typed or said as a word."""

DOMAINS = frozenset(("com", "it", "es", "fr", "de", "pt", "net", "org", "io", "eu", "uk", "ai"))
