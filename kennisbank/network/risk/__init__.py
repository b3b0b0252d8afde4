"""Knowledge at risk: who holds what, what is lost when people leave, and which hand-overs help most."""
