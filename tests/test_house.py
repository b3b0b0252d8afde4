"""The rules of the house: sizes, names, words, links, and nothing that ties it to one machine."""

import ast
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOME = Path(__file__).parents[1]
ROOMS = ("kennisbank", "widgets", "notebooks", "tests", "docs", "deploy")
LIMIT = 300
SHAPELESS = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc", "lib"}
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Folders of somebody's machine, and hosts that packages come from: those are everybody's own choice.
MACHINES = re.compile(r"(?<![\w.:/])/(?:root|work|home/\w+|Users/\w+)/\w")
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com|conda\.anaconda\.org|--(?:extra-)?index-url"
)


def modules(*rooms):
    return sorted(path for room in rooms for path in (HOME / room).rglob("*.py"))


def kept_files():
    """Every text file that git keeps, or would keep."""
    rooms = [path for room in (*ROOMS, ".ci") for path in (HOME / room).rglob("*") if path.is_file()]
    loose = [
        path
        for path in HOME.iterdir()
        if path.is_file() and path.name not in ("bench.json", "bench-serving.json")
    ]
    made = ("__pycache__", ".ipynb_checkpoints")
    kept = [path for path in [*rooms, *loose] if not {*made} & {*path.parts} and ".bundle." not in path.name]
    return sorted(path for path in kept if b"\0" not in path.read_bytes())


def name_of(path):
    return str(path.relative_to(HOME))


def test_no_module_is_longer_than_three_hundred_lines():
    sources = [
        *modules(*ROOMS),
        *(path for path in HOME.glob("widgets/**/*.js") if ".bundle." not in path.name),
    ]
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources}

    assert {} == {name: lines for name, lines in lengths.items() if lines >= LIMIT}


def test_no_module_has_a_name_that_says_nothing():
    assert [] == [name_of(path) for path in modules(*ROOMS) if path.stem in SHAPELESS]


def test_a_package_opens_with_a_docstring_and_nothing_else_but_the_three_that_list_what_is_public():
    packages = [path for path in modules("kennisbank", "widgets") if path.name == "__init__.py"]
    bodies = {name_of(path): ast.parse(path.read_text(encoding="utf-8")).body for path in packages}
    fuller = {name for name, body in bodies.items() if len(body) != 1 or not isinstance(body[0], ast.Expr)}

    assert {f"kennisbank{room}/__init__.py" for room in ("", "/climate", "/network")} == fuller


def test_every_module_says_what_it_is_for():
    bare = [
        name_of(path) for path in modules(*ROOMS)
        if path.suffix == ".py" and "notebooks" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]  # fmt: skip

    assert [] == bare


def test_nothing_names_a_machine_or_a_registry():
    texts = {name_of(path): path.read_text(encoding="utf-8", errors="replace") for path in kept_files()}
    found = {
        name: hit[0]
        for name, text in texts.items()
        if (hit := MACHINES.search(text) or REGISTRIES.search(text))
    }

    assert {} == found


def test_the_lock_has_every_library_that_is_asked_for():
    lock = (HOME / "requirements.lock").read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", lock, flags=re.MULTILINE))
    asked = chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    wanted = [need for need in map(Requirement, asked) if need.name != "kennisbank"]
    unmet = [
        str(need)
        for need in wanted
        if not need.specifier.contains(pins.get(canonicalize_name(need.name), "0"))
    ]

    assert [] == unmet


def test_the_lock_of_the_bundles_names_no_place():
    assert '"resolved"' not in (HOME / "package-lock.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["kennisbank/__init__.py", "publiccode.yml", "CHANGELOG.md"])
def test_the_version_is_the_same_everywhere(name):
    assert PROJECT["version"] in (HOME / name).read_text(encoding="utf-8")


def test_every_word_of_the_makefile_is_explained():
    text = (HOME / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", text, flags=re.MULTILINE)[1].split())
    explained = set(re.findall(r"^([\w-]+):.*## ", text, flags=re.MULTILINE))

    assert phony == explained


@pytest.mark.parametrize(
    "opened",
    [
        "kennisbank as k; k.open_bank",
        "kennisbank.cli.main",
        *(f"kennisbank_widgets.{page}.view" for page in ("start", "search", "network", "risk", "climate")),
    ],
)
def test_opening_a_bank_the_command_or_a_page_waits_for_no_statistics(opened):
    """Pandas and scipy take more than a second each: who needs them loads them then."""
    program = f"import sys, {opened}; print([name for name in ('pandas', 'scipy') if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "[]" == said.stdout.strip()
