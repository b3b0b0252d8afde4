"""The learning climate of teams: questionnaires, their statistics, and the audit that decides what may be shown.

    from kennisbank import climate as c

Every name below is loaded at first use. `c.meaning(result)` says in plain words what a result tells and what not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kennisbank.climate.agreement import (
        Agreement as Agreement,
        AWg as AWg,
        Deviation as Deviation,
        RStar as RStar,
        Rwg as Rwg,
        RwgJ as RwgJ,
        a_wg as a_wg,
        average_deviation as average_deviation,
        r_wg_star as r_wg_star,
        rwg as rwg,
        rwg_j as rwg_j,
    )
    from kennisbank.climate.chance import (
        ChanceLevels as ChanceLevels,
        chance_levels as chance_levels,
        chance_of_rwg as chance_of_rwg,
        critical_ad as critical_ad,
        critical_rwg as critical_rwg,
    )
    from kennisbank.climate.changes import (
        Change as Change,
        Changes as Changes,
        benjamini_hochberg as benjamini_hochberg,
        change as change,
        change_of_summaries as change_of_summaries,
    )
    from kennisbank.climate.clustering import (
        Icc1 as Icc1,
        Icc2 as Icc2,
        icc1 as icc1,
        icc2 as icc2,
    )
    from kennisbank.climate.disclosure.attacking import (
        Leak as Leak,
        attack as attack,
    )
    from kennisbank.climate.disclosure.auditing import (
        Audit as Audit,
        Refusal as Refusal,
        audit as audit,
    )
    from kennisbank.climate.disclosure.figures import (
        Figure as Figure,
    )
    from kennisbank.climate.disclosure.planning import (
        Plan as Plan,
        plan as plan,
    )
    from kennisbank.climate.disclosure.reporting import (
        report as report,
    )
    from kennisbank.climate.disclosure.rules import (
        Rules as Rules,
    )
    from kennisbank.climate.disclosure.searching import (
        least_support as least_support,
    )
    from kennisbank.climate.disclosure.verifying import (
        verify as verify,
    )
    from kennisbank.climate.instrument.files import (
        load_instrument as load_instrument,
        save_instrument as save_instrument,
    )
    from kennisbank.climate.instrument.limesurvey import (
        from_limesurvey as from_limesurvey,
        to_limesurvey as to_limesurvey,
    )
    from kennisbank.climate.instrument.model import (
        Instrument as Instrument,
    )
    from kennisbank.climate.instrument.reading import (
        compare_instruments as compare_instruments,
        read_instrument as read_instrument,
        write_instrument as write_instrument,
    )
    from kennisbank.climate.instrument.scoring import (
        scores as scores,
    )
    from kennisbank.climate.instrument.shipped import (
        shipped as shipped,
    )
    from kennisbank.climate.instrument.xlsform import (
        from_xlsform as from_xlsform,
        to_xlsform as to_xlsform,
    )
    from kennisbank.climate.measurement import (
        Invariance as Invariance,
        Omega as Omega,
        invariance as invariance,
        mcdonald_omega as mcdonald_omega,
    )
    from kennisbank.climate.multilevel import (
        Reml as Reml,
        reml_oneway as reml_oneway,
    )
    from kennisbank.climate.reliability import (
        Alpha as Alpha,
        ItemRest as ItemRest,
        cronbach_alpha as cronbach_alpha,
        item_rest as item_rest,
    )
    from kennisbank.climate.results import (
        Result as Result,
        meaning as meaning,
    )
    from kennisbank.climate.scoring import (
        ScaleScores as ScaleScores,
        scale_scores as scale_scores,
    )
    from kennisbank.climate.summaries import (
        Summary as Summary,
        summary as summary,
    )

_HOMES = {
    # agreement
    "AWg": "agreement",
    "Agreement": "agreement",
    "Deviation": "agreement",
    "RStar": "agreement",
    "Rwg": "agreement",
    "RwgJ": "agreement",
    "a_wg": "agreement",
    "average_deviation": "agreement",
    "r_wg_star": "agreement",
    "rwg": "agreement",
    "rwg_j": "agreement",
    # chance
    "ChanceLevels": "chance",
    "chance_levels": "chance",
    "chance_of_rwg": "chance",
    "critical_ad": "chance",
    "critical_rwg": "chance",
    # changes
    "Change": "changes",
    "Changes": "changes",
    "benjamini_hochberg": "changes",
    "change": "changes",
    "change_of_summaries": "changes",
    # clustering
    "Icc1": "clustering",
    "Icc2": "clustering",
    "icc1": "clustering",
    "icc2": "clustering",
    # disclosure.attacking
    "Leak": "disclosure.attacking",
    "attack": "disclosure.attacking",
    # disclosure.auditing
    "Audit": "disclosure.auditing",
    "Refusal": "disclosure.auditing",
    "audit": "disclosure.auditing",
    # disclosure.figures
    "Figure": "disclosure.figures",
    # disclosure.planning
    "Plan": "disclosure.planning",
    "plan": "disclosure.planning",
    # disclosure.reporting
    "report": "disclosure.reporting",
    # disclosure.rules
    "Rules": "disclosure.rules",
    # disclosure.searching
    "least_support": "disclosure.searching",
    # disclosure.verifying
    "verify": "disclosure.verifying",
    # instrument.files
    "load_instrument": "instrument.files",
    "save_instrument": "instrument.files",
    # instrument.limesurvey
    "from_limesurvey": "instrument.limesurvey",
    "to_limesurvey": "instrument.limesurvey",
    # instrument.model
    "Instrument": "instrument.model",
    # instrument.reading
    "compare_instruments": "instrument.reading",
    "read_instrument": "instrument.reading",
    "write_instrument": "instrument.reading",
    # instrument.scoring
    "scores": "instrument.scoring",
    # instrument.shipped
    "shipped": "instrument.shipped",
    # instrument.xlsform
    "from_xlsform": "instrument.xlsform",
    "to_xlsform": "instrument.xlsform",
    # measurement
    "Invariance": "measurement",
    "Omega": "measurement",
    "invariance": "measurement",
    "mcdonald_omega": "measurement",
    # multilevel
    "Reml": "multilevel",
    "reml_oneway": "multilevel",
    # reliability
    "Alpha": "reliability",
    "ItemRest": "reliability",
    "cronbach_alpha": "reliability",
    "item_rest": "reliability",
    # results
    "Result": "results",
    "meaning": "results",
    # scoring
    "ScaleScores": "scoring",
    "scale_scores": "scoring",
    # summaries
    "Summary": "summaries",
    "summary": "summaries",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of the names above


def __getattr__(name: str) -> Any:
    """Load a name at first use: a page that asks twenty questions must not pay for statistics."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kennisbank.climate' has no attribute {name!r}")
    return getattr(import_module(f"kennisbank.climate.{_HOMES[name]}"), name)
