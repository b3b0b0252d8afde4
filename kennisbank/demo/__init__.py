"""A fictitious organisation to look at and to test with."""
