"""Ember's decoder: one definition, with the fused operations of the machine at hand."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ember.train import kernels
from ember.train.config import Shape


@dataclass(frozen=True)
class Batch:
    """Packed rows: several documents beside each other in each row of tokens."""

    tokens: Tensor  # [batch, time] int64
    targets: Tensor  # [batch, time] int64
    weights: Tensor  # [batch, time] float32: 0 where nothing is to be learned
    positions: Tensor  # [batch, time] int32: counted from the document's begin
    first: Tensor  # [batch, time] int32: row position of the document's begin

    def to(self, device: str) -> "Batch":
        return Batch(*(value.to(device, non_blocking=True) for value in vars(self).values()))


class Decoder(nn.Module):
    """Float32 weights; products in bfloat16, or in float32 for exact comparisons."""

    def __init__(self, shape: Shape, compute: torch.dtype = torch.bfloat16) -> None:
        super().__init__()
        self.shape, self.compute = shape, compute
        self.embedding = nn.Parameter(torch.randn(shape.vocabulary, shape.width) * 0.02)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = nn.Parameter(torch.ones(shape.width))
        angles = torch.arange(shape.context)[:, None] * shape.rope_base ** (
            -torch.arange(0, shape.head_size, 2) / shape.head_size
        )
        self.register_buffer("cosines", angles.cos().contiguous(), persistent=False)
        self.register_buffer("sines", angles.sin().contiguous(), persistent=False)

    @property
    def fused(self) -> bool:
        """Whether the CPU kernels serve: they read bfloat16 in main memory."""
        return (
            self.embedding.device.type == "cpu"
            and self.compute == torch.bfloat16
            and kernels.library() is not None
        )

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The weighted sum of losses to step on, and every token's own loss in nats."""
        x = self._states(batch)
        embedding = self.embedding.to(self.compute)
        targets, weights = batch.targets.reshape(-1), batch.weights.reshape(-1)
        if self.fused:
            from ember.train.fused import OutputLoss

            total, losses = OutputLoss.apply(x, embedding, targets, weights)
        else:
            losses = F.cross_entropy((x @ embedding.t()).float(), targets, reduction="none")
            total = (losses * weights).sum()
        return total, losses.view(batch.tokens.shape)

    def logits(self, batch: Batch) -> Tensor:
        """Float32 [batch, time, vocabulary]; for comparisons, not for training."""
        x = self._states(batch)
        return (x @ self.embedding.to(self.compute).t()).float().view(*batch.tokens.shape, -1)

    def _states(self, batch: Batch) -> Tensor:
        x = F.embedding(batch.tokens.reshape(-1), self.embedding).to(self.compute)
        mask = None if self.fused else attention_mask(batch)
        for layer in self.layers:
            x = layer(x, self, batch, mask)
        return rms_norm(x, self.norm, self)


class Layer(nn.Module):
    """Attention and feed-forward, each on the normed stream and added to it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, hidden = shape.width, shape.hidden
        last = 0.02 * (2 * shape.layers) ** -0.5
        self.attention_norm = nn.Parameter(torch.ones(width))
        self.qkv = nn.Parameter(torch.randn(3 * width, width) * 0.02)
        self.attention_out = nn.Parameter(torch.randn(width, width) * last)
        self.feed_norm = nn.Parameter(torch.ones(width))
        self.gate_up = nn.Parameter(torch.randn(2 * hidden, width) * 0.02)
        self.down = nn.Parameter(torch.randn(width, hidden) * last)

    def forward(self, x: Tensor, model: Decoder, batch: Batch, mask: Tensor | None) -> Tensor:
        cast = model.compute
        qkv = F.linear(rms_norm(x, self.attention_norm, model), self.qkv.to(cast))
        x = x + F.linear(attention(qkv, model, batch, mask), self.attention_out.to(cast))
        gate_up = F.linear(rms_norm(x, self.feed_norm, model), self.gate_up.to(cast))
        return x + F.linear(swiglu(gate_up, model), self.down.to(cast))


def rms_norm(x: Tensor, weight: Tensor, model: Decoder) -> Tensor:
    """Norm over the last axis, in float32 inside."""
    if model.fused:
        from ember.train.fused import RmsNorm

        return RmsNorm.apply(x, weight, model.shape.norm_epsilon)
    wide = x.float()
    scale = torch.rsqrt(wide.square().mean(-1, keepdim=True) + model.shape.norm_epsilon)
    return (wide * scale * weight).to(x.dtype)


def swiglu(gate_up: Tensor, model: Decoder) -> Tensor:
    """silu of the first half times the second."""
    if model.fused:
        from ember.train.fused import SwiGlu

        return SwiGlu.apply(gate_up)
    gate, up = gate_up.chunk(2, dim=-1)
    return F.silu(gate) * up


def attention(qkv: Tensor, model: Decoder, batch: Batch, mask: Tensor | None) -> Tensor:
    """Causal attention that stays inside each packed document."""
    shape = model.shape
    if model.fused:
        from ember.train.fused import Attention

        return Attention.apply(
            qkv, model.cosines, model.sines, batch.positions, batch.first, shape.heads, shape.head_size
        )
    rows, time = batch.tokens.shape
    q, k, v = qkv.view(rows, time, 3, shape.heads, shape.head_size).permute(2, 0, 3, 1, 4)
    q, k = rotate(q, model, batch), rotate(k, model, batch)
    if hasattr(F, "scaled_dot_product_attention"):
        out = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    else:
        scores = (q @ k.transpose(2, 3)).float() * shape.head_size**-0.5
        out = scores.masked_fill(~mask, float("-inf")).softmax(-1).to(v.dtype) @ v
    return out.transpose(1, 2).reshape(rows * time, shape.width)


def rotate(x: Tensor, model: Decoder, batch: Batch) -> Tensor:
    """Rotary embedding over neighbouring pairs, the order llama.cpp's llama reads."""
    positions = batch.positions.long()
    cosines, sines = model.cosines[positions][:, None], model.sines[positions][:, None]
    even, odd = x.float()[..., 0::2], x.float()[..., 1::2]
    turned = torch.stack((even * cosines - odd * sines, even * sines + odd * cosines), dim=-1)
    return turned.flatten(-2).to(x.dtype)


def attention_mask(batch: Batch) -> Tensor:
    """[batch, 1, time, time], true where a query may see a key."""
    time = torch.arange(batch.tokens.shape[1], device=batch.tokens.device)
    causal = time[None, :] <= time[:, None]
    return (causal[None] & (time[None, None, :] >= batch.first[:, :, None]))[:, None]
