"""A questionnaire as an XLSForm, for ODK, Kobo and Enketo. pyxform reads it, so that what they refuse is refused here too."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from kennisbank.climate.instrument.model import LANGUAGES, Dimension, Instrument, Texts
from kennisbank.climate.instrument.reading import from_values
from kennisbank.errors import InvalidInput

_NAMED = {"nl": "Nederlands (nl)", "en": "English (en)"}
_LABELS = tuple(f"label::{_NAMED[language]}" for language in LANGUAGES)
_LIST = "answers"
_MOST = 50_000_000
_SILENT = {"note", "calculate", "start", "end", "today", "deviceid", "username", "audit", "hidden"}
"""Types of rows that ask nothing."""


def to_xlsform(instrument: Instrument) -> bytes:
    """Return the questionnaire as an XLSForm (xlsx): a group per dimension, `select_one` per item, all answers in one list.

    What XLSForm has no word for (direction, least, guide) stands in columns that begin with `kb_`, which other programs leave.
    Raises InvalidInput without the extra `xlsx`.
    """
    openpyxl = _part("openpyxl")
    book = openpyxl.Workbook()
    survey, choices, settings = book.active, book.create_sheet("choices"), book.create_sheet("settings")
    survey.title = "survey"
    extra = [f"kb_{name}_{language}" for name in ("about", "guide") for language in LANGUAGES]
    survey.append(["type", "name", *_LABELS, "kb_reversed", "kb_least", *extra])
    for one in instrument.dimensions:
        survey.append(["begin_group", one.id, *_both(one.titles), None, str(one.least), *_told(one)])
        for item in one.items:
            survey.append(
                [f"select_one {_LIST}", item.id, *_both(item.texts), "yes" if item.reversed else None]
            )
        survey.append(["end_group"])
    choices.append(["list_name", "name", *_LABELS])
    for name, texts in [
        *((str(value), told) for value, told in instrument.choices.items()),
        *instrument.whys.items(),
    ]:
        choices.append([_LIST, name, *_both(texts)])
    titles = [f"kb_title_{language}" for language in LANGUAGES]
    settings.append(["form_title", "form_id", "version", "default_language", *titles])
    settings.append(
        [instrument.titles["nl"], instrument.id, instrument.version, _NAMED["nl"], *_both(instrument.titles)]
    )
    for sheet in book.worksheets:
        _as_text(sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def from_xlsform(data: bytes, *, name: str = "the XLSForm") -> Instrument:
    """Return the questionnaire in an XLSForm: groups become dimensions, `select_one` questions items.

    Labels are asked in Dutch and English. Choices whose name is a number are the scale, others reasons for no answer. Raises
    InvalidInput for what is no XLSForm, another kind of question, one outside a group, and as `read_instrument` does;
    InvalidInput without the extra `xlsx`.
    """
    form = _parsed(data, name)
    groups = [one for one in form["children"] if one.get("name") != "meta" and one.get("type") not in _SILENT]
    lists: dict[str, Any] = {}
    dimensions = [_group(one, lists, name) for one in groups]
    if len(lists) != 1:
        raise InvalidInput(
            f"The questions use {len(lists)} lists of answers.", where=name, mend="Let all use the same list."
        )
    (answers,) = lists.values()
    told = {language: form.get(f"kb_title_{language}", form.get("title", "")) for language in LANGUAGES}
    values = {
        "id": str(form.get("id_string", "")), "version": str(form.get("version") or "1"), "title": told,
        "scale": {int(one["name"]): _texts(one) for one in answers if str(one["name"]).isdecimal()},
        "reasons": {str(one["name"]): _texts(one) for one in answers if not str(one["name"]).isdecimal()},
        "dimensions": dimensions,
    }  # fmt: skip
    return from_values(values, name)


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    """Return the form as pyxform understands it."""
    _part("openpyxl")
    convert = _part("pyxform.xls2xform")
    if not data.startswith(b"PK"):
        raise InvalidInput("This is no xlsx file.", where=name, mend="Save the XLSForm as .xlsx.")
    if _size(data) > _MOST:
        raise InvalidInput(
            "The file is larger than a questionnaire can be.", where=name, mend="Name another file."
        )
    try:
        workbook = convert.get_xlsform(xlsform=data, file_type=".xlsx")
        found = _part("pyxform.xls2json").workbook_to_json(workbook_dict=workbook, form_name="data")
    except Exception as wrong:  # pyxform tells faults in many types; each is one of the file
        raise InvalidInput(
            f"This is no XLSForm: {str(wrong)[:300]}",
            where=name,
            mend="Correct the sheet, or begin from an export of ours.",
        ) from wrong
    return dict(found)


def _size(data: bytes) -> int:
    """Return how many bytes come out of the file; nothing when it cannot be told."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return sum(one.file_size for one in packed.infolist())
    except zipfile.BadZipFile:
        return 0


def _group(group: Mapping[str, Any], lists: dict[str, Any], name: str) -> dict[str, Any]:
    if group.get("type") != "group":
        raise InvalidInput(
            f"The question {group.get('name')!r} stands in no group.",
            where=name,
            mend="Put it in the group of its dimension.",
        )
    titles, asked = _texts(group), [one for one in group.get("children", ()) if one["type"] not in _SILENT]
    for one in asked:
        if one["type"] != "select one" or not one.get("choices"):
            raise InvalidInput(
                f"{one.get('name')!r} is of type {one['type']!r}.",
                where=name,
                mend="Ask `select_one` with a list in the file.",
            )
        lists[one["list_name"]] = one["choices"]
    guide = {language: str(group.get(f"kb_guide_{language}", "")).splitlines() for language in LANGUAGES}
    made = {
        "id": str(group["name"]), "title": titles, "guide": guide if any(guide.values()) else {},
        "about": {language: group.get(f"kb_about_{language}") or titles.get(language, "") for language in LANGUAGES},
        "items": [{"id": str(one["name"]), **_texts(one), "reversed": _is_yes(one)} for one in asked],
    }  # fmt: skip
    least = str(group.get("kb_least", ""))
    return {**made, "least": int(least)} if least.isdecimal() else made


def _is_yes(question: Mapping[str, Any]) -> bool:
    return str(question.get("kb_reversed", "")).strip().lower() in {"yes", "true", "ja"}


def _texts(row: Mapping[str, Any]) -> Texts:
    """Return the label of a row by language; a label without languages is in none of ours."""
    label = row.get("label")
    told = label if isinstance(label, Mapping) else {}
    shapes = {"nl": r"\(nl\)|^nl$|nederlands|dutch", "en": r"\(en\)|^en$|english|engels"}
    found = {}
    for language, shape in shapes.items():
        texts = [str(text) for key, text in told.items() if re.search(shape, str(key).lower())]
        found[language] = texts[0] if texts else ""
    return found


def _both(texts: Texts) -> list[str]:
    return [texts[language] for language in LANGUAGES]


def _told(one: Dimension) -> list[str]:
    return [*_both(one.abouts), *("\n".join(one.guide(language)) for language in LANGUAGES)]


def _as_text(sheet: Any) -> None:
    """Keep what begins with `=` a text: no cell of ours is a formula."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"


def _part(module: str) -> Any:
    """Return a module that comes with the extra `xlsx`."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as missing:
        raise InvalidInput(
            "XLSForms need openpyxl and pyxform.", mend="Install them: pip install 'kennisbank[xlsx]'."
        ) from missing
