"""Where somebody goes after signing in: the page they came for, and never another site."""

import re
from urllib.parse import unquote

_SAFE = re.compile(r"[A-Za-z0-9\-._~/?=&%+:@!$'()*,;]*")


def onward(wanted: str, *, base: str, fallback: str) -> str:
    r"""Return `wanted` when it is an address under `base` on this site, otherwise `fallback`.

    What browsers read as another site (`//host`, `/\host`, a scheme, a tab or newline in between) is not under `base`.
    """
    path = wanted.partition("?")[0]
    if not wanted.startswith(base) or wanted.startswith("//") or not _SAFE.fullmatch(wanted):
        return fallback
    plain = unquote(path)  # to a browser `%2e%2e` is two dots
    odd = "//" in plain or any(part in (".", "..") for part in re.split(r"[/\\]", plain))
    return fallback if odd else wanted
