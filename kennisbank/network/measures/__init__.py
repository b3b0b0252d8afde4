"""Measures on any graph, one idea per module; `kennisbank.network` lists them."""
