"""Pages that misbehave, to see what a browser and a log get to know of it."""

import json
from pathlib import Path

INSIDE = "kanarie-in-een-fout"
"""What only the code of a page knows: no browser and no log may be told."""

_LEAF = "from kennisbank_widgets.kit.leaf.widget import Leaf\n"
_SECRET = "'-'.join('kanarie in een fout'.split())"  # not as it is: a log may hold the code of a page
_RAISING = f"def onhandig(*_):\n    raise ValueError({_SECRET})\n"
_FOR_ANNA = "import os\nif os.environ['KENNISBANK_ACTOR'] == 'anna':\n    "  # not when the server rehearses
PAGES = {
    "omgeving": [
        "import os, json\nprint(json.dumps(dict(os.environ)))\nprint(open('/proc/self/environ').read())"
    ],
    "fout": ["print('hiervoor')", f"{_RAISING}onhandig()", "print('hierna')"],
    "klik": [
        f"""import os, sys, threading
{_LEAF}{_RAISING}
def klaag(*_):
    print('Traceback (most recent call last):\\n' + {_SECRET}, file=sys.stderr)
def praat(*_):
    print({_SECRET})
def eeuwig(*_):
    while True:
        pass
def hebberig(*_):
    bytearray(2_000_000_000)
def draad(*_):
    thread = threading.Thread(target=onhandig)
    thread.start()
    thread.join()
def weg(*_):
    os._exit(1)
all = (onhandig, klaag, praat, eeuwig, hebberig, draad, weg)
leaf = Leaf(html='<p>hier</p>', deeds={{deed.__name__: deed for deed in all}})
leaf"""
    ],
    "klaagt": [f"import sys\nprint({_SECRET}, file=sys.stderr)\nprint('zichtbaar')"],
    "groot": [f"{_FOR_ANNA}held = bytearray(2_000_000_000)"],
    "weg": [f"{_FOR_ANNA}os._exit(1)"],
    "mooi": [f"class Mooi:\n    def _repr_html_(self):\n        raise ValueError({_SECRET})\nMooi()"],
}


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
