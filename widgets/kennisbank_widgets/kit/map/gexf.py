"""The map as a GEXF file, which Gephi and networkx read: the same nodes, ties and places as on the screen."""

from io import BytesIO

import networkx as nx
import numpy as np

from kennisbank_widgets.kit.map.drawing import FOREVER, Drawing


def gexf(drawing: Drawing) -> bytes:
    """Return `drawing` as GEXF 1.2: each node with its `kind` and place, each tie of today with its `relation`."""
    places = np.frombuffer(drawing.places, dtype="<f4").reshape(-1, 2).tolist()
    ends = np.frombuffer(drawing.ends, dtype="<u4").reshape(-1, 2).tolist()
    names = [_readable(name) for name in drawing.names.decode().split("\n")]
    net: nx.MultiGraph[str] = nx.MultiGraph()
    for id, name, kind, (x, y) in zip(drawing.ids, names, drawing.kind_of, places, strict=False):
        spot = {"position": {"x": x, "y": y, "z": 0.0}}
        net.add_node(id, label=name, kind=drawing.kinds[kind], viz=spot)
    lasts = np.frombuffer(drawing.until, dtype="<i4") > min(drawing.today, FOREVER - 1)
    for (one, other), relation, now in zip(ends, drawing.relation_of, lasts, strict=True):
        if not now:
            continue
        net.add_edge(drawing.ids[one], drawing.ids[other], relation=drawing.relations[relation])
    file = BytesIO()
    nx.write_gexf(net, file)
    return file.getvalue()


def _readable(text: str) -> str:
    """Leave out the signs that XML cannot hold."""
    return "".join(letter for letter in text if letter.isprintable())
