"""Endings of the adjectives and nouns that name a people or a language."""

from collections.abc import Mapping

Ending = tuple[str, tuple[str, ...]]

ENDINGS: Mapping[str, tuple[Ending, ...]] = {
    "it": (("co", ("ca", "ci", "chi", "che")), ("go", ("ga", "ghi", "ghe")), ("o", ("a", "i", "e")), ("ga", ("gi", "ghe")), ("a", ("i", "e")), ("e", ("i",))),
    "es": (
        ("és", ("esa", "eses", "esas")), ("án", ("ana", "anes", "anas")), ("ón", ("ona", "ones", "onas")), ("ín", ("ina", "ines", "inas")),
        ("ol", ("ola", "oles", "olas")), ("o", ("a", "os", "as")), ("", ("s", "es")),
    ),
    "fr": (
        ("turc", ("turque", "turcs", "turques")), ("grec", ("grecque", "grecs", "grecques")), ("en", ("enne", "ens", "ennes")), ("on", ("onne", "ons", "onnes")),
        ("e", ("es",)), ("é", ("ée", "és", "ées")), ("s", ("se", "ses")), ("", ("e", "s", "es")),
    ),
    "pt": (
        ("ês", ("esa", "eses", "esas")), ("ão", ("ã", "ãos", "ães", "ões", "ãs")), ("ol", ("ola", "óis", "olas")), ("eu", ("eia", "eus", "eias")),
        ("o", ("a", "os", "as")), ("", ("s", "es")),
    ),
    "de": (("sch", ("sche", "scher", "sches", "schen", "schem")), ("e", ("en", "in", "innen")), ("", ("s", "n", "en", "in", "innen"))),
    "en": (("", ("s",)),),
}  # fmt: skip
"""Ending of the first form to the endings of the others, the feminine first; the first that fits counts."""
