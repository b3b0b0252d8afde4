"""Answering: a form is found by a word that only who answers has, kept page by page, and counted once it is sent."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kennisbank.actions.context import Context
from kennisbank.actions.measuring import find_wave
from kennisbank.actions.questioning import asked_in
from kennisbank.climate.instrument.model import Instrument
from kennisbank.errors import InvalidInput, NotAllowed
from kennisbank.store import forms, log, waves
from kennisbank.store.engine import Connection
from kennisbank.store.forms import Form
from kennisbank.store.waves import Invited, Wave

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_WORD = 20


@dataclass(frozen=True)
class Pulse:
    """What somebody is asked: the wave, its questionnaire, and whether they sent their answers already."""

    wave: Wave
    instrument: Instrument
    answered: bool


def my_pulse(bank: Context) -> Pulse | None:
    """Return what the actor is asked now, or None: no wave is open, or they are not invited."""
    today = bank.today()
    with bank.store.reading() as connection:
        running = [
            wave for wave in waves.every(connection) if wave.opens <= today <= wave.closes and not wave.closed
        ]
        for wave in running:
            if invited := waves.invitation(connection, wave.id, bank.actor.name):
                return Pulse(wave, asked_in(connection, wave), invited.answered)
    return None


def begin_form(bank: Context, wave: str) -> str:
    """Begin to answer and return the word by which the form is found again; nobody else has it, and it is not kept here.

    Raises NotFound, NotAllowed for who is not invited, and InvalidInput when the wave is over or the answers were sent.
    """
    with bank.store.writing() as connection:
        log.lock(connection)
        _, invited = _asked(connection, bank, wave)
        if invited.answered:
            raise InvalidInput(
                "Your answers were sent already.",
                where=wave,
                mend="With your own word you can still change them.",
            )
        word = "".join(secrets.choice(_ALPHABET) for _ in range(_WORD))
        forms.add(connection, Form(_fingerprint(word), wave, invited.team, invited.traits))
        return word


def my_form(bank: Context, wave: str, word: str) -> Mapping[str, int | str] | None:
    """Return the answers so far of the form with that word; None when there is none."""
    with bank.store.reading() as connection:
        _asked(connection, bank, wave)
        found = forms.one(connection, wave, _fingerprint(word))
        return found.answers if found else None


def keep_answers(bank: Context, wave: str, word: str, answers: Mapping[str, int | str | None]) -> None:
    """Keep `answers` (None takes one back) beside those given before. All are kept, or none.

    Raises NotFound, NotAllowed, or InvalidInput for an unknown word, question or answer, and when the wave is over.
    """
    with bank.store.writing() as connection:
        log.lock(connection)
        found, _ = _asked(connection, bank, wave)
        form = _form(connection, wave, word)
        forms.fill(connection, _with(form, answers, asked_in(connection, found)))


def send_form(bank: Context, wave: str, word: str) -> None:
    """Let the answers count. Until the wave closes they can still be changed with the same word; sent again, they count once.

    Raises NotFound, NotAllowed, or InvalidInput for an unknown word, an empty form, when the wave is over, or when another
    form of the same person was sent.
    """
    with bank.store.writing() as connection:
        log.lock(connection)
        _asked(connection, bank, wave)
        form = _form(connection, wave, word)
        if form.sent:
            return
        if not form.answers:
            raise InvalidInput("There is no answer yet.", where=wave, mend="Answer at least one question.")
        if not waves.mark_answered(connection, wave, bank.actor.name):
            raise InvalidInput(
                "Your answers were sent already, on another form.",
                where=wave,
                mend="Go on with the word of that form.",
            )
        forms.fill(connection, replace(form, sent=True))


def _asked(connection: Connection, bank: Context, wave: str) -> tuple[Wave, Invited]:
    found = find_wave(connection, wave)
    invited = waves.invitation(connection, wave, bank.actor.name)
    if found.closed or not found.opens <= bank.today() <= found.closes:
        raise InvalidInput(
            f"This wave can be answered from {found.opens} to {found.closes}.",
            where=wave,
            mend="Wait for the next.",
        )
    if invited is None:
        raise NotAllowed("You are not invited to this wave.", where=wave, mend="Ask who opened it.")
    return found, invited


def _form(connection: Connection, wave: str, word: str) -> Form:
    found = forms.one(connection, wave, _fingerprint(word))
    if found is None:
        raise InvalidInput("There is no form with this word.", mend="Type it again, or begin anew.")
    return found


def _with(form: Form, answers: Mapping[str, int | str | None], instrument: Instrument) -> Form:
    after = dict(form.answers)
    for item, value in answers.items():
        if value is None:
            after.pop(item, None)
        else:
            after[item] = instrument.answer(item, value)
    return replace(form, answers=after)


def _fingerprint(word: str) -> str:
    """Return what of a word is kept; capitals, spaces and dashes in it do not count."""
    plain = "".join(letter for letter in word.casefold() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
