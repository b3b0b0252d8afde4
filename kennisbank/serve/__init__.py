"""Serving the apps to people in a browser."""
