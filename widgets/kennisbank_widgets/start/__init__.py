"""The page `start`: what waits for me, quick capture, search and the ways in."""
