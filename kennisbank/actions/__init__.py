"""Use cases: each asks permission, applies a rule and writes. The only place where rooms meet."""
