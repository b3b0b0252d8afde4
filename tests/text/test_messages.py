"""Every sentence that people see exists in every language, and is asked for as it is written."""

import ast
import re
import tomllib
from collections import Counter
from pathlib import Path
from string import Formatter

from kennisbank.text.catalogue import LANGUAGES, messages

HOME = Path(__file__).parents[2]
SOURCES = sorted([*HOME.glob("kennisbank/**/*.py"), *HOME.glob("widgets/kennisbank_widgets/**/*.py")])
TEMPLATES = sorted(
    path
    for folder in ("templates", "pages")
    for path in HOME.glob(f"kennisbank/**/{folder}/**/*")
    if path.is_file()
)
SAID = re.compile(r"""\bsay\(\s*["']([\w.]+)["']""")


def blanks(text):
    """The names that are filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def calls():
    """Every `say("literal key", …)` in the code: place, key, the values given (None: not to be seen here)."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if says(node) and isinstance(key := node.args[0], ast.Constant):
                given = {keyword.arg for keyword in node.keywords}
                place = f"{path.relative_to(HOME)}:{node.lineno}"
                yield place, key.value, None if None in given else given


def says(node):
    """Whether this is a call of `say` with a key."""
    return isinstance(node, ast.Call) and bool(node.args) and "say" in (name(node.func), last(node.func))


def name(node):
    return getattr(node, "id", "")


def last(node):
    return getattr(node, "attr", "")


def test_a_message_stands_in_every_language():
    lacking = {
        key: texts
        for key, texts in messages().items()
        if {*texts} != {*LANGUAGES} or "" in map(str.strip, texts.values())
    }

    assert {} == lacking


def test_a_message_has_the_same_blanks_in_every_language():
    apart = {
        key: texts
        for key, texts in messages().items()
        if len({frozenset(blanks(text)) for text in texts.values()}) > 1
    }

    assert {} == apart


def test_no_message_stands_in_two_places():
    keys = Counter()
    for path in HOME.glob("kennisbank/text/messages/*.toml"):
        keys.update(flat(tomllib.loads(path.read_text(encoding="utf-8"))))

    assert {} == {key: times for key, times in keys.items() if times > 1}


def flat(table, prefix=""):
    for name, inner in table.items():
        if isinstance(inner, dict):
            yield from flat(inner, f"{prefix}{name}.")
        elif name == LANGUAGES[0]:
            yield prefix.rstrip(".")


def test_every_message_that_code_asks_for_exists():
    asked = {(place, key) for place, key, _ in calls()}
    asked |= {
        (str(page.relative_to(HOME)), key)
        for page in TEMPLATES
        for key in SAID.findall(page.read_text(encoding="utf-8"))
    }

    assert [] == sorted((place, key) for place, key in asked if key not in messages())


def test_every_blank_is_filled_in():
    empty = {
        place: blanks(messages()[key]["nl"]) - given
        for place, key, given in calls()
        if given is not None and key in messages() and not blanks(messages()[key]["nl"]) <= given
    }

    assert {} == empty
