"""The message catalogue: every sentence a person reads, in Dutch and English, side by side."""
