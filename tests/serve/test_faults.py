"""A fault in the log tells where it came from, and nothing of what people typed."""

import traceback

from hypothesis import given, strategies as st

from kennisbank.serve.watching.faults import bare

IPYTHON = """\x1b[31m---------------------------------------------------------------------------\x1b[39m
ValueError                                Traceback (most recent call last)
File /apps/page.py:3, in deed(text)
      1 def deed(text):
----> 3     raise ValueError(text)

ValueError: mijn geheim
en nog een regel
    File of niet
"""


def raised(text):
    """Return the traceback of an error with `text` as its words, raised because of another one."""
    try:
        try:
            raise KeyError(text)  # noqa: TRY301 - its traceback is what is wanted
        except KeyError as first:
            raise ValueError(text) from first
    except ValueError as error:
        return "".join(traceback.format_exception(error))


def test_places_and_kinds_stay():
    told = bare(raised("geheim"))

    assert "test_faults.py" in told
    assert "raise KeyError(text)" in told
    assert ["KeyError", "ValueError"] == [line for line in told.splitlines() if line.endswith("Error")]


def test_a_traceback_of_ipython_loses_its_words_too():
    told = bare(IPYTHON)

    assert ["File /apps/page.py:3, in deed(text)", "ValueError"] == [
        told.splitlines()[0],
        told.splitlines()[-1],
    ]
    assert "geheim" not in told
    assert "regel" not in told


@given(
    st.text(st.characters(categories=["L", "N", "Z"]), min_size=1).map(
        lambda text: f"geheim\n{text}\n  geheim\n    geheim"
    )
)
def test_no_words_of_an_error_are_left(words):
    assert "geheim" not in bare(raised(words))
