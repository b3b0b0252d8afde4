"""The realistic app in Solara, with Solara's own components."""

import realistic
import solara

title, happened, team, phase, public, number, hours, day, priority, join = realistic.LABELS


@solara.component
def Page() -> None:  # noqa: N802 - Solara looks for this name
    """Show everything to one visitor."""
    content = solara.use_memo(realistic.make, [])
    said, say = solara.use_state("Uitkomst 0")
    solara.Title(realistic.TITLE)
    with solara.Column():
        solara.HTML("div", unsafe_innerHTML=f"<h1>{realistic.TITLE}</h1><p>{realistic.EXPLANATION}</p>")
        _form()
        solara.Button(realistic.BUTTON, on_click=lambda: say(content.recompute()))
        solara.Text(said)
        for markup in (content.chart, content.network, content.table):
            solara.HTML("div", unsafe_innerHTML=markup)


@solara.component
def _form() -> None:
    solara.InputText(title)
    solara.InputTextArea(happened)
    solara.Select(team, values=list(realistic.TEAMS), value=realistic.TEAMS[0])
    solara.Text(phase)
    solara.ToggleButtonsSingle(realistic.PHASES[0], values=list(realistic.PHASES))
    solara.Checkbox(label=public)
    solara.InputInt(number, value=0)
    solara.InputFloat(hours, value=0.0)
    solara.InputText(day, value="2026-03-01")
    solara.SelectMultiple(priority, values=[], all_values=list(realistic.PRIORITIES))
    solara.Switch(label=join)
