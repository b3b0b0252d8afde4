"""Pages that misbehave, to see what a browser and a log get to know of it."""

import json
from pathlib import Path

INSIDE = "kanarie-in-een-fout"
"""What only the code of a page knows: no browser and no log may be told."""

_LEAF = "from kennisbank_widgets.kit.leaf.widget import Leaf\n"
_RAISING = f"def onhandig(*_):\n    geheim = {INSIDE!r}\n    raise ValueError(geheim)\n"
PAGES = {
    "omgeving": ["import os, json\nprint(json.dumps(dict(os.environ)))\nprint(open('/proc/self/environ').read())"],
    "fout": ["print('hiervoor')", f"{_RAISING}onhandig()", "print('hierna')"],
    "klik": [
        f"import os, sys, threading\n{_LEAF}{_RAISING}"
        "def klaag(*_):\n    print('Traceback\\n  ' + " + repr(INSIDE) + ", file=sys.stderr)\n"
        "def praat(*_):\n    print(" + repr(INSIDE) + ")\n"
        "def eeuwig(*_):\n    while True:\n        pass\n"
        "def hebberig(*_):\n    bytearray(2_000_000_000)\n"
        "def draad(*_):\n    thread = threading.Thread(target=onhandig)\n    thread.start()\n    thread.join()\n"
        "def weg(*_):\n    os._exit(1)\n"
        "leaf = Leaf(html='<p>hier</p>', deeds=dict(onhandig=onhandig, klaag=klaag, praat=praat, eeuwig=eeuwig, "
        "hebberig=hebberig, draad=draad, weg=weg))\nleaf"
    ],
    "klaagt": ["import sys\nprint(" + repr(INSIDE) + ", file=sys.stderr)\nprint('zichtbaar')"],
    "groot": ["held = bytearray(2_000_000_000)"],
    "weg": ["import os\nos._exit(1)"],
    "mooi": ["class Mooi:\n    def _repr_html_(self):\n        raise ValueError(" + repr(INSIDE) + ")\nMooi()"],
}  # fmt: skip


def write(folder: Path) -> Path:
    """Write the pages as notebooks into `folder`, with files beside them that are no pages."""
    folder.mkdir()
    for name, cells in PAGES.items():
        told = [{"cell_type": "code", "metadata": {}, "source": code} for code in cells]
        notebook = {"cells": told, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook))
    (folder / "geheim.txt").write_text(INSIDE)
    (folder / "onder").mkdir()
    (folder / "onder" / "diep.ipynb").write_text(INSIDE)
    (folder / "Met-Streep.ipynb").write_text(INSIDE)
    return folder
