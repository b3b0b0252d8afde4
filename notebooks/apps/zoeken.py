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
# # Zoeken
#
# Vind lessen en alles wat ermee samenhangt. Lees ze, vertel waar je ze toepaste, of vul ze aan.
# Je vindt alleen wat je mag lezen. Wat je kiest, staat in het adres van deze pagina: dat kun je bewaren of doorsturen.

# %% [markdown] tags=["en"]
# # Search
#
# Find lessons and all that belongs to them. Read them, tell where you applied them, or add to them.
# You find only what you may read. What you choose stands in the address of this page: keep it or pass it on.

# %%
from kennisbank_widgets.search.app import search_page

# %%
page = search_page()

# %%
page.search_box

# %%
page.filters

# %%
page.results

# %%
page.record

# %%
page.address

# %% [markdown] tags=["nl"]
# ## Verder in je eigen code
#
# ```python
# from kennisbank import open_bank
#
# bank = open_bank("sqlite:///bank.db", actor="jouw-account")
# for hit in bank.find("kennisoverdracht", kind="lesson", explain=True):
#     print(hit.score, hit.title, hit.explained("nl"))
# ```

# %% [markdown] tags=["en"]
# ## Further in your own code
#
# ```python
# from kennisbank import open_bank
#
# bank = open_bank("sqlite:///bank.db", actor="your-account")
# for hit in bank.find("knowledge transfer", kind="lesson", explain=True):
#     print(hit.score, hit.title, hit.explained("en"))
# ```
