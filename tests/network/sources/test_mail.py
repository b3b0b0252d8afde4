"""Who answers whom in an mbox, with the oddities that real archives have."""

from datetime import date

import pytest

from kennisbank import network as n
from kennisbank.errors import UnreadableSource


def message(number, sender, *, to=None, refs=None, day=1, body="Hello.\n"):
    told = [f"From x Mon Jan  1 00:00:00 2024\nMessage-ID: <{number}@x>\nFrom: {sender}"]
    told += [f"In-Reply-To: <{to}@x>"] if to else []
    told += ["References: " + "\n ".join(f"<{ref}@x>" for ref in refs)] if refs else []
    return "\n".join([*told, f"Date: {day:02d} Jan 2024 23:30:00 +0000", "", body]) + "\n"


@pytest.fixture
def box(tmp_path):
    def make(*messages):
        file = tmp_path / "list.mbox"
        file.write_bytes(b"".join(m if isinstance(m, bytes) else m.encode() for m in messages))
        return n.mbox(file)

    return make


def ties(net):
    return {(one, other): tie["weight"] for one, other, tie in net.edges(data=True)}


def test_an_arc_goes_from_who_answers_to_who_is_answered(box):
    net = box(
        message(2, "Ben <BEN@x.org>", to=1, day=5),
        message(1, "Ann <ann@x.org>", day=1),
        message(3, "Ben <ben@x.org>", to=1, day=3),
        message(4, "Cas <cas@x.org>", to="gone", refs=[1, 2]),
    )

    assert {("ben@x.org", "ann@x.org"): 2, ("cas@x.org", "ben@x.org"): 1} == ties(net)
    assert (date(2024, 1, 3), date(2024, 1, 5)) == (
        net["ben@x.org"]["ann@x.org"]["since"],
        net["ben@x.org"]["ann@x.org"]["last"],
    )
    assert {"ann@x.org": 1, "ben@x.org": 2, "cas@x.org": 1} == dict(net.nodes(data="posts"))
    assert () == net.graph["notes"]


def test_what_makes_no_tie_is_counted(box):
    net = box(
        message(1, "ann@x.org"),
        message(1, "ann@x.org"),
        message(2, "ann@x.org", to=1),
        message(3, "ben@x.org", to="elsewhere"),
        message(4, "ben@x.org", body="Quote:\nFrom here on it is text.\n"),
    )

    assert {} == ties(net)
    assert (
        "1 messages without a sender were left out.",
        "1 messages were there more than once; each counts once.",
        "1 answers are to messages that are not here.",
        "1 answers are to oneself; they make no tie.",
    ) == net.graph["notes"]


@pytest.mark.parametrize(
    ("sender", "person", "name"),
    [
        ("=?utf-8?q?Zo=C3=AB?= <z@x.org>", "z@x.org", "Zoë"),
        ("=?no-such?q?Zo=EB?= <z@x.org>", "z@x.org", "=?no-such?q?Zo=EB?="),
        ("=?utf-8?b?A?= <z@x.org>", "z@x.org", "=?utf-8?b?A?="),
        ("ann at x.org (Ann de Kat)", "ann@x.org", "Ann de Kat"),
        ('"Kat, Ann" <ann@x.org>', "ann@x.org", "Kat, Ann"),
        ("Kat, Ann <ann@x.org>", "ann@x.org", "Kat, Ann"),
        ("Ann", "Ann", "Ann"),
    ],
)
def test_senders_in_any_spelling(box, sender, person, name):
    assert {person: name} == dict(box(message(1, sender)).nodes(data="name"))


def test_bytes_in_no_known_encoding_and_days_that_are_none(box):
    odd = message(1, "Zo? <z@x.org>").encode().replace(b"Zo?", b"Zo\xeb").replace(b"01 Jan", b"99 Foo")
    net = box(odd, message(2, "ann@x.org", to=1).replace("01 Jan", "99 Foo"))

    assert "Zoë" == net.nodes["z@x.org"]["name"]
    assert (1, None, None) == tuple(net["ann@x.org"]["z@x.org"].values())


def test_reading_changes_nothing_and_tells_how_far_it_is(tmp_path):
    file = tmp_path / "list.mbox"
    file.write_text(message(1, "ann@x.org") + message(2, "ben@x.org", to=1))
    before, told = file.read_bytes(), []
    n.mbox(file, progress=lambda done, total: told.append((done, total)))

    assert before == file.read_bytes()
    assert [(2, 2)] == told


def test_what_is_no_mbox_is_refused_and_an_empty_one_is_empty(tmp_path):
    (tmp_path / "text").write_text("Dear all,\n")
    (tmp_path / "empty").write_text("")
    for name, match in [("none", "no such file"), (".", "no such file"), ("text", "No line begins")]:
        with pytest.raises(UnreadableSource, match=match):
            n.mbox(tmp_path / name)

    assert 0 == len(n.mbox(tmp_path / "empty"))
