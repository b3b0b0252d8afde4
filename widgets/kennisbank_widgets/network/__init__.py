"""The page `kennisnetwerk`: the map, the table that says the same, and who knows about a topic."""
