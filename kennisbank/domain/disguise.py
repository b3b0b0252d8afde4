"""Disguise: a pseudonym in the place of a person, in any content that names them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kennisbank.domain.kinds.person import Person


@dataclass(frozen=True, kw_only=True)
class Disguise:
    """Who is taken out: the record `person`, their `accounts`, and the `words` that name them (name, e-mail)."""

    person: str
    pseudonym: str
    words: tuple[str, ...]
    accounts: tuple[str, ...]

    def account(self, name: str) -> str:
        """Return account `name`, or the pseudonym when it is theirs."""
        return self.pseudonym if name in self.accounts else name

    def text(self, text: str) -> str:
        """Return `text` with the pseudonym for each word that names them."""
        for word in self.words:
            text = text.replace(word, self.pseudonym)
        return text

    def content(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Return a revision's content without the person; of their own record only what is not personal stays."""
        clean: dict[str, Any] = {name: self._value(value) for name, value in content.items()}
        if "made_by" in clean:
            clean["made_by"] = self.account(clean["made_by"])
        if content.get("id") != self.person:
            return clean
        fields = Person.fields()
        kept = {name for name, field in fields.items() if field.privacy == "open"} - {"extra", "origin"}
        clean = {name: value for name, value in clean.items() if name in kept | {"kind", "made_by"}}
        return {**clean, "title": self.pseudonym, "status": "left"}

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if isinstance(value, dict):
            return {name: self._value(item) for name, item in value.items()}
        return value
