"""The page `leerklimaat`: answering in two minutes, what a team sees of its learning climate, and what it does with it."""
