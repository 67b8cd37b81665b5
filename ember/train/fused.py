"""Differentiable operations over the CPU kernels; model.py has a plain form of each."""

from __future__ import annotations

import torch
from torch import Tensor

from ember.train.kernels import call

# Queries are taken in blocks and see only the keys up to their block's end:
# half of a causal score matrix is never computed.
QUERY_BLOCK = 256
# Rows of logits that fit a processor cache together (2048 * 8192 * 2 bytes = 32 MB).
LOGIT_ROWS = 1024


class RmsNorm(torch.autograd.Function):
    """Root-mean-square norm of [rows, width] bfloat16 with a float32 weight."""

    @staticmethod
    def forward(ctx, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
        rows, width = x.shape
        y, rstd = torch.empty_like(x), x.new_empty(rows, dtype=torch.float32)
        call("rms_norm_forward", x, weight, y, rstd, rows, width, epsilon)
        ctx.save_for_backward(x, weight, rstd)
        return y

    @staticmethod
    def backward(ctx, dy: Tensor):
        x, weight, rstd = ctx.saved_tensors
        rows, width = x.shape
        threads = torch.get_num_threads()
        dx, dweight = torch.empty_like(x), weight.new_zeros(threads, width)
        call("rms_norm_backward", x, weight, rstd, dy.contiguous(), dx, dweight, rows, width, threads)
        return dx, dweight.sum(0), None


class SwiGlu(torch.autograd.Function):
    """silu(gate) * up of [rows, 2 * hidden]."""

    @staticmethod
    def forward(ctx, gate_up: Tensor) -> Tensor:
        rows, width = gate_up.shape[0], gate_up.shape[1] // 2
        y = gate_up.new_empty(rows, width)
        call("swiglu_forward", gate_up, y, rows, width)
        ctx.save_for_backward(gate_up)
        return y

    @staticmethod
    def backward(ctx, dy: Tensor) -> Tensor:
        (gate_up,) = ctx.saved_tensors
        result = torch.empty_like(gate_up)
        call("swiglu_backward", gate_up, dy.contiguous(), result, *dy.shape)
        return result


class Attention(torch.autograd.Function):
    """Rotary causal attention of qkv [batch * time, 3 * width] inside packed documents.

    `positions` [batch * time] count from each document's begin, `first`
    [batch, time] names the row position where each token's document begins.
    """

    @staticmethod
    def forward(ctx, qkv, cosines, sines, positions, first, heads: int, size: int) -> Tensor:
        batch, time = first.shape
        q, k, v = (qkv.new_empty(batch, heads, time, size) for _ in range(3))
        call("rope_split", qkv, cosines, sines, positions, q, k, v, batch, time, heads, size)
        kept: list[Tensor] = []
        output = torch.empty_like(q)
        for begin, end in _blocks(time):
            scores = torch.matmul(q[:, :, begin:end], k[:, :, :end].transpose(2, 3)).contiguous()
            call("causal_softmax", scores, first, batch, heads, end - begin, end, begin, time, size**-0.5)
            output[:, :, begin:end] = torch.matmul(scores, v[:, :, :end])
            kept.append(scores)
        ctx.save_for_backward(q, k, v, cosines, sines, positions, first, *kept)
        return output.transpose(1, 2).reshape(batch * time, heads * size)

    @staticmethod
    def backward(ctx, dy: Tensor):
        q, k, v, cosines, sines, positions, first, *kept = ctx.saved_tensors
        batch, heads, time, size = q.shape
        dy = dy.view(batch, time, heads, size).transpose(1, 2).contiguous()
        dq, dk, dv = torch.empty_like(q), torch.zeros_like(k), torch.zeros_like(v)
        for (begin, end), p in zip(_blocks(time), kept):
            grad = dy[:, :, begin:end]
            dv[:, :, :end] += torch.matmul(p.transpose(2, 3), grad)
            ds = torch.matmul(grad, v[:, :, :end].transpose(2, 3)).contiguous()
            call("causal_softmax_backward", p, ds, first, batch, heads, end - begin, end, begin, time, size**-0.5)
            dq[:, :, begin:end] = torch.matmul(ds, k[:, :, :end])
            dk[:, :, :end] += torch.matmul(ds.transpose(2, 3), q[:, :, begin:end])
        dqkv = q.new_empty(batch * time, 3 * heads * size)
        call("rope_join", dq, dk, dv, cosines, sines, positions, dqkv, batch, time, heads, size)
        return dqkv, None, None, None, None, None, None


class OutputLoss(torch.autograd.Function):
    """Per-token cross entropy (nats) of x [rows, width] against the tied embedding.

    The gradient is that of sum(weights * losses) and is made on the way
    forward, a few rows at a time, so that the logits never exist as a whole.
    """

    @staticmethod
    def forward(ctx, x: Tensor, embedding: Tensor, targets: Tensor, weights: Tensor):
        losses = torch.empty_like(weights)
        dx, dembedding = torch.empty_like(x), torch.zeros_like(embedding, dtype=torch.float32)
        for begin in range(0, x.shape[0], LOGIT_ROWS):
            part = slice(begin, begin + LOGIT_ROWS)
            logits = x[part] @ embedding.t()
            call("cross_entropy", logits, targets[part], weights[part], losses[part], *logits.shape)
            dx[part] = logits @ embedding
            dembedding += logits.t() @ x[part]
        ctx.save_for_backward(dx, dembedding)
        return (losses * weights).sum(), losses

    @staticmethod
    def backward(ctx, dtotal: Tensor, _dlosses):
        dx, dembedding = ctx.saved_tensors
        return dx * dtotal.to(dx.dtype), dembedding * dtotal, None, None


def _blocks(time: int) -> list[tuple[int, int]]:
    return [(begin, min(begin + QUERY_BLOCK, time)) for begin in range(0, time, QUERY_BLOCK)]
