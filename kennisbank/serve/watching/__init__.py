"""Watching over the server: health, figures, and a log without personal data."""
