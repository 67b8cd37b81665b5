"""Draws a run's loss against learned tokens, with the hours it took, as an SVG.

    python3 -m ember.train.curve ember/runs/NAME/log.jsonl --into ember/release/loss.svg
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 360, 56, 24, 16, 56
LINES = (("loss", "#8a8f98", "training, all tokens"), ("middle", "#c2410c", "training, middles"))
HELD_OUT = (("loss", "#475569", "held out, all tokens"), ("middle", "#7c2d12", "held out, middles"))


@dataclass(frozen=True)
class Axes:
    """Places values on the drawing."""

    tokens: float
    low: float
    high: float

    def x(self, tokens: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * tokens / self.tokens

    def y(self, loss: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (self.high - loss) / (self.high - self.low)


def draw(records: list[dict]) -> str:
    """The SVG of a log; ticks show million tokens and minutes."""
    steps = [record for record in records if "loss" in record]
    held_out = [record for record in records if "heldOut" in record]
    values = [record["loss"] for record in steps] + [record["middle"] for record in steps]
    axes = Axes(steps[-1]["tokens"], min(values) - 0.2, max(values[1:]))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="11" fill="#555">',
        "<title>Loss against learned tokens</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *ticks(axes, steps),
    ]
    for key, colour, _ in LINES:
        parts.append(line(axes, [(row["tokens"], row[key]) for row in steps], colour, 1))
    for key, colour, _ in HELD_OUT:
        rows = [(row["tokens"], row["heldOut"][key]) for row in held_out]
        parts.append(line(axes, rows, colour, 2))
        parts += [f'<circle cx="{axes.x(x):.1f}" cy="{axes.y(y):.1f}" r="2.5" fill="{colour}"/>' for x, y in rows]
    for row, (_, colour, title) in enumerate((*LINES, *HELD_OUT)):
        at = TOP + 8 + 16 * row
        parts.append(f'<rect x="{WIDTH - 190}" y="{at}" width="18" height="3" fill="{colour}"/>')
        parts.append(f'<text x="{WIDTH - 166}" y="{at + 5}">{title}</text>')
    return "\n".join([*parts, "</svg>", ""])


def ticks(axes: Axes, steps: list[dict]) -> list[str]:
    """Grid lines and their labels."""
    parts = []
    for loss in range(int(axes.low) + 1, int(axes.high) + 1):
        y = axes.y(loss)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#e5e7eb"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{loss}</text>')
    for part in range(6):
        tokens = axes.tokens * part / 5
        near = min(steps, key=lambda row: abs(row["tokens"] - tokens))
        minutes = near["seconds"] / 60 if part else 0
        parts.append(
            f'<text x="{axes.x(tokens):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{tokens / 1e6:.1f} M</text>'
            f'<text x="{axes.x(tokens):.1f}" y="{HEIGHT - BOTTOM + 33}" text-anchor="middle">{minutes:.0f} min</text>'
        )
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 6}">learned tokens, and minutes of training; loss in nats a token</text>')
    return parts


def line(axes: Axes, rows: list[tuple[float, float]], colour: str, width: float) -> str:
    """A line through all points that lie on the drawing."""
    points = " ".join(f"{axes.x(x):.1f},{max(TOP, axes.y(y)):.1f}" for x, y in rows)
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    options.into.write_text(draw([json.loads(line) for line in options.log.read_text().splitlines()]))


if __name__ == "__main__":
    main()
