"""Graphs of people, topics, teams and lessons, and measures on them."""
