"""Which network addresses may be visited.

An address given by a stranger (in a feed, in a form, behind a redirect) must not reach the machine itself or the
network around it: server-side request forgery. So every address is checked after the name has been resolved, on every
connection, and the connection goes to the very address that was checked.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_SPECIAL: tuple[IPNetwork, ...] = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # carrier-grade NAT (RFC 6598)
        "192.0.0.0/24",  # IETF protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarking
        "64:ff9b::/96",  # NAT64: an IPv4 address inside
        "64:ff9b:1::/48",  # NAT64, local use
        "100::/64",  # discard
        "2001::/23",  # Teredo, ORCHID and other protocol assignments
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local, withdrawn
    )
)


def networks(texts: Iterable[str]) -> tuple[IPNetwork, ...]:
    """Networks in CIDR notation.

    Raises:
        ValueError: One is not.
    """
    return tuple(ipaddress.ip_network(text) for text in texts)


def is_public(address: IPAddress) -> bool:
    """Whether an address is an ordinary one of the public internet, in every guise that it can come in."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.scope_id is not None or address.is_site_local:
            return False
    if not address.is_global or address.is_private or address.is_loopback or address.is_link_local:
        return False
    if address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    return not any(address in network for network in _SPECIAL)


def may_visit(address: IPAddress, allowed: Iterable[IPNetwork] = ()) -> bool:
    """Whether an address is public, or in one of the networks that the caller allows by name."""
    return is_public(address) or any(address in network for network in allowed)
