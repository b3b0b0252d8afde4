"""One record, read whole: what it says, what refers to it, how it came about and what one may do with it."""
