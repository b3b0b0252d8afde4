"""Networks in time: periods, contacts, who can have heard of what by when, how long ties last and when flows change."""
