"""Values that were published, or that everybody prints."""

import networkx as nx

from kennisbank import network as n


def test_the_medici_of_florence():
    """Padgett & Ansell (1993), as in Wasserman & Faust (1994), table 5.2, without the Pucci, who married nobody."""
    net = nx.florentine_families_graph()
    between, near = n.betweenness(net), n.closeness(net)

    assert [47.5, 0.522] == between.loc["Medici", ["betweenness", "share"]].round(3).to_list()
    assert [23.167, 9.333] == between.loc[["Guadagni", "Strozzi"], "betweenness"].round(3).to_list()
    assert 0.560 == near.loc["Medici", "closeness"].round(3)
    assert (6, "Medici") == (n.degree(net).loc["Medici", "degree"], n.pagerank(net)["pagerank"].idxmax())


def test_the_kite_of_krackhardt():
    """Krackhardt, D. (1990), Administrative Science Quarterly 35, figure and table of the kite."""
    names = "Andre Beverly Carol Diane Ed Fernando Garth Heather Ike Jane".split()
    net = nx.relabel_nodes(nx.krackhardt_kite_graph(), dict(enumerate(names)))
    between, near = n.betweenness(net)["share"].round(3), n.closeness(net)["closeness"].round(3)

    assert {"Heather": 0.389, "Fernando": 0.231, "Garth": 0.231, "Ike": 0.222, "Diane": 0.102} == between[
        ["Heather", "Fernando", "Garth", "Ike", "Diane"]
    ].to_dict()
    assert {"Fernando": 0.643, "Garth": 0.643, "Diane": 0.6, "Heather": 0.6} == near[
        ["Fernando", "Garth", "Diane", "Heather"]
    ].to_dict()
    assert ("Diane", 6) == (n.degree(net)["degree"].idxmax(), n.degree(net)["degree"].max())
    assert ["Heather", "Ike"] == list(n.cut_points(net).query("cut_point").index)
    assert [(2, "Heather", "Ike"), (1, "Ike", "Jane")] == [
        (row.cut_off, *sorted((row.one, row.other))) for row in n.bridges(net).itertuples()
    ]


def test_the_club_of_zachary():
    """Zachary, W.W. (1977), Journal of Anthropological Research 33, 452-473: 34 people, 78 ties, node 0 the instructor.

    The largest modularity is .4198, in four groups: Brandes, U. et al. (2008), IEEE TKDE 20, 172-188.
    """
    net = nx.karate_club_graph()
    found = n.communities(net, seed=1)

    assert [16, 17] == n.degree(net).loc[[0, 33], "degree"].to_list()
    assert [0.438, 0.304] == n.betweenness(net).loc[[0, 33], "share"].round(3).to_list()
    assert (4, 10) == (
        n.core_number(net)["core_number"].max(),
        (n.core_number(net)["core_number"] == 4).sum(),
    )
    assert (0.4198, 4) == (round(found.attrs["method"]["modularity"], 4), found["community"].max())
    assert [0] == list(n.cut_points(net).query("cut_point").index)
    assert [1, 0, 11] == n.bridges(net).iloc[0].to_list()


def test_the_women_of_davis():
    """Davis, A. et al. (1941), Deep South: 18 women, 14 events, 89 visits; averages as UCINET prints them."""
    net = nx.davis_southern_women_graph()
    ties = n.degree(net)["degree"]

    assert [8, 7, 4, 14] == ties[["Evelyn Jefferson", "Laura Mandeville", "Ruth DeSand", "E8"]].to_list()
    assert [4.944, 6.357] == [ties[net.graph[side]].mean().round(3) for side in ("top", "bottom")]
    assert 1 == n.components(net)["component"].max()
