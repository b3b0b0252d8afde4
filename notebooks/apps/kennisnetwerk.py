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
# # Kennisnetwerk
#
# Wie weet wat, en hoe hangen lessen samen? De kaart laat zien wat vandaag in de kennisbank staat en wat jij mag lezen.
# De kaart zegt niet wie belangrijk of goed is: wie weinig opschrijft, heeft weinig banden. De tabel zegt hetzelfde als de kaart.

# %% [markdown] tags=["en"]
# # Knowledge network
#
# Who knows what, and how do lessons hang together? The map shows what is in the bank today and what you may read.
# It does not say who is important or good: who writes little down has few ties. The table says the same as the map.

# %%
from kennisbank_widgets.network.app import network_page

# %%
page = network_page()

# %%
page.filters

# %%
page.map

# %%
page.near

# %%
page.record

# %%
page.experts

# %%
page.peers

# %%
page.table

# %%
page.positions

# %%
page.address

# %% [markdown] tags=["nl"]
# ## Verder in je eigen code
#
# ```python
# from kennisbank import open_bank
# from kennisbank.network.measures.degrees import degrees
#
# bank = open_bank("sqlite:///bank.db", actor="jouw-account")
# net = bank.network()
# degrees(net).head()
# ```

# %% [markdown] tags=["en"]
# ## Further in your own code
#
# ```python
# from kennisbank import open_bank
# from kennisbank.network.measures.degrees import degrees
#
# bank = open_bank("sqlite:///bank.db", actor="your-account")
# net = bank.network()
# degrees(net).head()
# ```
