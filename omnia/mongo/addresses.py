"""MongoDB addresses: what they may say, and that what they say wins over the product's own values."""

from collections.abc import Mapping
from typing import Any

from pymongo.errors import PyMongoError
from pymongo.uri_parser import parse_uri, split_options, validate_options

SRV = "mongodb+srv://"


def options_of(address: str) -> dict[str, Any]:
    """The options that an address gives, by their names in lower case.

    Raises:
        ValueError: the address cannot be meant; the sentence says what is wrong and never repeats a password.
    """
    try:
        return _options_of(address)
    except (PyMongoError, ValueError) as error:
        # The library's first sentence; the others are for programmers.
        raise ValueError(str(error).partition(". ")[0].rstrip(".")) from error


def _options_of(address: str) -> dict[str, Any]:
    if not address.startswith(SRV):
        return {name.lower(): value for name, value in parse_uri(address, validate=True, warn=False)["options"].items()}
    # Such an address is looked up in the DNS; at the start only what it says itself is read.
    basis, _mark, query = address.partition("?")
    hosts = parse_uri("mongodb://" + basis.removeprefix(SRV))["nodelist"]
    if len(hosts) != 1 or ":" in basis.rpartition("@")[2].removeprefix(SRV):
        raise ValueError("mongodb+srv:// takes one host name without a port")
    return {name.lower(): value for name, value in validate_options(split_options(query), warn=False).items()} if query else {}


def check(address: str) -> str:
    """The address, if the product can work with it.

    Raises:
        ValueError: it cannot be read, or it asks for what loses data or breaks comparisons.
    """
    options = options_of(address)
    if options.get("w") == 0:
        raise ValueError("w=0 acknowledges writes that may be lost; take it out")
    if options.get("tz_aware"):
        raise ValueError("tz_aware=true is not supported; take it out")
    return address


def without_contradiction(address: str, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the product's own options that the address says nothing about: an argument would win over the address."""
    said = options_of(address)
    return {name: value for name, value in defaults.items() if name.lower() not in said}
