"""Whom a request comes from: the peer, or whom a trusted proxy names."""

import ipaddress
from collections.abc import Iterable, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

UNKNOWN = "unknown"


def parse_networks(texts: Iterable[str]) -> list[Network]:
    """Return the networks that are named, single addresses as networks of one.

    Raises:
        ValueError: one is no address and no network, or stands for everybody; the sentence names it.
    """
    found: list[Network] = []
    for text in texts:
        try:
            network = ipaddress.ip_network(text)
        except ValueError:
            raise ValueError(
                f"“{text}” is neither an address nor a network; write 10.0.0.7 or 10.0.0.0/24, with commas between them"
            ) from None
        if network.prefixlen == 0:
            raise ValueError(f"“{text}” would believe everybody; name the proxies alone")
        found.append(network)
    return found


def parse_hop(text: str) -> Address | None:
    """Return the address of one hop, with or without a port; None if it is none."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def resolve_client(peer: str, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """Return the right-most hop that no trusted proxy is: whoever is further left could have been made up.

    Args:
        peer: the address that the connection comes from.
        forwarded_for: the header X-Forwarded-For, empty if there is none.
        trusted: the proxies whose header is believed.
    """
    client = parse_hop(peer)
    if client is None:
        return UNKNOWN
    for hop in reversed(forwarded_for.split(",")):
        if not is_trusted(client, trusted):
            break
        address = parse_hop(hop)
        if address is None:
            break
        client = address
    return str(client)


def is_trusted(address: Address, trusted: Sequence[Network]) -> bool:
    """Return whether an address is one of the trusted proxies'."""
    return any(address in network for network in trusted)


def neighbourhood(address: str) -> str:
    """Return what one subscriber commands: an IPv4 address alone, of IPv6 the whole /64."""
    found = parse_hop(address)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found or UNKNOWN)
