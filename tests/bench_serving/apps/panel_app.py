"""The realistic app in Panel, with Panel's own widgets."""

import datetime

import panel as pn
import realistic

pn.extension()
content = realistic.make()
title, happened, team, phase, public, number, hours, day, priority, join = realistic.LABELS
form = pn.Column(
    pn.widgets.TextInput(name=title),
    pn.widgets.TextAreaInput(name=happened),
    pn.widgets.Select(name=team, options=list(realistic.TEAMS)),
    pn.Column(pn.pane.HTML(phase), pn.widgets.RadioBoxGroup(name=phase, options=list(realistic.PHASES))),
    pn.widgets.Checkbox(name=public),
    pn.widgets.IntInput(name=number),
    pn.widgets.FloatInput(name=hours),
    pn.widgets.DatePicker(name=day, value=datetime.date(2026, 3, 1)),
    pn.widgets.MultiSelect(name=priority, options=list(realistic.PRIORITIES)),
    pn.widgets.Toggle(name=join),
)
answer = pn.pane.HTML("Uitkomst 0")
button = pn.widgets.Button(name=realistic.BUTTON)


def _click(_event: object) -> None:
    answer.object = content.recompute()


button.on_click(_click)
pn.Column(
    pn.pane.HTML(f"<h1>{realistic.TITLE}</h1><p>{realistic.EXPLANATION}</p>"),
    form,
    button,
    answer,
    pn.pane.HTML(content.chart),
    pn.pane.HTML(content.network),
    pn.pane.HTML(content.table),
).servable(title=realistic.TITLE)
