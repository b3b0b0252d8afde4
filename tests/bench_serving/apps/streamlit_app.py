"""The realistic app in Streamlit, with Streamlit's own widgets, written as its manual advises for speed.

What a visitor sees is computed once per session, and the button is a fragment: a click runs only that part again.
"""

import datetime

import realistic
import streamlit as st

st.set_page_config(page_title=realistic.TITLE)
if "content" not in st.session_state:
    st.session_state.content = realistic.make()
content = st.session_state.content
title, happened, team, phase, public, number, hours, day, priority, join = realistic.LABELS


@st.fragment
def _recomputed() -> None:
    said = content.recompute() if st.button(realistic.BUTTON) else "Uitkomst 0"
    st.text(said)


st.title(realistic.TITLE)
st.write(realistic.EXPLANATION)
st.text_input(title)
st.text_area(happened)
st.selectbox(team, realistic.TEAMS)
st.radio(phase, realistic.PHASES)
st.checkbox(public)
st.number_input(number, step=1, value=0)
st.number_input(hours, value=0.0)
st.date_input(day, datetime.date(2026, 3, 1))
st.multiselect(priority, realistic.PRIORITIES)
st.toggle(join)
_recomputed()
st.image(content.chart)
st.image(content.network)
st.html(content.table)
