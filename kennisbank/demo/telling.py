"""What the lessons say: those written by hand, their doubles, and variations on what happens in every team."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from kennisbank.demo.diary import Diary
from kennisbank.demo.words import lessons, words

LESSONS = 400


@dataclass(frozen=True)
class Told:
    """What one lesson says, by team and topics (keys of the content), and the action that came to mind with it."""

    team: str
    topics: tuple[str, ...]
    texts: dict[str, str]
    action: str = ""
    by_hand: bool = True


def told(diary: Diary) -> list[Told]:
    """Return all that is told, in an order of chance; a double comes after the lesson it repeats."""
    written = [_written(lesson) for lesson in lessons()]
    doubles = list(_doubles(written))
    varied = list(_varied(diary, LESSONS - len(written) - len(doubles)))
    mixed = [*written, *varied]
    diary.chance.shuffle(mixed)
    return [*mixed, *doubles]


def _written(lesson: dict[str, Any]) -> Told:
    texts = {name: text for name, text in lesson.items() if name not in ("team", "topics", "action")}
    return Told(lesson["team"], tuple(lesson["topics"]), texts, lesson.get("action", ""))


def _doubles(written: list[Told]) -> Iterator[Told]:
    by_title = {item.texts["title"]: item for item in written}
    for double in words("doubles")["double"]:
        first = by_title[double["of"]]
        texts = {name: text for name, text in double.items() if name != "of"}
        yield Told(first.team, first.topics, {"nature": first.texts["nature"], **texts})


def _varied(diary: Diary, count: int) -> Iterator[Told]:
    """Yield `count` lessons: no situation twice about the same thing, no combination of texts twice."""
    chance, found = diary.chance, words("variations")
    more = found["more"]
    combined = [
        (theme, situation, insight, advice)
        for theme in found["theme"]
        for situation, insight, advice in product(theme["situations"], theme["insights"], theme["advice"])
    ]
    chance.shuffle(combined)
    subjects = [(team, thing) for team, things in found["objects"].items() for thing in things]
    used: set[tuple[str, str]] = set()
    for place in range(count):
        theme, situation, insight, advice = combined[place % len(combined)]
        free = (item for item in subjects if item[0] in theme.get("teams", found["objects"]))
        team, thing = chance.choice([item for item in free if (situation["title"], item[1]) not in used])
        used.add((situation["title"], thing))
        slots = _slots(diary, thing)
        texts = {
            "title": situation["title"].format(**slots),
            "nature": situation["nature"],
            "happened": f"{situation['happened']} {chance.choice(more['noticed'])}".format(**slots),
            "learned": insight,
            "recommendation": advice if chance.random() < 0.8 else "",
            "cause": chance.choice(more["causes"]).format(**slots) if chance.random() < 0.8 else "",
            "applies_when": chance.choice(more["applies"]) if chance.random() < 0.5 else "",
        }
        yield Told(team, tuple(theme["topics"]), texts, _action(diary, thing), by_hand=False)


def _slots(diary: Diary, thing: str) -> dict[str, object]:
    chance = diary.chance
    return {
        "wat": thing,
        "plek": chance.choice(
            ("Lindewaard", "Oosterveen", "de Noordwal", "Hogedijk", "het kantoor aan de Kade")
        ),
        "n": chance.randint(24, 95),
        "m": chance.randint(3, 20),
        "weken": chance.randint(3, 12),
    }


def _action(diary: Diary, thing: str) -> str:
    return str(diary.chance.choice(words("afterwards")["actions"]["titles"])).format(wat=thing)
