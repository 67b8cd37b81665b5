"""The shapes that Ember is trained in."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Shape:
    """A llama-architecture decoder: RMS norm, rotary positions, SwiGLU, tied embedding."""

    vocabulary: int = 8192
    width: int = 256
    layers: int = 6
    heads: int = 4
    hidden: int = 704
    context: int = 1024
    rope_base: float = 10_000.0
    norm_epsilon: float = 1e-5

    @property
    def head_size(self) -> int:
        return self.width // self.heads

    @property
    def parameters(self) -> int:
        """All trained numbers; the output matrix is the embedding and counts once."""
        layer = 4 * self.width**2 + 3 * self.width * self.hidden + 2 * self.width
        return self.vocabulary * self.width + self.layers * layer + self.width

    def as_dict(self) -> dict[str, int | float]:
        return asdict(self)


SHAPES: dict[str, Shape] = {
    "tiny": Shape(width=128, layers=2, heads=2, hidden=352),
    "cpu-128": Shape(width=128, layers=6, heads=2, hidden=352),
    "cpu-192": Shape(width=192, layers=6, heads=3, hidden=512),
    "cpu-256": Shape(width=256, layers=6, heads=4, hidden=704),
    "cpu-320": Shape(width=320, layers=6, heads=5, hidden=896),
    "cpu-384": Shape(width=384, layers=6, heads=6, hidden=1024),
    "cpu-512": Shape(width=512, layers=6, heads=8, hidden=1408),
    # 44.6 M parameters: 47.4 MB as Q8_0.
    "gpu-45m": Shape(vocabulary=16_384, width=512, layers=12, heads=8, hidden=1280, context=2048),
}
