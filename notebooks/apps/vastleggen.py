# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["nl"]
# # Vastleggen
# Een titel en wat er gebeurde: dat is genoeg. Wat je typt wordt meteen bewaard, ook als de verbinding wegvalt.
# Noem rollen, geen namen. Deze pagina vertelt niet wat een ander van je les vindt: dat komt bij het meekijken.

# %% [markdown] tags=["en"]
# # Capture
# A title and what happened: that is enough. What you type is kept at once, even when the connection drops.
# Name roles, not people. This page does not tell what others think of your lesson: that comes with the review.

# %%
from kennisbank_widgets.capture.app import capture_page

# %%
page = capture_page()

# %%
page.drafts

# %%
page.form

# %%
page.outcome

# %%
page.similar

# %% [markdown] tags=["nl"]
# ## Verder in je eigen code
# ```python
# from kennisbank import Lesson, open_bank
# bank = open_bank("sqlite:///bank.db", actor="anna")
# bank.add(Lesson(title="Bel eerst", happened="We stuurden een brief.", learned="Bellen scheelt bezwaar."))
# ```

# %% [markdown] tags=["en"]
# ## Further in your own code
# ```python
# from kennisbank import Lesson, open_bank
# bank = open_bank("sqlite:///bank.db", actor="anna")
# bank.add(Lesson(title="Call first", happened="We sent a letter.", learned="Calling prevents objections."))
# ```
