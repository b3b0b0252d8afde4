"""What changed last, for feed readers: Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from kennisbank.domain.record import Record
from kennisbank.domain.revision import moment
from kennisbank.publish.addresses import uuid_urn
from kennisbank.publish.page import Page, text_page
from kennisbank.publish.shelf import MAIN, Shelf

LENGTH = 30
ATOM, JSON = "feed.atom", "feed.json"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def site_feeds(shelf: Shelf, lang: str) -> tuple[Page, ...]:
    """Return the two feeds of the whole site."""
    records = shelf.newest(MAIN)[:LENGTH]
    return text_page(ATOM, _atom(records, shelf, lang, shelf.title, "")), text_page(
        JSON, _json(records, shelf, lang)
    )


def topic_feed(topic: Record, shelf: Shelf) -> Page | None:
    """Return the Atom feed of the lessons about `topic`, or None when there are none."""
    links = shelf.collection.backlinks.get(topic.id, ())
    records = [record for relation, record in links if relation == "about" and record.kind == MAIN]
    if not records:
        return None
    newest = sorted(records, key=lambda record: (_updated(record), record.id), reverse=True)[:LENGTH]
    place = shelf.places[topic.id]
    title = f"{shelf.title}: {topic.title}"
    return text_page(place + ATOM, _atom(newest, shelf, topic.language, title, place))


def _updated(record: Record) -> datetime:
    return record.modified or record.created or _EPOCH


def _address(path: str, shelf: Shelf, start: str) -> str:
    """Return the whole address of `path`, or without a base address the way to it from folder `start`."""
    return shelf.addresses.absolute(path) if shelf.addresses.base_url else "../" * start.count("/") + path


def _atom(records: Sequence[Record], shelf: Shelf, lang: str, title: str, start: str) -> str:
    updated = max((_updated(record) for record in records), default=_EPOCH)
    own = quoteattr(_address(start + ATOM, shelf, start))
    entries = "".join(_entry(record, shelf, start) for record in records)
    home = _address(start, shelf, start) or "./"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">\n'
        f"<id>{escape(_feed_id(shelf, start))}</id>\n<title>{escape(title)}</title>\n"
        f"<updated>{moment(updated)}</updated>\n<author><name>{escape(shelf.title)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href={own}/>\n<link rel="alternate" href={quoteattr(home)}/>\n'
        f"{entries}</feed>\n"
    )


def _feed_id(shelf: Shelf, start: str) -> str:
    if shelf.addresses.base_url:
        return shelf.addresses.absolute(start)
    return (
        uuid_urn(start.rstrip("/").rsplit("/", 1)[-1])
        if start
        else "urn:uuid:00000000-0000-0000-0000-000000000000"
    )


def _entry(record: Record, shelf: Shelf, start: str) -> str:
    address = quoteattr(_address(shelf.places[record.id], shelf, start))
    published = f"<published>{moment(record.created)}</published>" if record.created else ""
    return (
        f'<entry xml:lang="{record.language}"><id>{uuid_urn(record.id)}</id><title>{escape(record.title)}</title>'
        f"<updated>{moment(_updated(record))}</updated>{published}<link href={address}/>"
        f"<summary>{escape(shelf.gists[record.id])}</summary></entry>\n"
    )


def _json(records: Sequence[Record], shelf: Shelf, lang: str) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": shelf.title, "language": lang,
        "home_page_url": _address("", shelf, "") or "./", "feed_url": _address(JSON, shelf, ""),
        "items": [
            {
                "id": uuid_urn(record.id), "url": _address(shelf.places[record.id], shelf, ""), "title": record.title,
                "language": record.language, "content_text": shelf.gists[record.id], "date_modified": moment(_updated(record)),
            }
            for record in records
        ],
    }  # fmt: skip
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"
