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
# # Start
#
# Wat op je wacht en wat nieuw is. Je ziet alleen wat je mag lezen.

# %% [markdown] tags=["en"]
# # Start
#
# What waits for you and what is new. You see only what you may read.

# %%
from kennisbank_widgets.start.app import start_page

# %%
page = start_page()

# %%
page.capture

# %%
page.search

# %%
page.waiting

# %%
page.newest

# %%
page.ways

# %%
page.address

# %% [markdown] tags=["nl"]
# ## Verder in je eigen code
#
# ```python
# from kennisbank import open_bank
#
# bank = open_bank("sqlite:///bank.db", actor="jouw-account")
# bank.my_drafts()
# bank.count()
# ```

# %% [markdown] tags=["en"]
# ## Further in your own code
#
# ```python
# from kennisbank import open_bank
#
# bank = open_bank("sqlite:///bank.db", actor="your-account")
# bank.my_drafts()
# bank.count()
# ```
