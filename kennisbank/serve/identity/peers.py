"""Where a request really comes from: the machine at the other end of the connection, and what a known proxy says.

Anybody can write a forwarding header, so one is believed only from a proxy whose address is configured. The address
at the other end is that of the socket; it is never read from what Tornado makes of the headers (`remote_ip`).
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

Request = Any  # tornado's HTTPServerRequest, whose connection carries no types
Address = IPv4Address | IPv6Address
_IPV6_HOME = 64


def peer(request: Request) -> str:
    """Return the address at the other end of the connection; an empty text where there is none (a Unix socket)."""
    address = request.connection.context.address
    return str(address[0]) if isinstance(address, tuple) else ""


def from_proxy(request: Request, proxies: Sequence[str]) -> bool:
    """Say whether `request` was handed on by one of `proxies` (addresses or networks)."""
    return _among(_parsed(peer(request)), proxies)


def is_https(request: Request, proxies: Sequence[str]) -> bool:
    """Say whether the browser asked over TLS, of us or of a proxy in front."""
    told: str = request.headers.get("X-Forwarded-Proto", "")
    if told and from_proxy(request, proxies):
        return told.rpartition(",")[2].strip().lower() == "https"
    return bool(request.protocol == "https")


def client(request: Request, proxies: Sequence[str]) -> str:
    """Return who asks, to count by: the nearest address that is no proxy; for IPv6 the network of a household."""
    found = _parsed(peer(request))
    if _among(found, proxies):
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        for hop in reversed(hops):
            found = _parsed(hop.strip())
            if not _among(found, proxies):
                break
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _IPV6_HOME), strict=False))
    return str(found or "")


def _parsed(text: str) -> Address | None:
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def _among(address: Address | None, proxies: Sequence[str]) -> bool:
    return address is not None and any(address in ip_network(proxy, strict=False) for proxy in proxies)
