"""The vocabulary of documents in words: kinds of data, rules, what is done, what finds a value, check digits."""

from django.utils.translation import gettext_lazy

Choices = list[tuple[str, str]]

ACRONYMS = frozenset(("iban", "bic", "imei", "iccid", "vin", "url", "pod", "pdr", "cups"))
"""Keys that are names in every language."""


# Translated one by one where they are asked for: a form names each kind, and all of them for each would be thousands.
KINDS = {
    "account_number": gettext_lazy("Account number"),
    "address": gettext_lazy("Address"),
    "alphanumeric": gettext_lazy("Letters and digits"),
    "amount": gettext_lazy("Amount of money"),
    "article_number": gettext_lazy("Article number"),
    "booking_reference": gettext_lazy("Booking reference"),
    "card_expiry": gettext_lazy("Card expiry"),
    "card_number": gettext_lazy("Card number"),
    "case_number": gettext_lazy("Case number"),
    "choice": gettext_lazy("Choice of one option"),
    "city": gettext_lazy("City"),
    "claim_number": gettext_lazy("Claim number"),
    "company_name": gettext_lazy("Company name"),
    "contract_power": gettext_lazy("Contract power"),
    "country": gettext_lazy("Country"),
    "customer_code": gettext_lazy("Customer code"),
    "date": gettext_lazy("Date"),
    "date_of_birth": gettext_lazy("Date of birth"),
    "date_range": gettext_lazy("Period"),
    "date_time": gettext_lazy("Date and time"),
    "day": gettext_lazy("Day"),
    "digits": gettext_lazy("Digits"),
    "driving_licence": gettext_lazy("Driving licence"),
    "duration": gettext_lazy("Duration"),
    "email": gettext_lazy("E-mail address"),
    "first_name": gettext_lazy("First name"),
    "flight_number": gettext_lazy("Flight number"),
    "free_text": gettext_lazy("Free text"),
    "full_name": gettext_lazy("Full name"),
    "group": gettext_lazy("Group of data"),
    "health_card": gettext_lazy("Health card"),
    "hour": gettext_lazy("Hour"),
    "house_number": gettext_lazy("House number"),
    "identity_document": gettext_lazy("Identity document"),
    "integer": gettext_lazy("Whole number"),
    "language": gettext_lazy("Language"),
    "last_name": gettext_lazy("Last name"),
    "licence_plate": gettext_lazy("Licence plate"),
    "meter_number": gettext_lazy("Meter number"),
    "meter_reading": gettext_lazy("Meter reading"),
    "migration_code": gettext_lazy("Migration code"),
    "minute": gettext_lazy("Minute"),
    "mobile": gettext_lazy("Mobile number"),
    "month": gettext_lazy("Month"),
    "multi_choice": gettext_lazy("Choice of several options"),
    "nationality": gettext_lazy("Nationality"),
    "number": gettext_lazy("Number"),
    "order_number": gettext_lazy("Order number"),
    "passport": gettext_lazy("Passport number"),
    "percentage": gettext_lazy("Percentage"),
    "phone": gettext_lazy("Phone number"),
    "policy_number": gettext_lazy("Policy number"),
    "postal_code": gettext_lazy("Postal code"),
    "prescription_code": gettext_lazy("Prescription code"),
    "rating": gettext_lazy("Rating"),
    "size": gettext_lazy("Size"),
    "street": gettext_lazy("Street"),
    "tax_code": gettext_lazy("Tax code"),
    "ticket_number": gettext_lazy("Ticket number"),
    "time": gettext_lazy("Clock time"),
    "vat": gettext_lazy("VAT number"),
    "year": gettext_lazy("Year"),
    "yes_no": gettext_lazy("Yes or no"),
}


def kind_name(kind: str) -> str:
    """What a kind of datum is called."""
    return str(KINDS[kind]) if kind in KINDS else _said_alike(kind)


def _said_alike(key: str) -> str:
    return key.upper() if key in ACRONYMS else key.replace("_", " ")


RULES = {
    "required": gettext_lazy("Must be known"),
    "range": gettext_lazy("Between two values"),
    "length": gettext_lazy("Number of characters"),
    "pattern": gettext_lazy("Fits a pattern"),
    "one_of": gettext_lazy("One of some values"),
    "format": gettext_lazy("Has the form of a kind"),
    "checksum": gettext_lazy("Check digits"),
    "date_past": gettext_lazy("A date that is past"),
    "date_future": gettext_lazy("A date to come"),
    "date_valid": gettext_lazy("A date that exists"),
    "age_range": gettext_lazy("Age between two"),
    "expression": gettext_lazy("A condition"),
}


def rule_name(kind: str) -> str:
    """What a type of rule is called."""
    return str(RULES.get(kind, kind))


DONE = {
    "say": ("message-circle", gettext_lazy("Say")),
    "acquire": ("form", gettext_lazy("Ask for")),
    "assign": ("hash", gettext_lazy("Set a variable")),
    "log": ("file-text", gettext_lazy("Note in the transcript")),
    "webhook": ("plug", gettext_lazy("Call a service")),
    "request": ("zap", gettext_lazy("Ask the host")),
    "transfer": ("phone", gettext_lazy("Transfer")),
    "hang_up": ("log-out", gettext_lazy("Hang up")),
    "end": ("log-out", gettext_lazy("End the conversation")),
    "close": ("log-out", gettext_lazy("Close")),
}


def done_name(kind: str) -> tuple[str, str]:
    """The icon and the name of what a level or a row does."""
    icon, name = DONE.get(kind, ("circle-help", kind))
    return icon, str(name)


ENGINES = {
    "rule": gettext_lazy("Recogniser of the product"),
    "pattern": gettext_lazy("Pattern"),
    "lexicon": gettext_lazy("List of options"),
    "webhook": gettext_lazy("Outside recogniser"),
}


def engine_name(kind: str) -> str:
    """What a sort of recogniser is called."""
    return str(ENGINES.get(kind, kind))


CHECKS = {
    "mod97": gettext_lazy("Remainder of 97 (mod 97)"),
    "luhn": gettext_lazy("Luhn, as of cards"),
    "vat": gettext_lazy("VAT number"),
}


def check_name(algorithm: str) -> str:
    """What a way to work out check digits is called."""
    return str(CHECKS[algorithm]) if algorithm in CHECKS else _said_alike(algorithm)


def by_name(pairs: Choices) -> Choices:
    """Choices in the order of their names."""
    return sorted(pairs, key=lambda pair: pair[1].casefold())
