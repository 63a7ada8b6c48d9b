"""French: letters, digits and signs as they are said."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.characters import Characters, EmailWords, PhoneWords, SpellingWords, UrlWords

PHONES = PhoneWords(
    extensions=frozenset({"poste"}),
    leads=frozenset({"au", "appelez"}),
    plus="plus",
    marks="tiret point slash barre espace puis ensuite euh indicatif",
    cues="telephone portable mobile numero appeler appelez tel fixe ligne contact joindre whatsapp",
    others="compte carte visa mastercard iban police facture commande contrat code postal siret dossier reference immatriculation passeport pin client releve compteur index securite sociale reservation vol suivi imei serie",
    own="",
    fillers="le la mon ma mes est c l un oui alors ok euh bon ben voici voila merci s il vous plait me pouvez au sur de d accord bien sur ce serait",
)  # fmt: skip

EMAILS = EmailWords(
    particles=frozenset({"de"}),
    signs={
        "arobase": "@", "arobas": "@", "arobaze": "@", "arrobase": "@", "arrobas": "@", "a commercial": "@", "point": ".", "tiret": "-",
        "trait d'union": "-", "tiret du 6": "-", "tiret du six": "-", "tiret haut": "-", "moins": "-", "tiret du bas": "_", "tiret bas": "_",
        "tiret du 8": "_", "tiret du huit": "_", "tiret d'en bas": "_", "souligne": "_", "plus": "+",
    },
    remarks="tout en minuscules|tout en minuscule|en minuscules|en minuscule|tout attache|attache|en un mot|sans espace|sans espaces|majuscule|lettre|chiffre|puis|et puis|ensuite|au debut|a la fin",
    before="est c'est c l' ma mon notre votre le la les mail email e-mail courriel mél adresse électronique electronique écrivez écrire ecrire à sur un une pour cette ce serait alors oui d'accord ok euh bon ben voici voilà non pardon "
    "que j'ai ai utilise ou et donc bien sûr",
    hints="avec un|avec une|avec|sans|sans le|sans l|avec deux|avec le|avec un seul|avec double",
    writes="pouvez peux écrivez écrivez-moi écrire m'écrire écris envoyez envoyer envoyez-moi envoie contacter contactez joindre",
    nouns="mail email adresse courriel electronique",
    providers={
        "orange": "orange.fr", "free": "free.fr", "wanadoo": "wanadoo.fr", "laposte": "laposte.net", "sfr": "sfr.fr", "bbox": "bbox.fr",
        "neuf": "neuf.fr", "numericable": "numericable.fr",
    },
)  # fmt: skip

URLS = UrlWords(
    signs={
        "/": "barre oblique|barre|slash oblique",
        "//": "double slash|deux slash|deux slashs|double barre oblique|deux barres obliques|double barre",
        ":": "deux points|deux-points",
        "www": "double ve double ve double ve|double v double v double v|trois w|trois double ve|trois double v|trois fois w|trois fois double ve|trois fois double v|triple double v|triple double ve|triple w",
        "https": "ache te te pe esse|h t t p s|hache te te pe esse|ash te te pe esse|ache t t p s",
        "http": "ache te te pe|h t t p|hache te te pe|ash te te pe|ache t t p",
        "?": "point d interrogation",
        "=": "egal|egale",
        "~": "tilde",
    },
    before="site page web lien internet visitez visiter allez aller trouverez officiel officielle ligne regardez tapez ouvrez cherchez "
    "s'appelle appelle notre de du des dans voir",
)  # fmt: skip

SPELLING = SpellingWords(
    apostrophes=frozenset({"apostrophe"}),
    short_words=frozenset({"au", "du", "ou", "je", "tu", "ce", "sa", "et", "ai", "le", "la", "ne"}),
    alphabets=(
        "anatole berthe celestin desire eugene francois gaston henri irma joseph kleber louis marcel nicolas oscar pierre quintal "
        "raoul suzanne therese ursule victor william xavier yvonne zoe",
        "berth camille denise emile georges isidore jean lucien marie noemie paul simone yves zelie",
    ),
    names={"be": "b", "ce": "c", "de": "d", "effe": "f", "ge": "g", "ache": "h", "ji": "j", "ka": "k", "elle": "l", "emme": "m", "enne": "n",
           "pe": "p", "ku": "q", "cul": "q", "erre": "r", "esse": "s", "te": "t", "ve": "v", "double ve": "w", "double v": "w", "ixe": "x",
           "i grec": "y", "zede": "z"},
    like=frozenset(("comme", "de", "comme dans")),
    remarks="avec|sans",
    times={"double": 2, "triple": 3},
    counted=frozenset(("fois",)),
    plurals={"zeros": "0"},
    multiplied_articles=frozenset(("le", "la")),
    zeros=frozenset(),
    skipped=frozenset(["tiret", "espace", "puis", "ensuite", "euh", "et", "slash", "point", "majuscule", "minuscule", "lettre", "lettres", "numero", "chiffre", "chiffres", "barre", "oblique", "suivi", "virgule", "moins", "slash"]),
    skipped_phrases=frozenset(("et puis", "et ensuite", "trait d union", "suivi de")),
    copula="est",
)  # fmt: skip

CHARACTERS = Characters(
    phones=PHONES,
    emails=EMAILS,
    urls=URLS,
    spelling=SPELLING,
)
