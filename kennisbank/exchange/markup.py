"""Turns the HTML that stands in old texts into Markdown; anything that only looks like a tag stays as it is."""

import re
from html import unescape

_TAGS = (
    "a|b|big|blockquote|br|center|div|em|embed|font|h[1-6]|hr|i|img|li|object|ol|p|param|small|span|strong|sub|sup|"
    "table|tbody|td|th|thead|tr|u|ul"
)
_TAG = re.compile(rf"<(/?)\s*({_TAGS})\b([^<>]*)>|<!--(.*?)-->", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_BREAKS = {
    "br": "\n", "hr": "\n\n", "li": "\n- ", "tr": "\n", "td": " | ", "th": " | ", "ul": "\n", "ol": "\n",
    "p": "\n\n", "div": "\n", "center": "\n", "table": "\n\n", "blockquote": "\n\n", "object": "\n",
    "h1": "\n\n", "h2": "\n\n", "h3": "\n\n", "h4": "\n\n", "h5": "\n\n", "h6": "\n\n",
}  # fmt: skip
_ENDS = {name: text for name, text in _BREAKS.items() if name not in ("br", "li", "td", "th", "hr")}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}


def has_markup(text: str) -> bool:
    """Say whether there is a tag or an entity in `text`."""
    return bool(_TAG.search(text) or _ENTITY.search(text))


def without_markup(text: str) -> str:
    """Return `text` with its tags as Markdown and its entities as letters."""
    pieces: list[str] = []
    links: list[str] = []
    at = 0
    for match in _TAG.finditer(text):
        pieces += [_letters(text[at : match.start()]), _markdown(match, links)]
        at = match.end()
    return "".join([*pieces, _letters(text[at:])])


def _letters(text: str) -> str:
    return _ENTITY.sub(lambda match: unescape(match[0]).replace("\xa0", " "), text)


def _markdown(match: re.Match[str], links: list[str]) -> str:
    if match[4] is not None:
        return ""
    closing, name, inside = bool(match[1]), match[2].lower(), match[3]
    if name == "br":
        return "\n"
    if name in _MARKS:
        return _MARKS[name]
    if name == "a":
        return _link(closing=closing, inside=inside, links=links)
    told = _attributes(inside)
    if name == "img":
        return f"![{told.get('alt', '')}]({_address(told.get('src', ''))})"
    if name == "embed" and "src" in told:
        return f"[video]({_address(told['src'])})"
    return (_ENDS if closing else _BREAKS).get(name, "")


def _link(*, closing: bool, inside: str, links: list[str]) -> str:
    if closing:
        return f"]({links.pop()})" if links else ""
    address = _address(_attributes(inside).get("href", ""))
    if not address:
        return ""
    links.append(address)
    return "["


def _address(text: str) -> str:
    return text.strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _attributes(inside: str) -> dict[str, str]:
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(inside)}
