"""Questionnaires: what is asked, read from one file per version, and how answers become scores."""
