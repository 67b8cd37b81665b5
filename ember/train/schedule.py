"""The learning rate over time: warm up, stay, decay to nothing (WSD)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """Counted in seconds of training or in tokens, whichever bounds the run.

    The stable part has no end of its own, so that a run can be decayed at any
    moment and its last stable checkpoint can be trained further.
    """

    peak: float
    warm_steps: int
    length: float
    decay_share: float

    @property
    def decay_begin(self) -> float:
        """Where the decay begins, in the unit of `length`."""
        return self.length * (1 - self.decay_share)

    def rate(self, step: int, spent: float) -> float:
        """The rate of a step after `spent` of `length`."""
        warm = min(1.0, (step + 1) / max(1, self.warm_steps))
        if spent <= self.decay_begin:
            return self.peak * warm
        left = max(0.0, self.length - spent) / max(1e-9, self.length - self.decay_begin)
        return self.peak * warm * left
