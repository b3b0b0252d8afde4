"""The notebook that a researcher starts with: open the copy, a table, a measure of the network, a question in SQL."""

import json
from typing import Any

from kennisbank.text.catalogue import say

OPEN = """\
import os

import duckdb

from kennisbank import open_bank
from kennisbank.network.measures.degrees import degrees

folder = os.environ["KENNISBANK_URL"]
bank = open_bank(folder, actor="onderzoeker")
bank.count()"""
FRAME = """\
lessons = bank.frame("lesson")
lessons.groupby(["nature", "confidence"], observed=True).size().unstack(fill_value=0)"""
NETWORK = """\
network = bank.network()
degrees(network).head(10)"""
SQL = """\
sql = duckdb.connect(os.path.join(folder, "research.duckdb"), read_only=True)
sql.sql("SELECT year(created) AS jaar, status, count(*) AS lessen FROM lesson GROUP BY ALL ORDER BY ALL").df()"""


def starter(lang: str) -> str:
    """Return the notebook as the text of an .ipynb file, explained in `lang`."""
    cells = (
        _said(say("research.starter.title", lang)),
        _code(OPEN),
        _said(say("research.starter.frame", lang)),
        _code(FRAME),
        _said(say("research.starter.network", lang)),
        _code(NETWORK),
        _said(say("research.starter.sql", lang)),
        _code(SQL),
    )
    page = {
        "cells": [{"id": f"cell-{place}", **cell} for place, cell in enumerate(cells, 1)],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _said(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.strip()}


def _code(text: str) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": text}
