"""The map as a GEXF file, which Gephi and networkx read: the same nodes, ties and places as on the screen."""

from collections.abc import Collection
from io import BytesIO

import networkx as nx
import numpy as np

from kennisbank_widgets.kit.map.drawing import Drawing


def gexf(drawing: Drawing, day: int | None = None, *, hidden: Collection[str] = ()) -> bytes:
    """Return `drawing` as GEXF 1.2: each node with its `kind` and place, each tie with its `relation`.

    What is there is what held at the end of `day` (days since 1970; today when it is not given), of kinds that are not `hidden`.
    """
    at = drawing.today if day is None else day
    places = np.frombuffer(drawing.places, dtype="<f4").reshape(-1, 2).tolist()
    ends = np.frombuffer(drawing.ends, dtype="<u4").reshape(-1, 2).tolist()
    names = [_readable(name) for name in drawing.names.decode().split("\n")]
    net: nx.MultiGraph[str] = nx.MultiGraph()
    days, since, until = (
        np.frombuffer(part, dtype="<i4") for part in (drawing.days, drawing.since, drawing.until)
    )
    for id, name, kind, (x, y), began in zip(drawing.ids, names, drawing.kind_of, places, days, strict=False):
        if began > at or drawing.kinds[kind] in hidden:
            continue
        spot = {"position": {"x": x, "y": y, "z": 0.0}}
        net.add_node(id, label=name, kind=drawing.kinds[kind], viz=spot)
    for (one, other), relation, held in zip(
        ends, drawing.relation_of, (since <= at) & (until > at), strict=True
    ):
        ids = drawing.ids[one], drawing.ids[other]
        if held and all(id in net for id in ids):
            net.add_edge(*ids, relation=drawing.relations[relation])
    file = BytesIO()
    nx.write_gexf(net, file)
    return file.getvalue()


def _readable(text: str) -> str:
    """Leave out the signs that XML cannot hold."""
    return "".join(letter for letter in text if letter.isprintable())
