"""A small organisation in which waves are held: teams under departments, an account for everybody, answers by chance."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from kennisbank import Team, open_bank
from kennisbank.climate.instrument.shipped import shipped
from kennisbank.store import accounts, forms, waves
from kennisbank.store.forms import Form
from tests.story import Clock

BOSS = "beheerder"


@dataclass
class House:
    """Where the bank is, its clock, the teams by name, and who is in which (`people`: account to team and whether they lead)."""

    url: str
    clock: Clock = field(default_factory=Clock)
    teams: dict[str, str] = field(default_factory=dict)
    people: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def bank(self, actor: str = BOSS):
        """Open the bank as somebody."""
        return open_bank(self.url, actor=actor, clock=self.clock)

    def open(self, title: str = "Voorjaar", days: int = 14, **more):
        """Open a wave."""
        with self.bank() as bank:
            return bank.open_wave(title, closes=self.clock.now.date() + timedelta(days=days), **more)

    def close(self, wave: str):
        """Let the last day pass and close a wave."""
        self.clock.pass_days(15)
        with self.bank() as bank:
            return bank.close_wave(wave)

    def answer(self, wave: str, chance: random.Random, *, share: float = 0.8, missing: float = 0.05) -> None:
        """Let people answer, straight into the store: their form, and that they did."""
        items = [item.id for item in shipped().items]
        with self.bank() as bank, bank.store.writing() as connection:
            for one in sorted(waves.invited(connection, wave), key=lambda one: one.account):
                if chance.random() > share:
                    continue
                told = {
                    item: chance.randint(1, 5) if chance.random() > missing else "unknown" for item in items
                }
                word = f"{chance.getrandbits(256):064x}"
                forms.add(connection, Form(word, wave, one.team, one.traits, told, sent=True))
                waves.mark_answered(connection, wave, one.account)

    def move(self, account: str, team: str) -> None:
        """Let somebody go to another team."""
        _, leads = self.people[account]
        self.people[account] = (team, leads)
        self._enrol(account, team, leads)

    def _enrol(self, account: str, team: str, leads: bool) -> None:
        with self.bank() as bank, bank.store.writing() as connection:
            role = "team_leader" if leads else "member"
            id = self.teams[team]
            accounts.put(connection, account, role, person="", teams=(id,), leads=(id,) if leads else ())

    def put_under(self, team: str, unit: str) -> None:
        """Put a team under another unit."""
        with self.bank() as bank:
            record = bank.get(self.teams[team])
            bank.save(record.but(part_of=self.teams[unit]))


def build(url: str, sizes: dict[str, Sequence[int]]) -> House:
    """Return a house with a department per key and a team per size in it; the first of each team leads it.

    Departments have a head, and there is a director of all.
    """
    house = House(url)
    open_bank(url, actor=BOSS, create=True, clock=house.clock).close()
    with house.bank() as bank:
        house.teams["top"] = bank.add(Team(title="Top"))
        plan = {"top": 1}
        for department, teams in sizes.items():
            house.teams[department] = bank.add(Team(title=department.title(), part_of=house.teams["top"]))
            plan[department] = 1
            for number, people in enumerate(teams, 1):
                name = f"{department}{number}"
                house.teams[name] = bank.add(Team(title=name.title(), part_of=house.teams[department]))
                plan[name] = people
        with bank.store.writing() as connection:
            for team, people in plan.items():
                for number in range(people):
                    account = f"{team}_{number}"
                    leads = number == 0
                    house.people[account] = (team, leads)
                    id = house.teams[team]
                    accounts.put(
                        connection, account, "team_leader" if leads else "member", person="", teams=(id,), leads=(id,) if leads else ()
                    )  # fmt: skip
            accounts.put(connection, "onderzoek", "researcher", person="", teams=(), leads=())
    return house
