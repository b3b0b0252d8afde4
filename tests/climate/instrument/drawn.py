"""Questionnaires by chance."""

from hypothesis import strategies as st

from kennisbank.climate.instrument.model import LANGUAGES, Dimension, Instrument, Item

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])
SENTENCE = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
TEXTS = st.fixed_dictionaries(dict.fromkeys(LANGUAGES, SENTENCE))
ID = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)


@st.composite
def instruments(draw):
    """Draw a questionnaire of one to three dimensions."""
    names = iter(draw(st.lists(ID, min_size=20, max_size=20, unique=True)))
    dimensions = []
    for _ in range(draw(st.integers(1, 3))):
        items = tuple(
            Item(next(names), draw(TEXTS), reversed=draw(st.booleans()))
            for _ in range(draw(st.integers(2, 4)))
        )
        tips = {language: tuple(draw(st.lists(SENTENCE, min_size=1, max_size=2))) for language in LANGUAGES}
        guides = tips if draw(st.booleans()) else {}
        least = draw(st.integers(1, len(items)))
        dimensions.append(Dimension(next(names), draw(TEXTS), draw(TEXTS), items, guides, least))
    scale = {value: draw(TEXTS) for value in range(1, draw(st.integers(2, 7)) + 1)}
    reasons = {
        code: draw(TEXTS)
        for code in draw(st.lists(st.sampled_from(["unknown", "other", "no_view"]), unique=True))
    }
    version = draw(st.from_regex(r"[1-9][0-9]{0,2}(\.[0-9]{1,2})?", fullmatch=True))
    return Instrument(next(names), version, draw(TEXTS), scale, reasons, tuple(dimensions))
