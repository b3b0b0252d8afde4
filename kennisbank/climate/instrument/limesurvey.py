"""A questionnaire as LimeSurvey's tab-separated survey structure: a group and an array question per dimension."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kennisbank.climate.instrument.model import LANGUAGES, Instrument
from kennisbank.climate.instrument.reading import from_values
from kennisbank.errors import InvalidInput

_COLUMNS = (
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory",
    "other", "kb_id", "kb_version", "kb_reversed", "kb_least", "kb_guide",
)  # fmt: skip
_ARRAY, _LISTS = "F", ("L", "!")
_MOST = 5_000_000
Row = Mapping[str, str]


def to_limesurvey(instrument: Instrument) -> str:
    """Return the questionnaire as a survey structure (TSV) that LimeSurvey imports: anonymous, group by group, Dutch and English.

    Codes hold letters and digits only, as LimeSurvey asks; our own ids stand in columns that begin with `kb_`, which it leaves.
    """
    written = io.StringIO()
    writer = csv.DictWriter(written, _COLUMNS, dialect="excel-tab", restval="", lineterminator="\n")
    writer.writeheader()
    settings = {
        "language": "nl",
        "additional_languages": "en",
        "anonymized": "Y",
        "format": "G",
        "datestamp": "N",
        "ipaddr": "N",
    }
    for name, text in settings.items():
        writer.writerow({"class": "S", "name": name, "text": text})
    for language in LANGUAGES:
        writer.writerow({
            "class": "SL", "name": "surveyls_title", "text": instrument.title(language), "language": language,
            "kb_id": instrument.id, "kb_version": instrument.version,
        })  # fmt: skip
    for language in LANGUAGES:
        writer.writerows(_questions(instrument, language))
    return written.getvalue()


def from_limesurvey(text: str, *, name: str = "the survey structure") -> Instrument:
    """Return the questionnaire in a survey structure: groups become dimensions, rows of arrays and lists items.

    Answer codes that end in a number are the scale, others reasons for no answer. Raises InvalidInput for what is no survey
    structure, another type of question, questions with different answers, and as `read_instrument` does.
    """
    rows = _rows(text, name)
    by_language = {
        language: [row for row in rows if row["language"].lower().startswith(language)]
        for language in LANGUAGES
    }
    found = [_survey(by_language[language], name) for language in LANGUAGES]
    return from_values(_joined(found), name)


def _questions(instrument: Instrument, language: str) -> Iterator[dict[str, str]]:
    """Yield the rows of all groups in one language; both languages have the same codes in the same order."""
    codes = _codes([*(one.id for one in instrument.dimensions), *(item.id for item in instrument.items)])
    for number, one in enumerate(instrument.dimensions, 1):
        yield {
            "id": str(number), "class": "G", "type/scale": f"G{number}", "name": one.title(language), "relevance": "1",
            "text": one.about(language), "language": language, "kb_id": one.id, "kb_least": str(one.least),
            "kb_guide": json.dumps(one.guide(language), ensure_ascii=False),
        }  # fmt: skip
        yield {
            "class": "Q", "type/scale": _ARRAY, "name": codes[one.id], "relevance": "1", "text": one.title(language),
            "language": language, "mandatory": "N", "other": "N",
        }  # fmt: skip
        for item in one.items:
            yield {
                "class": "SQ", "type/scale": "0", "name": codes[item.id], "relevance": "1", "text": item.text(language),
                "language": language, "kb_id": item.id, "kb_reversed": "Y" if item.reversed else "",
            }  # fmt: skip
        for value, label in instrument.labels(language):
            yield {
                "class": "A",
                "type/scale": "0",
                "name": str(value),
                "text": label,
                "language": language,
                "kb_id": str(value),
            }
        for place, (code, label) in enumerate(instrument.reasons(language)):
            code_of = f"N{chr(ord('a') + place)}"
            yield {
                "class": "A",
                "type/scale": "0",
                "name": code_of,
                "text": label,
                "language": language,
                "kb_id": code,
            }


def _codes(ids: list[str]) -> dict[str, str]:
    """Return a code of letters and digits, at most 20, for each id: another for each."""
    made: dict[str, str] = {}
    for id in ids:
        plain, number = re.sub(r"[^a-z0-9]", "", id)[:20], 1
        code = plain
        while code in made.values():
            number += 1
            code = f"{plain[: 20 - len(str(number))]}{number}"
        made[id] = code
    return made


def _rows(text: str, name: str) -> list[Row]:
    if len(text) > _MOST:
        raise InvalidInput(
            "The file is larger than a questionnaire can be.", where=name, mend="Name another file."
        )
    try:
        reader = csv.DictReader(
            io.StringIO(text.removeprefix("\ufeff"), newline=""), dialect="excel-tab", strict=True
        )
        rows: list[Row] = [{str(key): str(value or "") for key, value in row.items()} for row in reader]
    except csv.Error as wrong:
        raise InvalidInput(
            f"This is no survey structure: {wrong}.", where=name, mend="Export it again."
        ) from wrong
    needed = {"class", "type/scale", "name", "text", "language"}
    if missing := sorted(needed - set(reader.fieldnames or ())):
        raise InvalidInput(
            f"The column {missing[0]!r} is missing.",
            where=name,
            mend="Export the survey as tab-separated values (.txt).",
        )
    return rows


def _survey(rows: list[Row], name: str) -> dict[str, Any]:
    """Return what one language tells: title, groups with questions, and the answers that all questions share."""
    made: dict[str, Any] = {"title": "", "id": "", "version": "1", "groups": [], "answers": {}}
    question: dict[str, Any] = {}
    for row in rows:
        kind, told = row["class"], row["text"].strip()
        if kind == "SL" and row["name"] == "surveyls_title":
            made |= {
                "title": told,
                "id": row.get("kb_id") or _slug(told),
                "version": row.get("kb_version") or "1",
            }
        elif kind == "G":
            made["groups"].append(
                {"row": row, "title": row["name"], "about": told or row["name"], "items": []}
            )
        elif kind == "Q":
            question = {"type": row["type/scale"], "row": row, "answers": {}}
            _check(question, made, name)
            made.setdefault("questions", []).append(question)
            if question["type"] in _LISTS:
                made["groups"][-1]["items"].append(row)
        elif kind == "SQ" and question:
            made["groups"][-1]["items"].append(row)
        elif kind == "A" and question:
            question["answers"][row["name"]] = row
    return made | {"answers": _shared(made.get("questions", []), name)}


def _check(question: Mapping[str, Any], made: Mapping[str, Any], name: str) -> None:
    code = question["row"]["name"]
    if question["type"] not in (_ARRAY, *_LISTS):
        raise InvalidInput(
            f"The question {code!r} is of type {question['type']!r}.",
            where=name,
            mend="Use arrays (F) and lists (L, !) only.",
        )
    if not made["groups"]:
        raise InvalidInput(
            f"The question {code!r} stands in no group.", where=name, mend="Put it in a group."
        )


def _shared(questions: list[Mapping[str, Any]], name: str) -> dict[str, Row]:
    """Return the answers by code. Raises InvalidInput when not all questions have the same."""
    told = [{code: row["text"].strip() for code, row in one["answers"].items()} for one in questions]
    if different := [one for one, other in zip(questions, told, strict=True) if other != told[0]]:
        raise InvalidInput(
            f"The question {different[0]['row']['name']!r} has other answers than the first.",
            where=name,
            mend="Give all the same answers.",
        )
    return dict(questions[0]["answers"]) if questions else {}


def _joined(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what both languages tell together, in the shape of the YAML; what one of them lacks is missing there."""
    first = found[0]

    def texts(of: Any) -> dict[str, str]:
        return {language: of(one) for language, one in zip(LANGUAGES, found, strict=True)}

    scale, reasons = {}, {}
    for code in first["answers"]:
        labels = texts(lambda one, code=code: one["answers"].get(code, {}).get("text", "").strip())
        own = first["answers"][code].get("kb_id") or code
        if number := re.fullmatch(r"[A-Za-z]*?0*([0-9]{1,3})", own):
            scale[int(number[1])] = labels
        else:
            reasons[_slug(own)] = labels
    return {
        "id": first["id"], "version": first["version"], "title": texts(lambda one: one["title"]), "scale": scale,
        "reasons": reasons, "dimensions": [_group(place, found, texts) for place in range(len(first["groups"]))],
    }  # fmt: skip


