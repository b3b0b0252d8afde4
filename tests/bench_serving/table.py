"""The result as a page of the documentation: tables, how it was measured, and whether the aims were met."""

import statistics
from collections.abc import Iterable
from typing import Any

from tests.bench_serving.measure import THINKING

OURS, STOCK = "kennisbank", "voila"
Figures = dict[str, Any]


def as_page(found: Figures) -> str:
    """Return the page as Markdown."""
    peers = found["peers"]
    parts = [
        "# Serving: our server beside its peers",
        _begin(found),
        "## Aims",
        _aims(found),
        "## Opening the app",
        (
            "Milliseconds since the address was entered, median of the rounds. *Drawn*: everything stands on the screen. "
            "*Usable*: a click on the button was answered. In brackets the time divided by that of stock Voila."
        ),
        _opening(peers),
        "## What goes over the line",
        "All bytes between browser and server, both ways, headers and web sockets included, as they were compressed.",
        _traffic(peers),
        "## More visitors, each in a Chromium of their own",
        (
            "Click: from the click until the new value stands in the page. Memory is the proportional set size (PSS) of the "
            "server and all its processes; *extra* is what each visitor more than the first took."
        ),
        _crowds(peers, "crowds"),
        "## The same by the Jupyter protocol, without a browser",
        (
            "Forty Chromium pages on the server's own cores keep these busy. These visitors speak the protocol of the page "
            "and cost next to nothing, so this is the server alone; only pages with a kernel can be visited so."
        ),
        _crowds(peers, "protocol"),
        *_after(peers),
        *_soak(found),
        "## How it was measured",
        _method(),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _begin(found: Figures) -> str:
    machine = found["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    quick = " A quick run: few rounds, few visitors." if found["quick"] else ""
    return (
        f"Measured on {found['date']} by `make bench-serving`; machine: {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['system']}, Python {machine['python']}.{quick}\nVersions: {versions}."
    )


def _median(peer: Figures, cache: str, what: str) -> float:
    return statistics.median(visit[what] for visit in peer[cache])


def _opening(peers: Figures) -> str:
    rows = []
    for peer_name, peer in peers.items():
        name = peer_name
        cells = [_number(_median(peer, "cold", what)) for what in ("first_byte", "title", "drawn")]
        for cache in ("cold", "warm"):
            usable = _median(peer, cache, "usable")
            share = f" ({usable / _median(peers[STOCK], cache, 'usable'):.2f})" if STOCK in peers else ""
            cells.append(f"{_number(usable)}{share}")
        if peer.get("failed"):
            name += f" ({peer['failed']} of {peer['failed'] + len(peer['cold'])} rounds never usable)"
        rows.append(
            [name, *cells, f"{_median(peer, 'cold', 'cpu'):.2f}", f"{_median(peer, 'warm', 'cpu'):.2f}"]
        )
    head = [
        "server",
        "first byte",
        "title",
        "drawn",
        "usable, cold",
        "usable, warm",
        "CPU s cold",
        "CPU s warm",
    ]
    return _table(head, rows)


def _traffic(peers: Figures) -> str:
    rows = []
    for name, peer in peers.items():
        hosts = sorted({host for visit in peer["cold"] for host in visit["other_hosts"]})
        rows.append(
            [
                name,
                _number(peer["wire"]["cold"] / 1000),
                _number(peer["wire"]["warm"] / 1000),
                _number(_median(peer, "cold", "bytes") / 1000),
                _number(_median(peer, "cold", "socket_bytes") / 1000),
                _number(_median(peer, "cold", "requests")),
                ", ".join(hosts) or "none",
            ]
        )
    head = [
        "server",
        "kB cold",
        "kB warm",
        "of which HTTP, cold",
        "sockets before compression",
        "requests",
        "other hosts",
    ]
    return _table(head, rows)


def _crowds(peers: Figures, kind: str) -> str:
    rows = []
    for name, peer in peers.items():
        for row in peer.get(kind, ()):
            came = str(row["inside"]) + ("" if row["inside"] == row["size"] else f" of {row['size']}")
            lost = f", {row['unanswered']} of {row['clicks']} unanswered" if row["unanswered"] else ""
            rows.append(
                [
                    name,
                    came,
                    _number(row["megabytes"]),
                    _number(extra) if (extra := _extra(peer[kind], row)) is not None else "",
                    f"{row['opening_cpu']:.2f}",
                    f"{row['cpu_per_click'] * 1000:.0f}",
                    _number(row["p50"]),
                    _number(row["p95"]) + lost,
                ]
            )
    head = [
        "server",
        "visitors",
        "MB",
        "MB each extra",
        "CPU s to come in",
        "CPU ms per click",
        "click p50",
        "click p95",
    ]
    return _table(head, rows) if rows else ""


def _extra(rows: list[Figures], row: Figures) -> float | None:
    first = rows[0]
    if row["inside"] <= first["inside"]:
        return None
    return (row["megabytes"] - first["megabytes"]) / (row["inside"] - first["inside"])


def _after(peers: Figures) -> list[str]:
    rows = [
        [
            name,
            _number(peer["idle_mb"]),
            _number(peer["after_leaving_mb"]),
            str(peer["after_leaving_processes"]),
        ]
        for name, peer in peers.items()
        if "after_leaving_mb" in peer
    ]
    if not rows:
        return []
    return [
        "## When everybody has left",
        "Twenty-five seconds after the browser closed.",
        _table(["server", "MB before anybody came", "MB after", "processes after"], rows),
    ]


def _soak(found: Figures) -> list[str]:
    soak = found.get("soak")
    if not soak:
        return []
    said = "; ".join(soak["problems"]) or "nothing was wrong"
    return [
        "## Soak",
        (
            f"{soak['people']} simulated people opened the page for capturing, typed, left and came back for "
            f"{soak['minutes']:g} minutes: {soak['visits']:,} visits, {soak['typed']:,} times typed and kept "
            f"(p50 {soak['typing_p50']:.0f}, p95 {soak['typing_p95']:.0f} ms), {soak['most_kernels']} kernels at most. "
            f"Memory of the server {soak['heap_before']:.0f} → {soak['heap_after']:.0f} MB ({soak['growth']:+.1%}), "
            f"open files {soak['descriptors_before']} → {soak['descriptors_after']}, processes "
            f"{soak['processes_before']} → {soak['processes_after']}, {soak['seconds_to_leave']:.0f} s after the last left. "
            f"Result: {said}."
        ),
    ]


def _aims(found: Figures) -> str:
    peers = found["peers"]
    if OURS not in peers:
        return ""
    rows = [[aim, measured, "met" if met else "**not met**"] for aim, measured, met in _judged(peers)]
    soak = found.get("soak")
    if soak:
        rows.append(["soak: no growth beyond 10 %, nothing left", "; ".join(soak["problems"]) or "so it was",
                     "**not met**" if soak["problems"] else "met"])  # fmt: skip
    return _table(["aim", "measured", ""], rows)


def _judged(peers: Figures) -> Iterable[tuple[str, str, bool]]:
    """Yield each aim that can be judged, with what was measured and whether that is enough."""
    ours = peers[OURS]
    for cache in ("cold", "warm"):
        mine = _median(ours, cache, "usable")
        if STOCK in peers:
            share = _median(peers[STOCK], cache, "usable") / mine
            yield f"usable, {cache}: at most 1/8 of stock Voila", f"1/{share:.1f}", share >= 8
        times = {name: _median(peer, cache, "usable") for name, peer in peers.items() if name != OURS}
        if times:
            fastest = min(times, key=lambda name: times[name])
            said = f"{mine:,.0f} beside {times[fastest]:,.0f} ms of {fastest}"
            yield f"usable, {cache}: no slower than the fastest peer", said, mine <= times[fastest]
    for cache, most in (("cold", 700), ("warm", 30)):
        kilobytes = ours["wire"][cache] / 1000
        yield f"over the wire, {cache}: at most {most} kB", f"{kilobytes:,.0f} kB", kilobytes <= most
    biggest = ours["crowds"][-1]
    if (extra := _extra(ours["crowds"], biggest)) is not None:
        said = f"{extra:.1f} MB at {biggest['inside']}"
        yield "at most 25 MB per extra visitor", said, extra <= 25
    for kind, client in (("crowds", "Chromium"), ("protocol", "protocol")):
        for row in ours.get(kind, ()):
            if row["size"] == 40:
                met = row["inside"] == 40 and row["p95"] < 300 and not row["unanswered"]
                yield f"40 people, click p95 under 300 ms ({client})", f"{row['p95']:,.0f} ms", met


def _method() -> str:
    low, high = THINKING
    return (
        "- One server after the other, alone on the machine, each with the same data, chart, table of 1,000 rows, network "
        "and form of ten fields, computed for each visitor; shown with that framework's own widgets "
        "([`tests/bench_serving/apps`](../../tests/bench_serving/apps)). Our server, stock Voila and preheated Voila serve "
        "the same notebook. The first visit after the start is not counted.\n"
        "- Browser and server share the cores, as in all rows; no network delay, no throttling. Other hosts do not "
        "answer, so what a page asks there costs it nothing here.\n"
        "- *Cold* is a browser that was never here (signed in already, at ours), *warm* is its second visit.\n"
        "- Peers run with what their makers advise: Panel with its own resources, Streamlit with state per session and "
        "the button as a fragment, Solara in production mode with its assets from its own host; figures about use are "
        "switched off everywhere.\n"
        f"- Everybody clicks with {low:g} to {high:g} seconds of thinking in between (seeded). CPU is that of the server and "
        "all its processes until they are quiet again.\n"
        "- Again: `make bench-serving`; a first impression: `make bench-serving QUICK=1`."
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == value else "–"  # noqa: PLR0124 - not a number differs from itself


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
