"""Networks that were published with numbers: facts to check measures against, each with its source.

Florentine families, Krackhardt's kite, Zachary's club and Davis' women are in networkx; the camp is here.
"""

import networkx as nx

CAMP_TIES = """
HOLLY: PAM PAT DON
BRAZEY: LEE STEVE BERT
CAROL: PAM PAT PAULINE
PAM: JENNIE PAULINE ANN
PAT: HOLLY CAROL JENNIE
JENNIE: PAM PAT ANN
PAULINE: CAROL PAM PAT
ANN: PAM JENNIE PAULINE
MICHAEL: HOLLY DON HARRY
BILL: MICHAEL DON HARRY
LEE: BRAZEY STEVE BERT
DON: HOLLY MICHAEL HARRY
JOHN: PAULINE GERY RUSS
HARRY: HOLLY MICHAEL DON
GERY: MICHAEL STEVE RUSS
STEVE: LEE BERT RUSS
BERT: LEE STEVE RUSS
RUSS: GERY STEVE BERT
"""
"""Who interacted most with whom during a methods camp in 1992: each names three others.
S.P. Borgatti's camp network, as published with UCINET; men are the last ten."""
CAMP_WOMEN = 8

# UCINET's printed values (three decimals), Connections 32(1), 2012: ego network model, ties of both directions added up.
CAMP_EFFECTIVE_SIZE = {
    "HOLLY": 3.857, "BRAZEY": 1, "CAROL": 2, "PAM": 3.875, "PAT": 3.571, "JENNIE": 2.333, "PAULINE": 3.857, "ANN": 1.6, "MICHAEL": 3.071, "BILL": 1, "LEE": 1.667, "DON": 2.143, "JOHN": 2.333, "HARRY": 1.75, "GERY": 2.9, "STEVE": 3.062, "BERT": 2.214, "RUSS": 2.786,
}  # fmt: skip
CAMP_CONSTRAINT = {
    "HOLLY": 0.436, "BRAZEY": 1.024, "CAROL": 0.804, "PAM": 0.516, "PAT": 0.39, "JENNIE": 0.611, "PAULINE": 0.537, "ANN": 0.933, "MICHAEL": 0.601, "BILL": 1.08, "LEE": 0.823, "DON": 0.702, "JOHN": 0.728, "HARRY": 0.79, "GERY": 0.649, "STEVE": 0.615, "BERT": 0.718, "RUSS": 0.628,
}  # fmt: skip
CAMP_DENSITY = 0.17647059
CAMP_EI_INDEX = -0.667
CAMP_CORE_FIT, CAMP_CORE = 0.360, {"BERT", "LEE", "RUSS", "STEVE"}


def camp() -> nx.DiGraph:
    """Return the camp: 18 people, 54 arcs, `gender` 1 (women) or 2 (men)."""
    told = [line.split(": ") for line in CAMP_TIES.split("\n") if line]
    net = nx.DiGraph()
    for number, (name, _) in enumerate(told):
        net.add_node(name, gender=1 if number < CAMP_WOMEN else 2)
    net.add_edges_from((name, other) for name, others in told for other in others.split())
    return net
