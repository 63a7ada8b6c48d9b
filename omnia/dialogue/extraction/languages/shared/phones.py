"""What is written before digits that are a telephone number, or its extension."""

LED = frozenset(
    {"at", "call", "calls", "called", "@", "-", ":", "on", "al", "chiama", "chiami", "llame", "appelez", "au", "unter", "ligue"}
)  # fmt: skip
"""Words and marks right before digits that are written like a telephone number."""

EXTENSIONS = frozenset(
    {
        "x",
        "ext",
        "extension",
        "interno",
        "int",
        "extensao",
        "ramal",
        "poste",
        "durchwahl",
        "nebenstelle",
        "apparat",
        "anexo",
        "derivazione",
    }
)  # fmt: skip
"""Words before the number of an extension, in every language."""

ARTICLES = frozenset({"un", "una", "ein", "eine", "einen", "einem", "einer", "uma"})
"""Articles that number words hold too and nobody says for a digit (French `un` and `une` are digits)."""
