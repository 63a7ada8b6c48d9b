"""Legal forms of companies that are met in any language, and the ends of their domains."""

from collections.abc import Mapping

ABROAD: Mapping[str, str] = {
    "gmbh": "GmbH", "ltd": "Ltd", "llc": "LLC", "plc": "PLC", "inc": "Inc.", "srl": "S.r.l.", "sarl": "SARL", "lda": "Lda.", "ltda": "Ltda.", "limited": "Limited",
}  # fmt: skip
"""Legal forms of other countries, as they are typed or said as a word."""

DOMAINS = frozenset(("com", "it", "es", "fr", "de", "pt", "net", "org", "io", "eu", "uk", "ai"))
