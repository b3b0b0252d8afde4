"""What the capture page knows and can do: a draft that is kept, lessons like it, and saving without losing anybody's text."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import traitlets as t

from kennisbank.bank import Bank
from kennisbank.domain.ids import is_id, new_id
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.record import Record
from kennisbank.errors import Conflict, InvalidRecord, KennisbankError
from kennisbank.text.catalogue import say
from kennisbank.text.faults import in_plain_words

KIND = "lesson"
OWN = ("id", "revision")
"""Keys of a draft that name the record it changes; they are not typed."""
MOST_SIMILAR = 5
ENOUGH_TO_COMPARE = 12


class CaptureState(t.HasTraits):
    """One lesson being written: a new one, or (with `record`) one that is being changed."""

    lang = t.Unicode("nl")
    draft = t.Unicode()
    record = t.Unicode()
    values = t.Dict()
    filled = t.Int()
    kept = t.Unicode()
    problems = t.Dict()
    beside: t.List[Any] = t.List()
    similar = t.Tuple()
    drafts = t.Tuple()
    saved = t.Unicode()
    message = t.Unicode()

    def __init__(self, bank: Bank, *, lang: str = "nl", query: Mapping[str, str] | None = None) -> None:
        """Start with what the address asks for: `draft`, a record to change (`id`), or a first `title` or text."""
        super().__init__(lang=lang)
        self._bank = bank
        self._before: Record | None = None
        self._failed = False
        self.open(query or {})

    def open(self, query: Mapping[str, str]) -> None:
        """Show the draft or record that `query` names, or an empty form."""
        self.message, self.problems, self.beside, self.saved = "", {}, [], ""
        wanted = query.get("draft", "")
        self.draft = wanted if is_id(wanted) else new_id()
        found = next((item for item in self._bank.my_drafts() if item.id == self.draft), None)
        values = dict(found.values) if found else {}
        self.record = str(values.get("id") or query.get("id", ""))
        try:
            self._start_from(values)
        except KennisbankError as error:
            self.record, self._before, self.message = "", None, in_plain_words(error, self.lang)
        if not found and not self.record:
            values = {name: query[name] for name in ("title", "happened", "learned") if query.get(name)}
            self.values = values
        self.filled += 1
        self.list_drafts()

    def _start_from(self, values: dict[str, Any]) -> None:
        """Take the record that is being changed as it was at the revision the draft started from."""
        if not self.record:
            self._before, self.values = (
                None,
                {name: value for name, value in values.items() if name not in OWN},
            )
            return
        now = self._bank.get(self.record)
        number = int(values.get("revision") or now.revision)
        past = (item.value() for item in self._bank.history(self.record) if item.number == number)
        self._before = next(past, now)
        own = {**now.values(), **{name: value for name, value in values.items() if name not in OWN}}
        self.values = {
            name: value for name, value in own.items() if name in Lesson.fields() and name not in OWN
        }

    def list_drafts(self) -> None:
        """Look up which other drafts wait, as (id, title)."""
        mine = (item for item in self._bank.my_drafts() if item.kind == KIND and item.id != self.draft)
        untitled = say("capture.untitled", self.lang)
        self.drafts = tuple(
            (item.id, str(item.values.get("title") or "").strip() or untitled) for item in mine
        )

    def type(self, values: Mapping[str, Any]) -> None:
        """Keep what was typed so far as a draft, and look for lessons like it."""
        self.values = self._known(values)
        own = {"id": self.record, "revision": self._before.revision} if self._before else {}
        try:
            draft = self._bank.keep_draft(KIND, {**self.values, **own}, draft=self.draft)
        except KennisbankError as error:
            self.kept, self.message = "", in_plain_words(error, self.lang)
            self._failed = True
            return
        if self._failed:  # it works again
            self._failed, self.message = False, ""
        time = datetime.fromisoformat(draft.modified).astimezone().strftime("%H:%M:%S")
        self.kept = say("capture.kept", self.lang, time=time)
        self.look_for_similar()

    def look_for_similar(self) -> None:
        """Look for lessons that resemble what was typed so far."""
        text = {name: self.values.get(name, "") for name in ("title", "happened", "learned")}
        if len("".join(str(value) for value in text.values())) < ENOUGH_TO_COMPARE:
            self.similar = ()
            return
        try:
            hits = self._bank.similar(text, limit=MOST_SIMILAR + 1)
        except KennisbankError:  # looking is a favour: what was typed is kept already
            hits = ()
        self.similar = tuple((hit.id, hit.title) for hit in hits if hit.id != self.record)[:MOST_SIMILAR]

    def save(self, values: Mapping[str, Any]) -> None:
        """Keep the lesson. What is wrong is told per field; what somebody else changed is put beside it."""
        self.type(values)
        self.message, self.problems = "", self._missing()
        if self.problems:
            return
        try:
            self.saved = self._change() if self._before else self._add()
        except Conflict as clash:
            self._put_beside(clash)
        except InvalidRecord as error:
            self.problems, self.message = error.problems, in_plain_words(error, self.lang)
        except KennisbankError as error:
            self.message = in_plain_words(error, self.lang)
        else:
            self.beside, self.kept = [], ""
            self.message = say("capture.saved", self.lang)

    def submit(self) -> None:
        """Hand the saved lesson in for a second pair of eyes."""
        try:
            self._bank.move(self.saved, "submitted")
        except KennisbankError as error:
            self.message = in_plain_words(error, self.lang)
        else:
            self.message = say("capture.submitted", self.lang)

    def _add(self) -> str:
        given = dict(self.values)
        if self._bank.actor.person and not given.get("authors"):
            given["authors"] = (self._bank.actor.person,)
        return self._bank.capture(KIND, {"language": self.lang, **given}, draft=self.draft)

    def _change(self) -> str:
        before = self._before
        if before is None:
            raise TypeError("there is nothing to change")
        fields = before.fields()
        changes = {
            name: (value or None) if fields[name].form in ("day", "number") else value
            for name, value in self.values.items()
            if fields[name].step != "managed" and fields[name].form != "hidden"
        }
        after = self._bank.save(before.but(**changes))
        self._bank.drop_draft(self.draft)
        return after.id

    def _put_beside(self, clash: Conflict) -> None:
        """Show what the other wrote beside each field in conflict; saving again then builds on their version."""
        self._bank.drop_draft(clash.draft)
        self.beside = [{"name": name, "theirs": _text(getattr(clash.theirs, name))} for name in clash.fields]
        untouched = {
            name: value
            for name, value in clash.theirs.values().items()
            if name in self.values and getattr(clash.base, name) == getattr(clash.mine, name)
        }
        self._before = clash.theirs
        self.type({**self.values, **untouched})
        self.filled += 1
        self.message = say("capture.conflict", self.lang)

    def _missing(self) -> dict[str, str]:
        def empty(name: str) -> bool:
            return not str(self.values.get(name) or "").strip()

        missing = {"title": "capture.title_missing"} if empty("title") else {}
        if empty("happened") and empty("learned"):
            missing["happened"] = "capture.core_missing"
        return {name: say(key, self.lang) for name, key in missing.items()}

    def _known(self, values: Mapping[str, Any]) -> dict[str, Any]:
        fields = Lesson.fields()
        return {
            name: value
            for name, value in values.items()
            if name in fields and fields[name].step != "managed" and fields[name].form != "hidden"
        }


def _text(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, tuple) else str(value or "")
