"""French: days, clocks and lengths of time."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from omnia.dialogue.extraction.languages.schema.time import (
    HALF,
    QUARTER,
    Ages,
    Calendar,
    DurationLexicon,
    ExpiryWords,
    RangeLexicon,
    Time,
    ZoneWords,
)

WORDS: dict[str, Mapping[str, Any] | str] = {
    "unit_quarter": "trimestre",
    "dash": "tiret|trait d union",
    "slash": "barre oblique|slash|barre|oblique",
    "minute_joiner": "et", "idiom": "en",
    "ends": "fin|la fin de|la fin du|a la fin du|fin du|a la fin de|fin de|la fin d|a la fin de l",
    "month": {
        "janvier|janv|jan": 1, "fevrier|fev|fevr": 2, "mars|mar": 3, "avril|avr": 4, "mai": 5, "juin|jun": 6, "juillet|juil|jui|jul": 7, "aout": 8,
        "septembre|sept|sep": 9, "octobre|oct": 10, "novembre|nov": 11, "decembre|dec": 12,
    },
    "weekday": {
        "lundi|lun|lundis": 0, "mardi|mar|mardis": 1, "mercredi|mer|mercredis": 2, "jeudi|jeu|jeudis": 3, "vendredi|ven|vendredis|vend": 4, "samedi|sam|samedis": 5, "dimanche|dim|dimanches": 6,
    },
    "relative_day": {
        "aujourd hui|aujourdhui|ce jour|maintenant|ce soir|cet apres midi|ce matin|en ce moment|tout de suite|cette nuit|ce jour meme|dans la journee|ce midi|aujourd hui meme|a l instant|la journee|toute la journee": 0,
        "demain|2main|lendemain|le lendemain|le jour suivant|le jour d apres|jour suivant": 1,
        "hier|la veille|le jour d avant|le jour precedent|hier soir|jour d avant": -1,
        "apres demain|surlendemain|le surlendemain|apresdemain": 2,
        "avant hier|l avant veille|avanthier|avant veille": -2,
    },
    "adjacent_day": {"le jour d apres|jour d apres|le jour suivant|le lendemain de|le lendemain du|lendemain de|lendemain du|le lendemain d": 1, "le jour d avant|jour d avant|le jour precedent|la veille de|la veille du|veille de|veille du|la veille d": -1, "le surlendemain de|le surlendemain du|surlendemain du": 2, "l avant veille du|l avant veille de": -2},
    "unit_day": "jour|jours|journee|journees", "unit_week": "semaine|semaines|sem", "unit_workday": "jour ouvrable|jours ouvrables|jour ouvre|jours ouvres", "unit_fortnight": "quinzaine|quinzaine de jours",
    "unit_month": "mois", "unit_year": "an|ans|annee|annees", "the": "le|la|l|les|au|a la|du|en|pour le|pour|ce|date|avant le|des le|a|a l|un|une|jusqu au|depuis le|c est le|aux|nous sommes le",
    "of": "de|du|d|en|de la|des|de l|au|dans|du mois de|au mois de|mois de", "inside": "dans|d ici|sous|en|dans environ|d ici a|au bout de",
    "article": {"un|une": 1, "une paire de|quelque": 2, "quelques|plusieurs": 3}, "next": "prochain|prochaine|suivant|suivante|qui vient|a venir|prochains|prochaines|qui suit|suivants",
    "coming": "ce prochain|cette prochaine", "last": "dernier|derniere|passe|passee|precedent|precedente|d avant|derniers|dernieres|ecoule|ecoulee", "final": "dernier|derniere|le dernier|la derniere|tout dernier",
    "this": "ce|cette|cet|courant|en cours|de cette|de ce", "after_next": "d apres|en huit|en 8|d apres celui ci", "in_a_fortnight": "en quinze|en 15", "ago": "plus tot|auparavant|avant|en arriere|passes|passees",
    "ago_prefix": "il y a|il ya|y a|voila|ca fait|cela fait|il y a environ|il y a a peu pres|il y a plus ou moins|il y a presque|il y a deja|depuis", "later": "plus tard|apres|a partir d aujourd hui|a compter d aujourd hui|a partir de maintenant|a compter de ce jour|a partir de ce jour",
    "after": "apres|a partir de|a compter de|apres le|a partir du|a compter du|apres la|suivant|depuis|depuis le", "before": "avant|avant le|avant la|precedant|avant l|avant les", "closest": "le plus proche|plus proche", "to": "de|du",
    "at": "exactement|precisement|a|vers|pour|des|vers les|a environ|il est|c est|aux environs de|autour de|de|aux alentours de|avant|apres|jusqu a|depuis|sur les", "oclock": "heures|heure|h|hrs|heures pile|heures precises|hr|hs", "half": "demi|demie|trente", "quarter": "quart|le quart|un quart", "three_quarters": "trois quarts|trois quart",
    "till": "avant", "past": "passe de|passee de|passees de|apres|passe|passees", "and": "et", "less": "moins|moins le", "unit_hour": "heure|heures|h", "unit_minute": "minute|minutes|min|mn", "unit_second": "seconde|secondes|sec",
    "am": "am|a m", "pm": "pm|p m", "noon": "midi|midi pile|12 h midi", "midnight": "minuit|minuit pile", "morning": "du matin|le matin|matin|ce matin|dans le matin|au matin|dans la matinee|matinee|de la matinee|de bon matin",
    "afternoon": "de l apres midi|cet apres midi|apres midi|l apres midi|d apres midi|dans l apres midi|en apres midi|apres midis", "evening": "du soir|ce soir|soir|le soir|dans la soiree|soiree|de la soiree|au soir|en soiree|la soiree", "night": "de la nuit|la nuit|nuit|cette nuit|dans la nuit",
    "filler": "petite|petites|bonne|bonnes|grosse|euh|ben|bah|hum|alors|donc|enfin|disons|environ|a peu pres|s il vous plait|merci|bonjour|bonsoir|voila euh|genre|plutot",
}  # fmt: skip

HOLIDAYS = {
    "noel|jour de noel|le jour de noel": "12-25", "veille de noel|reveillon de noel|la veille de noel|le reveillon": "12-24", "saint etienne|la saint etienne": "12-26", "nouvel an|jour de l an|le jour de l an|le nouvel an|premier de l an": "01-01", "saint sylvestre|la saint sylvestre|reveillon du nouvel an|veille du nouvel an|reveillon de la saint sylvestre": "12-31",
    "epiphanie|l epiphanie|jour des rois|fete des rois|les rois": "01-06", "chandeleur|la chandeleur": "02-02", "saint valentin|la saint valentin|st valentin|fete des amoureux": "02-14", "journee de la femme|fete de la femme|journee des femmes|journee internationale de la femme": "03-08", "saint patrick|la saint patrick": "03-17", "poisson d avril|1er avril": "04-01",
    "fete du travail|jour du travail|journee du travail|fete des travailleurs": "05-01", "armistice de 1945|victoire 1945|fete de la victoire|la victoire 1945|victoire de 1945": "05-08", "fete de la musique": "06-21", "saint jean|la saint jean": "06-24", "fete nationale|la fete nationale|prise de la bastille|le 14 juillet": "07-14", "fete nationale belge": "07-21", "fete nationale suisse": "08-01",
    "assomption|l assomption": "08-15", "halloween": "10-31", "toussaint|la toussaint|journee de la toussaint|jour de la toussaint|la journee de la toussaint|tous les saints": "11-01", "jour des morts|fete des morts|la fete des morts|jour des defunts": "11-02", "armistice|l armistice|jour de l armistice|jour du souvenir|armistice de 1918": "11-11",
    "saint nicolas|la saint nicolas": "12-06", "immaculee conception|l immaculee conception": "12-08", "saint martin|la saint martin": "11-11", "jour de la terre": "04-22", "jour de l independance|fete de l independance": "07-04",
    "fete des meres|la fete des meres": "nth 5 6 -1", "fete des peres|la fete des peres": "nth 6 6 3", "fete des grands meres|fete des grand meres": "nth 3 6 1", "action de grace|action de graces|thanksgiving": "nth 11 3 4", "black friday|vendredi noir|vendredi fou": "nth 11 3 4 +1", "cyber lundi|cyber monday": "nth 11 3 4 +4", "fete du travail americaine": "nth 9 0 1",
    "paques|dimanche de paques|jour de paques": "easter 0", "lundi de paques": "easter 1", "vendredi saint": "easter -2", "jeudi saint": "easter -3", "samedi saint|veille de paques": "easter -1", "dimanche des rameaux|les rameaux|rameaux": "easter -7", "mercredi des cendres|les cendres": "easter -46", "mardi gras|carnaval": "easter -47",
    "ascension|l ascension|jeudi de l ascension": "easter 39", "pentecote|la pentecote|dimanche de pentecote|dimanche de la pentecote": "easter 49", "lundi de pentecote|lundi de la pentecote": "easter 50", "fete dieu|la fete dieu": "easter 60", "trinite|la trinite": "easter 56", "paques orthodoxe": "orthodox 0", "noel orthodoxe": "01-07",
    "ramadan|debut du ramadan|le ramadan": "islamic 9 1", "aid el fitr|aid|l aid|fin du ramadan|eid al fitr": "islamic 10 1", "aid el kebir|aid al adha|fete du sacrifice|l aid el kebir|fete du mouton": "islamic 12 10", "nouvel an chinois|le nouvel an chinois": "lunar 0", "paque juive|pessah": "hebrew 7 15", "nouvel an juif|rosh hashana|roch hachana": "hebrew 1 1", "yom kippour|kippour|yom kippur": "hebrew 1 10", "hanoucca|hanouka|hanoukka": "hebrew 3 25",
    "premier jour du printemps|debut du printemps|equinoxe de printemps": "03-20", "premier jour de l ete|debut de l ete|solstice d ete": "06-21", "premier jour de l automne|debut de l automne|equinoxe d automne": "09-22", "premier jour de l hiver|debut de l hiver|solstice d hiver": "12-21", "premier dimanche de l avent": "advent 0",
}  # fmt: skip

CONTEXT_WORDS = {
    "every": "chaque|tous les",
    "label": "version|numero|chambre|page|chaine|canal|chapitre|code|commande|taille|porte|quai|voie|etage|telephone|portable|poste|article|siege|appartement|rangee",
    "street": "rue|avenue|boulevard|place|quai",
    "called": "je m appelle|mon nom est|mon prenom est|nom de famille",
    "counted": "euro|euros|dollar|dollars|livres|francs|centimes|pour cent|kilo|kilos|kilometres|km|kg|metres|personnes|adultes|enfants|billets|nuits|chambres|pieces|fois|points|etage|etages|option|chose|nom|prenom|lieu|partie|choix|rang|classe|question|essai|personne|fils|fille|place|coup|main|arrondissement|avis",
    "up_to": "a|au|jusqu a",
    "plural": "les",
    "between": "entre",
    "negation": "pas",
    "first_of_month": "premier",
}  # fmt: skip

CALENDAR = Calendar(
    words=WORDS,
    holidays=HOLIDAYS,
    context_words=CONTEXT_WORDS,
    ranges=frozenset({"a", "ou", "jusqu a"}),
    range_starts=frozenset({"entre"}),
    literal_digits=True,
)  # fmt: skip

AGES = Ages(
    "j ai|il a|elle a|j ai presque|j ai deja|age de|agee de|age|mon age est|j ai eu", "ans|ans revolus|ans passes", "j ai eu|j ai fete mes|elle a eu|il a eu",
)  # fmt: skip

DURATIONS = DurationLexicon(
    units={
        "nuit|nuits|nuitee|nuitees": ("night", 1),
        "seconde|secondes|sec": ("second", 1), "minute|minutes|min|mn": ("minute", 1), "heure|heures|h|hr": ("hour", 1),
        "jour|jours|journee|journees": ("day", 1), "semaine|semaines|sem": ("week", 1),
        "quinzaine|quinzaine de jours": ("day", 15), "huitaine|huitaine de jours": ("day", 8), "mois": ("month", 1),
        "trimestre|trimestres": ("month", 3), "semestre|semestres": ("month", 6), "an|ans|annee|annees": ("year", 1),
        "decennie|decennies": ("year", 10),
    },
    quantities={
        "demi|demie": HALF, "quart": QUARTER, "trois quarts": Fraction(3, 4), "une paire de": Fraction(2), "un|une|tout le|toute la|toute l": Fraction(1),
        "une dizaine de|une dizaine d": Fraction(10), "une vingtaine de|une vingtaine d": Fraction(20),
        "une trentaine de|une trentaine d": Fraction(30), "une douzaine de": Fraction(12),
    },
    glue="de|d|seul|seule|bonne|bonnes|bons|petite|petites|entiers|entieres|pleine|pleines", joiners="et|plus",
    clock="a|vers|des|depuis|jusqu a|pour|avant|il est", less="moins",
)  # fmt: skip

RANGES = RangeLexicon(
    since="du|de|a partir du|a partir de|des le|des|depuis le|depuis|d|a compter du|a compter de|commencant le",
    to="au|a|jusqu au|jusqu a|et jusqu au|jusque", until="jusqu au|jusqu a|jusque|au plus tard le|au",
    between="entre|entre le", both="et",
    lasting="pendant|pour|durant|d une duree de|pour environ", upcoming="prochains|prochaines|suivants|suivantes|prochain|prochaine",
    gone="derniers|dernieres|passes|passees|precedents|dernier|derniere",
    weekend="week end|weekend|fin de semaine", halves={"premiere moitie": 1, "seconde moitie|deuxieme moitie": 2},
    same="le meme jour|meme jour|ce jour la|le jour meme",
    middle="mi|la mi|milieu|milieu de",
    vague="debut|debut de|fin|fin de|la fin de|le debut de",
    whole="tout|toute|entier|entiere|tout le mois de|le mois de|mois de|au mois de|pendant|durant|en|toute l annee",
)  # fmt: skip

EXPIRIES = ExpiryWords(
    cues="expir|valid|valable|echeance",
    slashes="barre oblique|barre|slash|sur",
)  # fmt: skip

ZONES = ZoneWords(
    cities={"london": "londres", "lisbon": "lisbonne", "moscow": "moscou", "beijing": "pekin"},
    asked=("heure de {}", "a l heure de {}"),
    own={"heure francaise": "Europe/Paris", "heure anglaise|heure britannique": "Europe/London", "hne": -300, "hae": -240},
    home=frozenset({60, 120, "Europe/Paris"}),
)  # fmt: skip

TIME = Time(
    calendar=CALENDAR,
    ages=AGES,
    durations=DURATIONS,
    ranges=RANGES,
    expiries=EXPIRIES,
    zones=ZONES,
)
