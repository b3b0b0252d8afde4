"""The colours of the map: apart from each other for people who see fewer colours, and clear on the paper."""

import re
from itertools import combinations

import numpy as np
import pytest
from kennisbank_widgets.kit.map.drawing import SHAPES
from kennisbank_widgets.kit.map.widget import HERE

# Machado, Oliveira & Fernandes (2009), table 1, severity 1.0; they work on linear RGB.
SIGHT = {
    "all colours": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}  # fmt: skip
# IEC 61966-2-1: linear sRGB to CIE XYZ, white D65.
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)
APART = 25.0
"""The smallest CIE 1976 distance in L*a*b*; about 2.3 is just noticeable for large patches, signs of 5 pixels need more."""
themes = pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark by system", "dark by choice"])


def _palette(theme: int) -> dict[str, str]:
    """Return the colours of one block of the style sheet."""
    sheet = (HERE / "map.css").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"\{([^{}]*)\}", sheet) if "--map-person:" in block]
    found = dict(re.findall(r"--map-(\w+): (?:var\(--kb-\w+, )?(#[0-9a-f]{6})", blocks[theme]))
    return {name: found[name] for name in (*SHAPES, "paper")}


def _linear(colour: str) -> np.ndarray:
    """Return linear RGB, each 0 … 1."""
    part = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* (1976) of a linear RGB colour."""
    share = XYZ @ np.clip(linear, 0, 1) / XYZ.sum(axis=1)
    x, y, z = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2.2."""
    dark, light = sorted(float(XYZ[1] @ _linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def test_the_yardstick_gives_the_known_values():
    assert [100, 0, 0] == pytest.approx(_lab(_linear("#ffffff")), abs=0.01)
    assert [53.24, 80.09, 67.20] == pytest.approx(_lab(_linear("#ff0000")), abs=0.02)
    assert 21 == pytest.approx(_contrast("#ffffff", "#000000"))


@themes
@pytest.mark.parametrize("sight", SIGHT)
def test_no_two_kinds_look_alike_however_one_sees(sight, theme):
    colours = {kind: colour for kind, colour in _palette(theme).items() if kind != "paper"}
    seen = {kind: _lab(np.array(SIGHT[sight]) @ _linear(colour)) for kind, colour in colours.items()}
    close = {pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])) for pair in combinations(seen, 2)}

    assert {} == {pair: round(far, 1) for pair, far in close.items() if far < APART}


@themes
def test_each_kind_is_clear_on_the_paper(theme):
    palette = _palette(theme)

    assert {} == {kind: palette[kind] for kind in SHAPES if _contrast(palette[kind], palette["paper"]) < 3}


def test_the_two_ways_to_get_the_dark_theme_give_the_same_colours():
    assert _palette(1) == _palette(2)
