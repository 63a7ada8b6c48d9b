"""Italian: letters, digits and signs as they are said."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.characters import Characters, EmailWords, PhoneWords, SpellingWords, UrlWords

PHONES = PhoneWords(
    extensions=frozenset({"interno", "int", "derivazione"}),
    leads=frozenset({"al", "chiama", "chiami"}),
    plus="piu|plus",
    marks="trattino punto barra slash spazio poi ehm eh uhm prefisso ancora",
    cues="telefono telefonico cellulare numero chiamare chiami chiamami tel cell fisso recapito contatto whatsapp rete mobile",
    others="conto carta visa mastercard iban polizza fattura ordine contratto codice cap fiscale partita iva pratica riferimento targa patente passaporto pin cliente pod sinistro bonifico lettura contatore matricola previdenza prenotazione volo tessera imei seriale spedizione",
    own="",
    fillers="il la lo mio mia di e un al è si certo ok okay va bene allora ehm eh uhm ecco guardi grazie prego per favore mi puo su sono questo questa sarebbe dunque scusi",
)  # fmt: skip

EMAILS = EmailWords(
    particles=frozenset({"de", "di"}),
    articles=frozenset({"un", "una"}),
    signs={
        "chiocciola": "@", "chiocciolina": "@", "chioccia": "@", "a commerciale": "@", "punto": ".", "trattino": "-", "trattino alto": "-",
        "trattino normale": "-", "trattino medio": "-", "meno": "-", "lineetta": "-", "trattino basso": "_", "trattino in basso": "_",
        "et": "at", "underscor": "_", "sottolineato": "_", "lineetta bassa": "_", "piu": "+",
    },
    remarks="tutto minuscolo|tutto in minuscolo|in minuscolo|minuscolo|tutto attaccato|attaccato|tutto unito|tutta una parola|senza spazi|maiuscola|maiuscolo|lettera|numero|poi|e poi|all inizio|alla fine|in fondo|davanti",
    before="è é e' sono la il lo le gli mia mio nostra nostro mail email e-mail posta elettronica indirizzo scrivi scriva scrivere scrivimi mandi manda mandare a al alla mi ci un una su come per questa questo quella sarebbe dunque allora "
    "sì si certo ok okay va bene ehm eh uhm ecco guardi senta no anzi scusi che usa uso usi ho abbiamo poi oppure ed",
    hints="con la|con l|con|senza la|senza l|senza|con due|con doppia|con una sola|con la doppia",
    writes="può puo potete posso puoi scrivermi scrivetemi scrivete scrivimi scriva scrivo scriverci inviare inviarmi inviatemi invii inviate invia "
    "mandarmi mandatemi mandami mandarla mandarlo mandatela spedire spedirmi contattarmi contattatemi contattami contattare",
    nouns="mail email indirizzo elettronica posta",
    providers={
        "libero": "libero.it", "alice": "alice.it", "tiscali": "tiscali.it", "virgilio": "virgilio.it", "fastweb": "fastwebnet.it",
        "fastwebnet": "fastwebnet.it", "aruba": "aruba.it", "tim": "tim.it", "inwind": "inwind.it", "pec": "pec.it",
    },
)  # fmt: skip

URLS = UrlWords(
    signs={
        "/": "barra|sbarra|barretta|barra obliqua|slesh|slasc|slesc",
        "//": "doppia barra|doppia sbarra|doppio slash|due barre|due slash|due barra",
        ":": "due punti|duepunti",
        "www": "vu vu vu|vi vi vi|v v v|doppia vu doppia vu doppia vu|doppia v doppia v doppia v|tre vu|tre w|tripla vu|tripla w|tre doppie vu|tre vu doppie|tre volte vu|tre volte w|vuvuvu|doppio vu doppio vu doppio vu",
        "https": "acca ti ti pi esse|h t t p s|acca t t p s|acca ti ti pi s",
        "http": "acca ti ti pi|h t t p|acca t t p",
        "?": "punto interrogativo|punto di domanda",
        "=": "uguale",
        "~": "tilde",
    },
    before="sito siti pagina web link internet visita visiti visitate vada vai andare andate trova trovi trovate ufficiale ufficiali online guardi "
    "guarda digiti apra cerca cerchi quello nostri vostro suo sul nel del della dal collegati collegarsi cliccare chiama",
)  # fmt: skip

SPELLING = SpellingWords(
    names_never_words=frozenset({"ics"}),
    apostrophes=frozenset({"apostrofo"}),
    short_words=frozenset({"si", "ma", "se", "su", "da", "al", "il", "lo", "la", "le", "un", "ed", "ho", "ha", "mi", "ti", "ci", "vi", "ne", "mo"}),
    articles=frozenset({"un", "una"}),
    alphabets=(
        "ancona bologna como domodossola empoli firenze genova hotel imola jolly kursaal livorno milano napoli otranto "
        "padova quarto roma savona torino udine venezia washington xeres york zara",
        "bari catania domodossola enna forli imperia jersey pisa palermo pescara quadro quebec ravenna rimini salerno siena "
        "taranto trieste trento varese verona vicenza viterbo xilofono yacht zurigo asti arezzo ascoli",
    ),
    names={"bi": "b", "ci": "c", "di": "d", "effe": "f", "gi": "g", "acca": "h", "i lunga": "j", "cappa": "k", "kappa": "k", "elle": "l", "emme": "m",
           "enne": "n", "pi": "p", "cu": "q", "qu": "q", "erre": "r", "esse": "s", "ti": "t", "vi": "v", "vu": "v", "doppia vu": "w",
           "doppia v": "w", "ics": "x", "ipsilon": "y", "i greca": "y", "zeta": "z", "be": "b", "ce": "c", "de": "d", "pe": "p", "te": "t"},
    like=frozenset(("come", "di")),
    remarks="con|senza",
    times={"doppio": 2, "doppia": 2, "triplo": 3, "tripla": 3, "quadruplo": 4, "quadrupla": 4},
    counted=frozenset(("volte",)),
    plurals={"zeri": "0"},
    multiplied_articles=frozenset(("il", "lo", "la")),
    zeros=frozenset(),
    skipped=frozenset(["trattino", "spazio", "poi", "ehm", "eh", "uhm", "barra", "punto", "maiuscola", "maiuscolo", "minuscola", "minuscolo", "grande", "piccola", "piccolo", "lettera", "lettere", "numero", "numeri", "cifra", "cifre", "seguito", "seguita", "virgola", "sbarra", "lineetta", "meno"]),
    skipped_phrases=frozenset(("e poi", "e dopo", "seguito da", "seguita da")),
    copula="è",
)  # fmt: skip

CHARACTERS = Characters(
    phones=PHONES,
    emails=EMAILS,
    urls=URLS,
    spelling=SPELLING,
)