def _group(place: int, found: list[dict[str, Any]], texts: Any) -> dict[str, Any]:
    group = found[0]["groups"][place]

    def of(one: dict[str, Any], name: str) -> Any:
        return one["groups"][place][name] if place < len(one["groups"]) else ""

    def item(one: dict[str, Any], code: str) -> str:
        return next((row["text"].strip() for row in of(one, "items") or () if row["name"] == code), "")

    made = {
        "id": group["row"].get("kb_id") or _slug(group["title"]), "title": texts(lambda one: of(one, "title")),
        "about": texts(lambda one: of(one, "about")),
        "items": [
            {
                "id": row.get("kb_id") or _slug(row["name"]), "reversed": row.get("kb_reversed", "") == "Y",
                **texts(lambda one, row=row: item(one, row["name"])),
            }
            for row in group["items"]
        ],
    }  # fmt: skip
    guides = texts(lambda one: _tips((of(one, "row") or {}).get("kb_guide", "")))
    least = group["row"].get("kb_least", "")
    made |= {"guide": guides} if any(guides.values()) else {}
    return made | ({"least": int(least)} if least.isdecimal() else {})


def _tips(text: str) -> list[str]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    return [str(tip) for tip in found] if isinstance(found, list) else []


def _slug(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:38]
    return plain if re.match(r"[a-z]", plain) else f"q_{plain}"
