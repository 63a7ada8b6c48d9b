"""Names of languages as people say them, beside those of CLDR, and the words around them. Written from general knowledge."""

from collections.abc import Mapping

LISTED = (
    "af am ar ast az be bg bn br bs ca ceb co cs cy da de el en eo es et eu fa fi fil fo fr fur ga gd gl gsw gu ha he hi hr ht hu hy id ig is it ja jv ka kea kk km kn ko ku "
    "ky la lb lmo lo lt lv mg mi mk ml mn mr ms mt my nap ne nl no oc pa pl pms ps pt qu rm ro ru rw sc scn si sk sl sn so sq sr su sv sw ta te tg th ti tk tl tr "
    "tt ug uk ur uz vec vi wo xh yi yo yue zh zu"
)
"""Codes of ISO 639-1, and of ISO 639-3 for a few that it lacks: the languages that people ask for. CLDR has names for each."""

EVERYDAY: Mapping[str, Mapping[str, str]] = {
    "en": {
        "en": "american|british|british english|american english|australian english|international english", "es": "castilian|castillian|latin american spanish|mexican",
        "pt": "brazilian|brazilian portuguese|european portuguese", "nl": "flemish", "de": "high german|austrian german|austrian", "fr": "canadian french|swiss french",
        "zh": "mandarin|mandarin chinese|chinese mandarin|putonghua", "yue": "cantonese|cantonese chinese", "fa": "farsi|dari", "ga": "gaelic|irish gaelic", "ca": "valencian",
        "ro": "moldovan|rumanian", "sl": "slovene", "sk": "slovakian", "no": "norwegian bokmal", "he": "israeli", "ku": "kurmanji|sorani", "el": "modern greek",
        "hr": "serbo croatian|serbo croat", "my": "burmese", "pa": "panjabi", "bn": "bengali",
    },
    "it": {
        "en": "americano|inglese americano|inglese britannico|british", "es": "castigliano|spagnolo latinoamericano", "pt": "brasiliano", "nl": "fiammingo", "de": "austriaco|alto tedesco",
        "zh": "mandarino|cinese mandarino", "yue": "cantonese", "fa": "farsi|dari", "ca": "valenciano", "ro": "moldavo|romeno", "ga": "gaelico", "hr": "serbocroato", "fil": "filippino",
        "it": "lingua dei segni italiana", "bn": "bengali", "my": "birmano", "si": "cingalese", "lmo": "milanese", "nap": "napoletano", "vec": "veneto", "hi": "hindi",
    },
    "es": {
        "es": "castellano|español de españa|español latino|mexicano", "en": "americano|inglés americano|inglés británico", "pt": "brasileño", "nl": "flamenco|holandés", "de": "austriaco",
        "zh": "mandarín|chino mandarín", "yue": "cantonés", "fa": "farsi|dari", "ca": "valenciano|mallorquín", "ro": "moldavo", "ga": "gaélico", "eu": "euskera|euskara|vascuence|vasco",
        "hr": "serbocroata", "ast": "bable", "gl": "galego", "bn": "bengalí", "my": "birmano",
    },
    "fr": {
        "fr": "québécois|français canadien", "en": "américain|anglais américain|anglais britannique", "es": "castillan|espagnol latino", "pt": "brésilien", "nl": "flamand|hollandais",
        "de": "autrichien|haut allemand", "zh": "mandarin|chinois mandarin", "yue": "cantonais", "fa": "farsi|dari|perse", "ca": "valencien", "ro": "moldave", "ga": "gaélique",
        "hr": "serbo croate", "ar": "arabe littéraire|arabe dialectal|darija", "my": "birman", "ht": "créole|créole haïtien",
    },
    "de": {
        "de": "hochdeutsch|österreichisch", "en": "amerikanisch|amerikanisches englisch|britisches englisch|britisch", "es": "kastilisch|kastilianisch", "pt": "brasilianisch|brasilianisches portugiesisch",
        "nl": "flämisch|holländisch", "zh": "mandarin|hochchinesisch|mandarin chinesisch", "yue": "kantonesisch", "fa": "farsi|dari", "ca": "valencianisch", "ro": "moldawisch",
        "ga": "gälisch", "gsw": "schwyzerdütsch|schwizerdütsch|schweizerdeutsch|schweizer deutsch", "hr": "serbokroatisch", "ku": "kurmandschi", "my": "burmesisch",
    },
    "pt": {
        "pt": "brasileiro|português do brasil|português de portugal|português europeu", "en": "americano|inglês americano|inglês britânico", "es": "castelhano", "nl": "flamengo|holandês",
        "de": "austríaco", "zh": "mandarim|chinês mandarim", "yue": "cantonês", "fa": "farsi|dari", "ca": "valenciano", "ro": "moldavo", "ga": "gaélico", "hr": "servo croata",
        "kea": "crioulo|crioulo cabo-verdiano", "my": "birmanês", "eu": "euskera|basco", "gl": "galego",
    },
}  # fmt: skip

OWN_NAMES: Mapping[str, str] = {
    "de": "deutsch", "en": "english", "es": "español|castellano", "fr": "français", "it": "italiano", "pt": "português", "nl": "nederlands|vlaams", "pl": "polski|po polsku",
    "ro": "română|românește", "cs": "čeština|česky", "sk": "slovenčina|slovensky", "sl": "slovenščina|slovensko", "hr": "hrvatski", "sr": "srpski|српски", "bs": "bosanski",
    "hu": "magyar|magyarul", "bg": "български|balgarski", "el": "ελληνικά|ellinika", "tr": "türkçe", "ru": "русский|по русски|russkij|russkiy", "uk": "українська|ukrajinska|ukrainska",
    "sq": "shqip", "ar": "العربية|arabi", "zh": "中文|普通话|zhongwen|putonghua", "ja": "日本語|nihongo", "ko": "한국어|hangugeo", "sv": "svenska", "da": "dansk", "no": "norsk",
    "fi": "suomi|suomeksi", "et": "eesti", "lv": "latviešu", "lt": "lietuvių", "ca": "català", "gl": "galego", "eu": "euskara|euskera", "he": "עברית|ivrit", "fa": "فارسی",
    "hi": "हिन्दी", "vi": "tiếng việt", "th": "ไทย", "cy": "cymraeg", "ga": "gaeilge", "mt": "malti", "is": "íslenska", "mk": "македонски|makedonski",
}  # fmt: skip
"""What speakers call their own language: those are heard whatever the language of the conversation."""

PREFERRING: Mapping[str, str] = {
    "en": "prefer|rather|better|best|instead", "it": "preferisco|preferirei|preferiamo|meglio|piuttosto|vorrei|voglio", "es": "prefiero|preferiria|preferimos|mejor|quiero|quisiera",
    "fr": "prefere|prefererais|preferons|plutot|mieux|veux|voudrais", "de": "lieber|bevorzuge|bevorzugen|am besten|besser|mochte|stattdessen", "pt": "prefiro|preferia|preferimos|melhor|quero|queria|antes",
}  # fmt: skip
"""What tells which of two languages is wanted."""
