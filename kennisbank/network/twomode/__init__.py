"""Networks of two kinds of nodes (people and topics, women and events), and what the one kind shares of the other."""
