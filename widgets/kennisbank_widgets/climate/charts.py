"""Pictures of means on a scale: the team's own with its interval, before that of the organisation. Words stand beside them."""

from kennisbank.climate.summaries import Summary

WIDTH, HEIGHT, _EDGE = 260, 30, 10


def interval(own: Summary, whole: Summary | None, *, scale: tuple[float, float]) -> str:
    """Return one row of the chart as SVG: a line with a dot for `own`, a band for `whole`, a tick per point of the scale."""
    low, high = scale

    def place(value: float) -> float:
        inside = min(max(value, low), high)
        return round(_EDGE + (inside - low) / (high - low) * (WIDTH - 2 * _EDGE), 1)

    points = int(high - low) + 1
    ticks = "".join(
        f'<line class="kb-tick" x1="{place(low + n)}" x2="{place(low + n)}" y1="4" y2="26"/>'
        for n in range(points)
    )
    band = ""
    if whole is not None:
        start, end = place(whole.low), place(whole.high)
        band = f'<rect class="kb-backdrop" x="{start}" width="{max(end - start, 3):.1f}" y="3" height="24" rx="3"/>'
    line = f'<line class="kb-interval" x1="{place(own.low)}" x2="{place(own.high)}" y1="15" y2="15"/>'
    dot = f'<circle class="kb-mean" cx="{place(own.mean)}" cy="15" r="5"/>'
    return (
        f'<svg class="kb-scale-chart" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" '
        f'focusable="false">{band}{ticks}{line}{dot}</svg>'
    )
