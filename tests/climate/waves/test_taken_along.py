"""What is kept of closed waves goes along with a whole bank, and with nobody else's export; an open wave stays behind."""

import json
import random

import pytest

from kennisbank import open_bank
from kennisbank.errors import KennisbankError
from kennisbank.store import surveys
from tests.climate.waves.house import BOSS

pytestmark = pytest.mark.slow  # the file, taken together


def told(bank):
    with bank.store.reading() as connection:
        return list(surveys.rows(connection))


def test_a_bank_that_is_put_back_shows_the_same_results_and_exports_the_same(held, tmp_path):
    with held.bank("noord1_1") as bank:
        bank.ask_about_result(held.wave, held.teams["noord1"], "Waarom?")
    open_ = held.open("Najaar").id
    held.answer(open_, random.Random(1))
    with held.bank() as bank:
        before = told(bank)
        bank.export(tmp_path / "out")
    url = f"sqlite:///{tmp_path / 'other.db'}"
    open_bank(url, actor=BOSS, create=True, clock=held.clock).close()
    with open_bank(url, actor=BOSS, clock=held.clock) as bank:
        bank.run_import(bank.plan_import("bank", tmp_path / "out"))
        after = told(bank)
        bank.export(tmp_path / "again")
        assert [held.wave] == [wave.id for wave in bank.waves()]
        assert len(bank.climate(held.wave).whole.scores) == 7
    with open_bank(url, actor="noord1_1", clock=held.clock) as bank:
        found = bank.climate(held.wave)
        assert ["Waarom?"] == [one.text for one in bank.questions_about_result(held.wave, found.team)]
    with held.bank("noord1_1") as bank:
        assert bank.climate(held.wave).own == found.own

    assert before == after
    assert (tmp_path / "out" / "climate.jsonl").read_bytes() == (
        tmp_path / "again" / "climate.jsonl"
    ).read_bytes()
    assert open_ not in (tmp_path / "out" / "climate.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("account", ["noord_0", "onderzoek"])
def test_an_export_of_anybody_else_holds_nothing_of_the_learning_climate(held, tmp_path, account):
    with held.bank(account) as bank:
        try:
            bank.export(tmp_path / "out")
        except KennisbankError:
            return
    assert "" == (tmp_path / "out" / "climate.jsonl").read_text(encoding="utf-8")
    everything = b"".join(file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file())
    assert held.wave.encode() not in everything


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row | {"table": "account"},
        lambda row: row | {"closed": False},
        lambda row: row | {"more": "x"},
        lambda row: {name: value for name, value in row.items() if name != "outcome"},
        lambda row: row | {"title": 3},
    ],
)
def test_a_line_that_was_changed_is_told_and_nothing_is_put_back(held, tmp_path, change):
    with held.bank() as bank:
        bank.export(tmp_path / "out")
    file = tmp_path / "out" / "climate.jsonl"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    lines = [change(line) if line["table"] == "wave" else line for line in lines]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'other.db'}"
    open_bank(url, actor=BOSS, create=True, clock=held.clock).close()
    with open_bank(url, actor=BOSS, clock=held.clock) as bank:
        with pytest.raises(KennisbankError, match="learning climate"):
            bank.run_import(bank.plan_import("bank", tmp_path / "out"))
        assert ([], (), 0) == (told(bank), bank.waves(), bank.store.last())
