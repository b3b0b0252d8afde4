"""What there is: records, their kinds, their life and who may see them. Pure values, no I/O."""
