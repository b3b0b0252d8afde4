"""After signing in somebody stays on this site, whatever the address says."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given, strategies as st

from kennisbank.serve.identity.addresses import onward

SITE = "https://kennis.example"
BASES = st.sampled_from(["/", "/kb/", "/een/twee/"])
PIECES = st.lists(
    st.sampled_from(["/", "\\", "//", "..", ".", "%2f", "%5c", "@", ":", "?", "#", "kb", "een", "kwaad.example",
                     "https:", "javascript:", "\t", "\n", "\r", "\0", " ", "\u2028", "é", "//kwaad.example", "%00", "%0a"]),
    max_size=8,
).map("".join)  # fmt: skip


def as_a_browser_reads(text):
    """What the WHATWG rules make of an address: no tabs and newlines, a backslash is a slash, spaces around it go."""
    text = text.strip("".join(map(chr, range(33))))
    return "".join("/" if letter == "\\" else letter for letter in text if letter not in "\t\r\n")


@given(st.one_of(st.text(), PIECES, st.tuples(BASES, PIECES).map("".join)), BASES)
@example("//kwaad.example", "/")
@example("/\\kwaad.example", "/")
@example("/\t/kwaad.example", "/")
@example("/kb/../../kwaad", "/kb/")
@example("https://kwaad.example", "/")
@example("/kb/%2e%2e/elders", "/kb/")
def test_nobody_is_led_to_another_site_or_out_of_ours(wanted, base):
    found = onward(wanted, base=base, fallback=base)
    place = urlsplit(urljoin(f"{SITE}{base}aanmelden", as_a_browser_reads(found)))

    assert found in (wanted, base)
    assert ("https", "kennis.example") == (place.scheme, place.netloc)
    assert place.path.lower().replace("%2e", ".").startswith(base)
    assert ".." not in place.path.replace("%2e", ".").split("/")
    assert found.isprintable() and "\\" not in found


@pytest.mark.parametrize("wanted", ["/kb/", "/kb/zoeken?q=a+b&x=%C3%A9", "/kb/vastleggen?id=01jn", "/kb/a/b"])
def test_a_page_of_ours_is_where_somebody_goes(wanted):
    assert wanted == onward(wanted, base="/kb/", fallback="/kb/")
