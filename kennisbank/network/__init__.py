"""Graphs of people, topics, teams and lessons, and measures on any networkx graph.

    from kennisbank import network as n

Every name below is loaded at first use. `n.meaning(result)` says in plain words what a result tells and what not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kennisbank.network.asking import who_knows as who_knows
    from kennisbank.network.described import Finding as Finding, meaning as meaning
    from kennisbank.network.engines import to_igraph as to_igraph
    from kennisbank.network.flowing.learning import flows as flows
    from kennisbank.network.flowing.occasions import RULES as RULES
    from kennisbank.network.formats.files import read as read, write as write
    from kennisbank.network.identities import (
        Merged as Merged,
        merge_identities as merge_identities,
        read_identities as read_identities,
        write_identities as write_identities,
    )
    from kennisbank.network.inference.cug import Cug as Cug, cug as cug
    from kennisbank.network.inference.krackhardt import Krackhardt as Krackhardt, krackhardt as krackhardt
    from kennisbank.network.inference.missing import sensitivity as sensitivity
    from kennisbank.network.inference.mrqap import Mrqap as Mrqap, mrqap as mrqap
    from kennisbank.network.inference.nulls import (
        SmallWorld as SmallWorld,
        against_chance as against_chance,
        small_world as small_world,
    )
    from kennisbank.network.inference.qap import Qap as Qap, qap as qap
    from kennisbank.network.inference.resampling import intervals as intervals
    from kennisbank.network.matrices import (
        Adjacency as Adjacency,
        adjacency as adjacency,
        of_matrix as of_matrix,
    )
    from kennisbank.network.measures.assortativity import (
        Assortativity as Assortativity,
        assortativity as assortativity,
    )
    from kennisbank.network.measures.betweenness import betweenness as betweenness
    from kennisbank.network.measures.brokerage import (
        BrokerageTotals as BrokerageTotals,
        brokerage as brokerage,
        brokerage_totals as brokerage_totals,
    )
    from kennisbank.network.measures.closeness import closeness as closeness
    from kennisbank.network.measures.communities import communities as communities
    from kennisbank.network.measures.components import components as components
    from kennisbank.network.measures.core_periphery import (
        CorePeriphery as CorePeriphery,
        core_periphery as core_periphery,
    )
    from kennisbank.network.measures.cores import core_number as core_number
    from kennisbank.network.measures.cuts import bridges as bridges, cut_points as cut_points
    from kennisbank.network.measures.degree import degree as degree, strength as strength
    from kennisbank.network.measures.degrees import degrees as degrees
    from kennisbank.network.measures.holes import (
        constraint as constraint,
        effective_size as effective_size,
        hierarchy as hierarchy,
    )
    from kennisbank.network.measures.mixing import (
        EIIndex as EIIndex,
        Mixing as Mixing,
        ei_index as ei_index,
        mixing as mixing,
    )
    from kennisbank.network.measures.pagerank import pagerank as pagerank
    from kennisbank.network.measures.reciprocity import Reciprocity as Reciprocity, reciprocity as reciprocity
    from kennisbank.network.peers import PeerGroup as PeerGroup, peer_group as peer_group
    from kennisbank.network.risk.handing import HandoverPlan as HandoverPlan, handovers as handovers
    from kennisbank.network.risk.holding import holders as holders, single_knowers as single_knowers
    from kennisbank.network.risk.losing import ExpectedLoss as ExpectedLoss, expected_loss as expected_loss
    from kennisbank.network.risk.passing import near as near, passed_on as passed_on
    from kennisbank.network.risk.scenario import (
        WhatIf as WhatIf,
        share_of_team as share_of_team,
        what_if as what_if,
    )
    from kennisbank.network.risk.simulating import (
        Cohort as Cohort,
        SimulatedLoss as SimulatedLoss,
        simulate_loss as simulate_loss,
    )
    from kennisbank.network.risk.trucks import (
        TopicTruckFactor as TopicTruckFactor,
        topic_truck_factor as topic_truck_factor,
    )
    from kennisbank.network.sources.authorship import authorship as authorship, knowledge_of as knowledge_of
    from kennisbank.network.sources.git import git_history as git_history
    from kennisbank.network.sources.mailing import mbox as mbox
    from kennisbank.network.sources.meetings import minutes as minutes
    from kennisbank.network.sources.questions import stack_exchange as stack_exchange
    from kennisbank.network.sources.truck import (
        TruckFactor as TruckFactor,
        truck_factor as truck_factor,
        truck_factor_by_folder as truck_factor_by_folder,
    )
    from kennisbank.network.sources.work import Work as Work, work_of as work_of
    from kennisbank.network.spellings import propose_identities as propose_identities
    from kennisbank.network.temporal.between import temporal_betweenness as temporal_betweenness
    from kennisbank.network.temporal.changing import change_points as change_points
    from kennisbank.network.temporal.contacts import contacts as contacts
    from kennisbank.network.temporal.lasting import HalfLife as HalfLife, half_life as half_life
    from kennisbank.network.temporal.periods import cut as cut, snapshots as snapshots, windows as windows
    from kennisbank.network.temporal.reaching import (
        arrivals as arrivals,
        reachability as reachability,
        time_respecting_path as time_respecting_path,
    )
    from kennisbank.network.temporal.spreading import Cascade as Cascade, cascade as cascade
    from kennisbank.network.twomode.backbone import backbone as backbone
    from kennisbank.network.twomode.evidence import (
        person_lesson as person_lesson,
        person_topic as person_topic,
    )
    from kennisbank.network.twomode.projecting import (
        project as project,
        projection as projection,
        supported as supported,
    )

_HOMES = {
    # graphs
    "Adjacency": "matrices",
    "adjacency": "matrices",
    "of_matrix": "matrices",
    # results
    "Finding": "described",
    "meaning": "described",
    # who learns from whom
    "RULES": "flowing.occasions",
    "flows": "flowing.learning",
    # two modes
    "backbone": "twomode.backbone",
    "person_lesson": "twomode.evidence",
    "person_topic": "twomode.evidence",
    "project": "twomode.projecting",
    "projection": "twomode.projecting",
    "supported": "twomode.projecting",
    # time
    "Cascade": "temporal.spreading",
    "HalfLife": "temporal.lasting",
    "arrivals": "temporal.reaching",
    "cascade": "temporal.spreading",
    "change_points": "temporal.changing",
    "contacts": "temporal.contacts",
    "cut": "temporal.periods",
    "half_life": "temporal.lasting",
    "reachability": "temporal.reaching",
    "snapshots": "temporal.periods",
    "temporal_betweenness": "temporal.between",
    "time_respecting_path": "temporal.reaching",
    "windows": "temporal.periods",
    # could it be chance, and how sure is it
    "Cug": "inference.cug",
    "Krackhardt": "inference.krackhardt",
    "Mrqap": "inference.mrqap",
    "Qap": "inference.qap",
    "SmallWorld": "inference.nulls",
    "against_chance": "inference.nulls",
    "cug": "inference.cug",
    "intervals": "inference.resampling",
    "krackhardt": "inference.krackhardt",
    "mrqap": "inference.mrqap",
    "qap": "inference.qap",
    "sensitivity": "inference.missing",
    "small_world": "inference.nulls",
    # in and out of files
    "read": "formats.files",
    "write": "formats.files",
    # from outside: work on files, mail, questions, minutes
    "TruckFactor": "sources.truck",
    "Work": "sources.work",
    "authorship": "sources.authorship",
    "git_history": "sources.git",
    "knowledge_of": "sources.authorship",
    "mbox": "sources.mailing",
    "minutes": "sources.meetings",
    "stack_exchange": "sources.questions",
    "truck_factor": "sources.truck",
    "truck_factor_by_folder": "sources.truck",
    "work_of": "sources.work",
    # one person under several spellings
    "Merged": "identities",
    "merge_identities": "identities",
    "propose_identities": "spellings",
    "read_identities": "identities",
    "write_identities": "identities",
    # measures of nodes
    "degrees": "measures.degrees",
    # place in the whole: ties, paths, cores, groups, cuts
    "betweenness": "measures.betweenness",
    "bridges": "measures.cuts",
    "closeness": "measures.closeness",
    "communities": "measures.communities",
    "components": "measures.components",
    "core_number": "measures.cores",
    "cut_points": "measures.cuts",
    "degree": "measures.degree",
    "pagerank": "measures.pagerank",
    "strength": "measures.degree",
    "to_igraph": "engines",
    # structural holes, brokerage, mixing, core and periphery
    "Assortativity": "measures.assortativity",
    "BrokerageTotals": "measures.brokerage",
    "CorePeriphery": "measures.core_periphery",
    "EIIndex": "measures.mixing",
    "Mixing": "measures.mixing",
    "Reciprocity": "measures.reciprocity",
    "assortativity": "measures.assortativity",
    "brokerage": "measures.brokerage",
    "brokerage_totals": "measures.brokerage",
    "constraint": "measures.holes",
    "core_periphery": "measures.core_periphery",
    "effective_size": "measures.holes",
    "ei_index": "measures.mixing",
    "hierarchy": "measures.holes",
    "mixing": "measures.mixing",
    "reciprocity": "measures.reciprocity",
    # finding people
    "PeerGroup": "peers",
    "peer_group": "peers",
    "who_knows": "asking",
    # knowledge at risk
    "Cohort": "risk.simulating",
    "ExpectedLoss": "risk.losing",
    "HandoverPlan": "risk.handing",
    "SimulatedLoss": "risk.simulating",
    "TopicTruckFactor": "risk.trucks",
    "WhatIf": "risk.scenario",
    "expected_loss": "risk.losing",
    "handovers": "risk.handing",
    "holders": "risk.holding",
    "near": "risk.passing",
    "passed_on": "risk.passing",
    "share_of_team": "risk.scenario",
    "simulate_loss": "risk.simulating",
    "single_knowers": "risk.holding",
    "topic_truck_factor": "risk.trucks",
    "what_if": "risk.scenario",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of the names above


def __getattr__(name: str) -> Any:
    """Load a name at first use: a page that shows a map must not pay for statistics."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kennisbank.network' has no attribute {name!r}")
    return getattr(import_module(f"kennisbank.network.{_HOMES[name]}"), name)
