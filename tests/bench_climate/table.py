"""The result as a page of the documentation."""

from typing import Any

AIM = 10

METHOD = """\
Seconds on the wall, the least of at most five times or five seconds, all in one process on one frame of five items, teams of
ten on average and one answer in fifty missing. Ours runs first, then pandas; a run on 1,000 answers before loads what a first
call loads, but not the chance levels, which are part of ours where the statistic has them and are not part of pandas'. Both
give equal numbers to 1e-9, or the run stops. The pandas side is the formula as it is written in the books, per group in
`groupby(...).apply`. Somebody who knows pandas well can write most of them as `groupby(...).var()` and come near ours."""


def as_page(found: dict[str, Any]) -> str:
    """Return the page as Markdown."""
    machine = found["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    lines = [
        f"| {name} | {row['ours']:.3f} | {row['pandas']:.3f} | {row['ratio']:.1f} | {row['beside']} |"
        for name, row in found["rows"].items()
    ]
    missed = [name for name, row in found["rows"].items() if row["ratio"] < AIM]
    return "\n".join(
        [
            "# Statistics of the learning climate: ours beside a loop over groups",
            "",
            f"Measured on {found['date']} by `make bench-climate`; machine: {machine['cpu']}, {machine['cores']} cores, "
            f"{machine['system']}, Python {machine['python']}, load {machine['load']} when it began.",
            f"Versions: {versions}.",
            "",
            f"## {found['answers']:,} answers",
            "",
            "| statistic | ours, s | pandas, s | pandas : ours | beside what |",
            "| --- | --: | --: | --: | --- |",
            *lines,
            "",
            f"Aim: at least {AIM} times as fast. Missed by: {', '.join(missed) or 'none'}.",
            "",
            "## How it was measured",
            "",
            METHOD,
            "",
        ]
    )
