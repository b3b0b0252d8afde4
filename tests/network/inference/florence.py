"""Florentine families about 1430: who married whom, who did business with whom, how rich they were.

Padgett & Ansell (1993), as published with UCINET and in R's `statnet`: marriages are in networkx, which lacks the Pucci,
who married into no other family.
"""

import networkx as nx

BUSINESS = """
Barbadori: Castellani Ginori Medici Peruzzi
Bischeri: Guadagni Lamberteschi Peruzzi
Castellani: Lamberteschi Peruzzi
Ginori: Medici
Guadagni: Lamberteschi
Lamberteschi: Peruzzi
Medici: Pazzi Salviati Tornabuoni
"""
WEALTH = {
    "Acciaiuoli": 10, "Albizzi": 36, "Barbadori": 55, "Bischeri": 44, "Castellani": 20, "Ginori": 32, "Guadagni": 8, "Lamberteschi": 42,
    "Medici": 103, "Pazzi": 48, "Peruzzi": 49, "Pucci": 3, "Ridolfi": 27, "Salviati": 10, "Strozzi": 146, "Tornabuoni": 48,
}  # fmt: skip


def marriage() -> nx.Graph:
    """Return the marriages: 16 families, 20 ties."""
    net = nx.florentine_families_graph()
    net.add_node("Pucci")
    return net


def business() -> nx.Graph:
    """Return the business ties: 16 families, 15 ties."""
    net = nx.Graph()
    net.add_nodes_from(sorted(WEALTH))
    for line in BUSINESS.strip().split("\n"):
        name, others = line.split(": ")
        net.add_edges_from((name, other) for other in others.split())
    return net
