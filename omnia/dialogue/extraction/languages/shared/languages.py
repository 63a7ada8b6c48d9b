"""The languages that people ask for, and what speakers call their own."""

from collections.abc import Mapping

LISTED = (
    "af am ar ast az be bg bn br bs ca ceb co cs cy da de el en eo es et eu fa fi fil fo fr fur ga gd gl gsw gu ha he hi hr ht hu hy id ig is it ja jv ka kea kk km kn ko ku "
    "ky la lb lmo lo lt lv mg mi mk ml mn mr ms mt my nap ne nl no oc pa pl pms ps pt qu rm ro ru rw sc scn si sk sl sn so sq sr su sv sw ta te tg th ti tk tl tr "
    "tt ug uk ur uz vec vi wo xh yi yo yue zh zu"
)  # fmt: skip
"""Codes of ISO 639-1, and of ISO 639-3 for a few that it lacks: the languages that people ask for. CLDR has names for each."""

OWN_NAMES: Mapping[str, str] = {
    "de": "deutsch", "en": "english", "es": "español|castellano", "fr": "français", "it": "italiano", "pt": "português", "nl": "nederlands|vlaams", "pl": "polski|po polsku",
    "ro": "română|românește", "cs": "čeština|česky", "sk": "slovenčina|slovensky", "sl": "slovenščina|slovensko", "hr": "hrvatski", "sr": "srpski|српски", "bs": "bosanski",
    "hu": "magyar|magyarul", "bg": "български|balgarski", "el": "ελληνικά|ellinika", "tr": "türkçe", "ru": "русский|по русски|russkij|russkiy", "uk": "українська|ukrajinska|ukrainska",
    "sq": "shqip", "ar": "العربية|arabi", "zh": "中文|普通话|zhongwen|putonghua", "ja": "日本語|nihongo", "ko": "한국어|hangugeo", "sv": "svenska", "da": "dansk", "no": "norsk",
    "fi": "suomi|suomeksi", "et": "eesti", "lv": "latviešu", "lt": "lietuvių", "ca": "català", "gl": "galego", "eu": "euskara|euskera", "he": "עברית|ivrit", "fa": "فارسی",
    "hi": "हिन्दी", "vi": "tiếng việt", "th": "ไทย", "cy": "cymraeg", "ga": "gaeilge", "mt": "malti", "is": "íslenska", "mk": "македонски|makedonski",
}  # fmt: skip
"""What speakers call their own language: those are heard whatever the language of the conversation."""
