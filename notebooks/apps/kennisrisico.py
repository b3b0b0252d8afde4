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
# # Kennisrisico
#
# Van welke onderwerpen weten maar weinig mensen genoeg? Wat raken we kwijt als iemand weggaat, en wie kan wat overdragen?
# Deze pagina gaat over onderwerpen. Zij zegt niet wie belangrijk of goed is, en zet mensen niet op volgorde.
# Je ziet alleen namen uit je eigen team, en alleen als daar een reden voor is.

# %% [markdown] tags=["en"]
# # Knowledge at risk
#
# About which topics do only a few people know enough? What is lost when somebody leaves, and who can hand over what?
# This page is about topics. It does not say who is important or good, and puts no people in an order.
# You see names of your own team only, and only where there is a reason.

# %%
from kennisbank_widgets.risk.app import risk_page

# %%
page = risk_page()

# %%
page.scope

# %%
page.topics

# %%
page.leavers

# %%
page.what_if

# %%
page.proposals

# %%
page.running

# %%
page.address

# %% [markdown] tags=["nl"]
# ## Verder in je eigen code
#
# ```python
# from kennisbank import open_bank
#
# bank = open_bank("sqlite:///bank.db", actor="jouw-account")
# risk = bank.at_risk()
# [(topic.title, topic.holders) for topic in risk.topics]
# ```

# %% [markdown] tags=["en"]
# ## Further in your own code
#
# ```python
# from kennisbank import open_bank
#
# bank = open_bank("sqlite:///bank.db", actor="your-account")
# risk = bank.at_risk()
# [(topic.title, topic.holders) for topic in risk.topics]
# ```
