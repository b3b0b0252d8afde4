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
# # Leerklimaat
#
# Hoe leert jouw team? Hier antwoord je in twee minuten, en zie je na afloop wat je team vertelde en wat jullie ermee doen.
# Niemand ziet wat jij antwoordt. Deze pagina zet geen teams op volgorde, en laat van kleine groepen niets zien.

# %% [markdown] tags=["en"]
# # Learning climate
#
# How does your team learn? Here you answer in two minutes, and see afterwards what your team told and what you do with it.
# Nobody sees what you answer. This page puts no teams in an order, and shows nothing of small groups.

# %%
from kennisbank_widgets.climate.app import climate_page

# %%
page = climate_page()

# %%
page.pulse

# %%
page.results

# %%
page.actions

# %%
page.questions

# %%
page.whole

# %%
page.statistics

# %%
page.address

# %%
page.keepsake

# %% [markdown] tags=["nl"]
# ## Verder in je eigen code
#
# ```python
# from kennisbank import open_bank
#
# bank = open_bank("sqlite:///bank.db", actor="jouw-account")
# found = bank.climate()
# {name: round(score.mean, 1) for name, score in found.whole.scores.items()}
# ```

# %% [markdown] tags=["en"]
# ## Further in your own code
#
# ```python
# from kennisbank import open_bank
#
# bank = open_bank("sqlite:///bank.db", actor="your-account")
# found = bank.climate()
# {name: round(score.mean, 1) for name, score in found.whole.scores.items()}
# ```
