"""A form made from the declaration of a kind of record, that never loses text."""
