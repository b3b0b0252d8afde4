"""The map: a drawing of the knowledge network, on sigma.js and graphology."""
