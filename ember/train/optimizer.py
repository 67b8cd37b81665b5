"""Muon for the matrices, AdamW for the embedding and the norms."""

from __future__ import annotations

import torch
from torch import Tensor

from ember.train.model import Decoder

# Coefficients of the quintic iteration from Keller Jordan's Muon (2024).
QUINTIC = (3.4445, -4.7750, 2.0315)
NEWTON_STEPS = 5


class Optimizer:
    """Steps a decoder; `rate` is Muon's, the others keep a fixed ratio to it."""

    def __init__(
        self,
        model: Decoder,
        *,
        embedding_ratio: float = 0.2,
        momentum: float = 0.95,
        decay: float = 0.05,
        muon: bool = True,
    ) -> None:
        self.momentum, self.decay = momentum, decay
        matrices, rest = [], []
        for name, parameter in model.named_parameters():
            (matrices if parameter.ndim == 2 and name != "embedding" and muon else rest).append((name, parameter))
        self.matrices = [(p, _parts(name)) for name, p in matrices]
        self.velocity = [torch.zeros_like(p) for p, _ in self.matrices]
        self.embedding_ratio = embedding_ratio
        self.adam = torch.optim.AdamW([p for _, p in rest], lr=0.0, betas=(0.9, 0.95), eps=1e-10, weight_decay=0.0)

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """One update from the gradients that the parameters hold; clears them."""
        for group in self.adam.param_groups:
            group["lr"] = rate * self.embedding_ratio
        self.adam.step()
        pieces: dict[torch.Size, list[tuple[Tensor, Tensor]]] = {}
        for (parameter, parts), velocity in zip(self.matrices, self.velocity):
            velocity.lerp_(parameter.grad, 1 - self.momentum)
            direction = parameter.grad.lerp(velocity, self.momentum)
            parameter.mul_(1 - rate * self.decay)
            for piece, target in zip(direction.chunk(parts), parameter.chunk(parts)):
                pieces.setdefault(piece.shape, []).append((piece, target))
        # Matrices of one shape go together: a few batched products, not hundreds of small ones.
        for shape, group in pieces.items():
            scale = max(1.0, shape[0] / shape[1]) ** 0.5
            for update, (_, target) in zip(orthogonal(torch.stack([piece for piece, _ in group])), group):
                target.add_(update, alpha=-rate * scale)
        self.clear()

    def clear(self) -> None:
        """Forgets the gradients."""
        for group in self.adam.param_groups:
            for parameter in group["params"]:
                parameter.grad = None
        for parameter, _ in self.matrices:
            parameter.grad = None

    def state(self) -> dict:
        """What another machine needs to go on."""
        return {"adam": self.adam.state_dict(), "velocity": self.velocity}

    def load(self, state: dict) -> None:
        """Takes over a state of the same model."""
        self.adam.load_state_dict(state["adam"])
        for mine, theirs in zip(self.velocity, state["velocity"]):
            mine.copy_(theirs)


def orthogonal(matrices: Tensor) -> Tensor:
    """For each of [count, rows, columns] the nearest half-orthogonal matrix, roughly: singular values near 1."""
    a, b, c = QUINTIC
    x = matrices.to(torch.bfloat16)
    tall = x.shape[1] > x.shape[2]
    x = x.transpose(1, 2) if tall else x
    x = (x / (x.float().norm(dim=(1, 2), keepdim=True) + 1e-7)).to(torch.bfloat16)
    for _ in range(NEWTON_STEPS):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * (gram @ gram)) @ x
    return (x.transpose(1, 2) if tall else x).to(matrices.dtype)


def _parts(name: str) -> int:
    """How many matrices a fused parameter holds one above the other."""
    return 3 if name.endswith("qkv") else 2 if name.endswith("gate_up") else 1
