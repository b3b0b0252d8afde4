"""Who is there: signing in with a password, at the organisation's own issuer, or at a proxy in front of us."""
