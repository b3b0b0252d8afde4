"""The page `zoeken`: find, read, apply, review and comment."""
