"""The address of the page: read when one arrives, kept up to date while one chooses."""
