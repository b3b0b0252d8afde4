"""Writes docs/reference/cli.md and kinds.md from the code: `make docs`. A test fails while they differ from it."""

import inspect
import re
from collections.abc import Container
from pathlib import Path
from typing import Any

import typer

from kennisbank.cli.main import app
from kennisbank.domain.fields import Field
from kennisbank.domain.record import Record
from kennisbank.domain.registry import kinds
from kennisbank.domain.words import label

HERE = Path(__file__).parent / "reference"
NOTE = "<!-- Made from the code by `make docs`: change the code, not this page. -->"


def command_page() -> str:
    """Return the page that lists every command of `kennisbank` with its options."""
    root = typer.main.get_command(app)
    parts = [f"# The command `kennisbank`\n\n{NOTE}", (root.help or "").strip(), _options(root.params)]
    for name, command in _commands(root):
        text = inspect.cleandoc(command.help or "")
        parts += [
            f"## `kennisbank {name}`",
            f"```text\n{_usage(name, command)}\n```",
            text,
            _options(command.params),
        ]
    parts.append(_plain(getattr(root, "epilog", "") or ""))
    return "\n\n".join(filter(None, parts)) + "\n"


def _commands(group: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, command in sorted(group.commands.items()):
        inner = _commands(command) if hasattr(command, "commands") else [("", command)]
        found += [(f"{name} {rest}".strip(), each) for rest, each in inner if not each.hidden]
    return found


def _is_option(parameter: Any) -> bool:
    return parameter.param_type_name == "option"


def _usage(name: str, command: Any) -> str:
    shown = [parameter for parameter in command.params if not _is_option(parameter)]
    words = [_argument(parameter) for parameter in shown]
    return " ".join(["kennisbank", name, "[OPTIONS]", *words])


def _argument(parameter: Any) -> str:
    word = (parameter.name or "").upper().rstrip("_") + ("..." if parameter.nargs == -1 else "")
    return word if parameter.required else f"[{word}]"


def _options(parameters: list[Any]) -> str:
    rows = [row for parameter in parameters if (row := _row(parameter))]
    return "\n".join(["| | |", "|---|---|", *rows]) if rows else ""


def _row(parameter: Any) -> str:
    if getattr(parameter, "hidden", False) or parameter.name == "help":
        return ""
    names = [*parameter.opts, *parameter.secondary_opts] if _is_option(parameter) else [_argument(parameter)]
    words = [_plain(getattr(parameter, "help", "") or "").rstrip(".") + "."]
    if parameter.envvar:
        words.append(f"Or set `{parameter.envvar}`.")
    if parameter.required and _is_option(parameter):
        words.append("Required.")
    if isinstance(parameter.default, str | int | Path) and parameter.default not in {"", False, True}:
        words.append(f"Default `{parameter.default}`.")
    return f"| {', '.join(f'`{name}`' for name in names)} | {' '.join(words)} |"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", r"\|").strip()


def kind_page() -> str:
    """Return the page that lists every kind of record with its fields, in both languages."""
    parts = [f"# The kinds of records\n\n{NOTE}", "## Every record", _fields("record", Record, ())]
    for name, kind in kinds().items():
        doc = (inspect.getdoc(kind) or "").splitlines()[0]
        words = ", ".join(f"`{status}`" for status in kind.statuses)
        parts += [f"## {kind.__name__}", doc, f"Status: {words}.", _fields(name, kind, Record.model_fields)]
    return "\n\n".join(parts) + "\n"


def _fields(name: str, kind: type[Record], without: Container[str]) -> str:
    rows = [
        _field(name, field, declared) for field, declared in kind.fields().items() if field not in without
    ]
    head = ["| in code | Nederlands | English | form | public term |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows])


def _field(kind: str, name: str, declared: Field) -> str:
    form = declared.form + (f" ({declared.relation})" if declared.relation else "")
    term = f"`{declared.term}`" if declared.term else ""
    return f"| `{name}` | {label(kind, name, 'nl')} | {label(kind, name, 'en')} | {form} | {term} |"


PAGES = {"cli.md": command_page, "kinds.md": kind_page}


def main() -> None:
    """Write each page."""
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
