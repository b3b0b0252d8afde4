"""Whoever is in a bank, and whatever is written in it: no name and nothing closed is in any byte of a research copy."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from kennisbank import Action, Bank, Lesson, Person, Reflection, Team, Topic, open_bank
from kennisbank.domain.kinds.lesson import Lesson as LessonKind
from kennisbank.domain.policy import Actor, may
from tests.copies import opened, shape, written

LETTERS = "abdegiknoprstuvzéëïöüçğışłøñ'"
CLOSED = "Xgesloten"
"""A word that stands in everything that a researcher may not read, and nowhere else."""
WAYS = (
    "Volgens {} ging het mis.", "{}", "({})", "**{}**, zei men", "zie {}.", "bel {}; of schrijf", "'{}'", "https://intern.example/wie/{}/mis",
    "{}\n{}", "mailto:{}",
)  # fmt: skip
part = st.text(LETTERS, min_size=4, max_size=9).map(lambda text: f"Qz{text.strip(chr(39)) or 'xx'}q")
"""Part of a name: no word that would stand in a bank by chance."""
VISIBLE = ("private", "team", "organisation", "public")


# An example makes a bank and a copy of it: to shrink one that fails would take minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
CHECKS = list(HealthCheck)


@dataclass(frozen=True)
class Somebody:
    """A person as generated: every word in `secrets` may be nowhere."""

    given: str
    family: str
    turned: bool
    visibility: str

    @property
    def name(self):
        return f"{self.family}, {self.given}" if self.turned else f"{self.given} {self.family}"

    @property
    def mail(self):
        return f"{self.given}.{self.family}@voorbeeld.example".casefold().replace("'", "")

    @property
    def account(self):
        return f"{self.given}_{self.family}".casefold()

    @property
    def called(self):
        return self.name, self.given, self.family, self.mail, self.account, self.mail.title()


people = st.lists(
    st.builds(Somebody, given=part, family=part, turned=st.booleans(), visibility=st.sampled_from(VISIBLE)),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one.account,
)
telling = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 99), st.sampled_from(WAYS), st.sampled_from(VISIBLE)),
    min_size=1,
    max_size=6,
)


def filled(bank: Bank, crowd, told):
    """Fill the bank with a crowd that is named everywhere; return the ids of the people."""
    team = bank.add(Team(title="Ploeg"))
    topic = bank.add(Topic(title="Onderwerp"))
    ids = []
    for one in crowd:
        person = Person(
            title=one.name, email=one.mail, function=f"Chef {one.family}", about=f"{one.given} werkt hier.", visibility=one.visibility,
            knows=(topic,), extra={"Naam": one.name}, origin=f"bron:{one.name}",
        )  # fmt: skip
        ids.append(bank.add(person))
        bank.enrol(one.account, "member", person=ids[-1], teams=(team,))
    for place, (who, named, way, visibility) in enumerate(told):
        maker, other = crowd[who % len(crowd)], crowd[named % len(crowd)]
        word = other.called[named % len(other.called)]
        text = way.format(word, word)
        mark = CLOSED if visibility in ("private", "team") else "Open"
        with open_bank(bank.store.where, actor=maker.account) as mine:
            lesson = Lesson(
                title=f"{mark} {place} {text}".splitlines()[0], happened=text, learned=f"{mark}. {text}", cause=mark, team=team, topics=(topic,),
                authors=(ids[who % len(crowd)],) if maker.visibility in ("organisation", "public") else (),
                visibility=visibility, extra={"Wie": word}, link="https://intern.example/" + word,
            )  # fmt: skip
            id = mine.add(lesson, reason=f"{mark}: {text}")
            mine.keep_draft("lesson", {"title": f"{CLOSED} {text}"})
            mine.find(f"{CLOSED} {word}")
            if place % 2:
                changed = mine.get(id).but(
                    happened=f"Later: {text}", visibility="private" if place % 3 else "organisation"
                )
                if changed.visibility == "private" or mark == "Open":
                    mine.save(changed, reason=f"{CLOSED if changed.visibility == 'private' else mark} {text}")
            mine.add(
                Reflection(
                    title=f"{mark} terug op {place}", about=(id,), text=text, visibility=visibility, team=team
                )
            )
        bank.add(
            Action(title=f"Doen {place}", description=text, lessons=(id,), owners=(ids[named % len(ids)],))
        )
    return ids


@pytest.mark.slow
@pytest.mark.timeout(600)
@settings(max_examples=12, deadline=None, phases=PHASES, suppress_health_check=CHECKS)
@given(crowd=people, told=telling)
def test_nobody_is_named_and_nothing_closed_is_there_in_any_file(crowd, told):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "copy"
        with open_bank(str(Path(place) / "bank.db"), actor="beheerder", create=True) as bank:
            bank.enrol("rik", "researcher")
            ids = filled(bank, crowd, told)
            bank.research_copy(folder)
            closed = [
                item.id
                for item in bank.records()
                if not may(Actor(name="rik", role="researcher"), "read", item)
            ]
        text = written(folder)
        named = {word for one in crowd for word in (one.name, one.given, one.family, one.mail, one.account)}
        small = text.casefold()

        assert [] == sorted(word for word in named if word.casefold() in small)
        assert [] == [id for id in (*ids, *closed) if id in text]
        with open_bank(str(Path(place) / "bank.db"), actor="rik") as rik, opened(folder) as copy:
            assert () == copy.check()
            assert rik.count() == copy.count()
            assert shape(rik.network()) == shape(copy.network())
            assert [] == [
                item.title
                for item in copy.records()
                if CLOSED in item.title and not isinstance(item, LessonKind)
            ]


@pytest.mark.slow
@pytest.mark.timeout(600)
@settings(max_examples=6, deadline=None, phases=PHASES, suppress_health_check=CHECKS)
@given(told=telling)
def test_what_was_closed_when_it_was_written_is_not_there(told):
    crowd = [Somebody("Qzanna", "Qzwitte", turned=False, visibility="organisation")]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "copy"
        with open_bank(str(Path(place) / "bank.db"), actor="beheerder", create=True) as bank:
            filled(bank, crowd, [item for item in told if item[3] in ("organisation", "public")])
            bank.add(Lesson(title=f"{CLOSED} van een", happened=CLOSED, visibility="private"), reason=CLOSED)
            opened_up = bank.add(
                Lesson(title=f"{CLOSED} eerst", happened=CLOSED, visibility="private"), reason=CLOSED
            )
            bank.save(
                bank.get(opened_up).but(title="Nu open", happened="Open", visibility="organisation"),
                reason="Open",
            )
            bank.research_copy(folder)

        assert CLOSED not in written(folder)
