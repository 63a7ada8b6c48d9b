"""Words around telephone numbers: what announces one, what announces another number, and what says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

PLUS: Mapping[str, str] = {"en": "plus", "it": "piu|plus", "es": "mas|plus", "fr": "plus", "de": "plus", "pt": "mais|plus"}

MARKS: Mapping[str, str] = {
    "en": "dash hyphen dot point slash space then and uh um er erm number area code parenthesis bracket open close",
    "it": "trattino punto barra slash spazio poi ehm eh uhm prefisso ancora",
    "es": "guion punto barra espacio luego despues eh em prefijo otra vez",
    "fr": "tiret point slash barre espace puis ensuite euh indicatif",
    "de": "bindestrich strich minus punkt schragstrich leerzeichen dann ah ahm vorwahl",
    "pt": "traco hifen ponto barra espaco depois eh hum indicativo prefixo",
}
"""Words that may stand inside a number and are no part of it."""

CUES: Mapping[str, str] = {
    "en": "phone telephone mobile cell cellphone landline number call tel reach line office home fax whatsapp contact text",
    "it": "telefono telefonico cellulare numero chiamare chiami chiamami tel cell fisso recapito contatto whatsapp rete mobile",
    "es": "telefono movil celular numero llamar llame llamame tel fijo contacto whatsapp",
    "fr": "telephone portable mobile numero appeler appelez tel fixe ligne contact joindre whatsapp",
    "de": "telefon telefonnummer handy handynummer mobil mobilnummer nummer rufnummer anrufen erreichen erreichbar tel festnetz festnetznummer whatsapp",
    "pt": "telefone telemovel celular numero ligar ligue tel fixo contacto contato whatsapp fone",
}
"""Words that announce a telephone number."""

OTHERS: Mapping[str, str] = {
    "en": "account acct card visa mastercard iban ssn policy invoice order contract code zip zipcode postal postcode tax id case ticket serial reference licence license plate passport pin customer bank discover express formula claim social security tracking booking flight meter reading isbn vin imei routing reservation confirmation",
    "it": "conto carta visa mastercard iban polizza fattura ordine contratto codice cap fiscale partita iva pratica riferimento targa patente passaporto pin cliente pod sinistro bonifico lettura contatore matricola previdenza prenotazione volo tessera imei seriale spedizione",
    "es": "cuenta tarjeta visa mastercard iban poliza factura pedido contrato codigo postal dni nie nif expediente referencia matricula pasaporte pin cliente lectura contador seguridad reserva vuelo imei serie seguimiento",
    "fr": "compte carte visa mastercard iban police facture commande contrat code postal siret dossier reference immatriculation passeport pin client releve compteur index securite sociale reservation vol suivi imei serie",
    "de": "konto kontonummer karte kreditkarte visa mastercard iban police versicherungsnummer rechnung rechnungsnummer bestellung bestellnummer vertrag vertragsnummer postleitzahl plz steuernummer aktenzeichen referenz kennzeichen reisepass pin kundennummer zahlerstand zahler zahlernummer sozialversicherung sozialversicherungsnummer buchung buchungsnummer flug sendung sendungsnummer imei seriennummer mitgliedsnummer",
    "pt": "conta cartao visa mastercard iban apolice fatura factura encomenda pedido contrato codigo postal cep nif cpf cnpj processo referencia matricula placa passaporte pin cliente bancaria leitura contador seguranca reserva voo rastreio imei serie niss",
}
"""Words that announce a number which is no telephone number."""

OWN: Mapping[str, str] = {
    "en": "area code|country code|dialling code|dialing code",
    "it": "",
    "es": "codigo de area",
    "fr": "",
    "de": "",
    "pt": "codigo de area",
}
"""Phrases that belong to telephone numbers though their last word announces another."""

LED = frozenset(
    {"at", "call", "calls", "called", "@", "-", ":", "on", "al", "chiama", "chiami", "llame", "appelez", "au", "unter", "ligue"}
)
"""Words and marks right before digits that are written like a telephone number."""

FILLERS: Mapping[str, str] = {
    "en": "my the a is it it's its s it will be would yes yeah ok okay sure well so um uh er hmm please thanks thank you hello hi of course on at me can you i am i'm here you're can have do here goes our",
    "it": "il la lo mio mia di e un al è si certo ok okay va bene allora ehm eh uhm ecco guardi grazie prego per favore mi puo su sono questo questa sarebbe dunque scusi",
    "es": "el la mi es un si claro vale ok bueno pues eh em mire gracias por favor me puede en al este seria de",
    "fr": "le la mon ma mes est c l un oui alors ok euh bon ben voici voila merci s il vous plait me pouvez au sur de d accord bien sur ce serait",
    "de": "die das der meine mein ist lautet ja also gut ok okay ah ahm bitte danke sie mich konnen unter auf es unsere hier",
    "pt": "o a meu minha e um sim claro ok bem bom entao eh hum olhe obrigado obrigada por favor me pode no ao este seria de",
}
"""Words that say nothing beside a number: what holds only these and a number is a number."""

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
)
"""Words before the number of an extension, in every language."""

ARTICLES = frozenset({"un", "una", "ein", "eine", "einen", "einem", "einer", "uma"})
"""Articles that number words hold too and nobody says for a digit (French `un` and `une` are digits)."""


@dataclass(frozen=True, slots=True)
class PhoneLexicon:
    """One language's words around numbers; all folded."""

    plus: frozenset[str]
    marks: frozenset[str]
    cues: frozenset[str]
    others: frozenset[str]
    own: tuple[tuple[str, ...], ...]
    fillers: frozenset[str]


@lru_cache(maxsize=16)
def phone_lexicon(language: str) -> PhoneLexicon:
    """The lexicon of a language; English where the language is not served."""
    known = language if language in CUES else "en"
    return PhoneLexicon(
        plus=frozenset(PLUS[known].split("|")),
        marks=frozenset(MARKS[known].split()),
        cues=frozenset(CUES[known].split()),
        others=frozenset(OTHERS[known].split()),
        own=tuple(tuple(phrase.split()) for phrase in OWN[known].split("|") if phrase),
        fillers=frozenset(FILLERS[known].split()),
    )
