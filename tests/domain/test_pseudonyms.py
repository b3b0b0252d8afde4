"""A pseudonym is the same wherever somebody occurs, and says nothing without the key."""

from hypothesis import given, strategies as st

from kennisbank.domain.ids import is_id, new_id
from kennisbank.domain.pseudonyms import Pseudonyms


@given(key=st.binary(min_size=16, max_size=40), text=st.text())
def test_a_pseudonymous_id_is_an_id_like_any_other(key, text):
    assert is_id(Pseudonyms(key).id(text))


def test_the_same_key_gives_the_same_pseudonyms_and_another_key_others():
    person = new_id()
    one, same, other = Pseudonyms(b"k" * 32), Pseudonyms(b"k" * 32), Pseudonyms(b"l" * 32)

    assert (one.id(person), one.person(person)) == (same.id(person), same.person(person))
    assert one.id(person) != other.id(person)
    assert one.person(person) != other.person(person)


def test_the_id_and_the_pseudonym_do_not_follow_from_each_other():
    person = new_id()

    assert Pseudonyms(b"k" * 32).person(person)[-6:] not in Pseudonyms(b"k" * 32).id(person)
