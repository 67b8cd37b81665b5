"""The decoder: every path gives the same loss, and packed documents stay apart."""

import unittest
from dataclasses import replace
from unittest import mock

import torch
import torch.nn.functional as F

from ember.train import kernels
from ember.train.config import SHAPES, Shape
from ember.train.model import Batch, Decoder, rotate
from ember.train.optimizer import Optimizer, orthogonal
from ember.train.schedule import Schedule

SHAPE = Shape(vocabulary=320, width=64, layers=2, heads=2, hidden=96, context=512)


def batch(seed: int = 0, rows: int = 2, time: int = 300, border: int = 130) -> Batch:
    """Two documents beside each other in each row."""
    torch.manual_seed(seed)
    tokens, targets = (torch.randint(0, SHAPE.vocabulary, (rows, time)) for _ in range(2))
    first = torch.zeros(rows, time, dtype=torch.int32)
    first[:, border:] = border
    positions = (torch.arange(time, dtype=torch.int32)[None] - first).contiguous()
    return Batch(tokens, targets, torch.full((rows, time), 1 / (rows * time)), positions, first)


def decoder(compute: torch.dtype) -> Decoder:
    torch.manual_seed(1)
    model = Decoder(SHAPE, compute)
    with torch.no_grad():  # large enough weights that every part shows in the loss
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return model


def loss_and_gradients(model: Decoder) -> tuple[float, dict[str, torch.Tensor]]:
    total, _ = model(batch())
    total.backward()
    return total.item(), {name: parameter.grad for name, parameter in model.named_parameters()}


def torch_two_attention(q, k, v, attn_mask=None):
    """What torch 2's fused attention computes, for a torch that lacks it."""
    scores = (q @ k.transpose(-2, -1)).float() / q.shape[-1] ** 0.5
    return torch.softmax(scores.masked_fill(~attn_mask, float("-inf")), -1).to(v.dtype) @ v


class Paths(unittest.TestCase):
    """The same tiny batch through each path of the two machines."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.loss, cls.gradients = loss_and_gradients(decoder(torch.float32))

    def compare(self, model: Decoder, tolerance: float) -> None:
        loss, gradients = loss_and_gradients(model)
        self.assertAlmostEqual(loss, self.loss, delta=tolerance * self.loss)
        for name, gradient in gradients.items():
            expected = self.gradients[name]
            apart = ((gradient - expected).norm() / expected.norm()).item()
            self.assertLess(apart, 12 * tolerance, name)

    @unittest.skipIf(kernels.library() is None, "no C compiler")
    def test_fused_kernels(self) -> None:
        model = decoder(torch.bfloat16)
        self.assertTrue(model.fused)
        self.compare(model, 0.005)

    def test_plain_bfloat16(self) -> None:
        with mock.patch.object(kernels, "library", return_value=None):
            model = decoder(torch.bfloat16)
            self.assertFalse(model.fused)
            self.compare(model, 0.005)

    def test_fused_attention_of_torch_2(self) -> None:
        attend = getattr(F, "scaled_dot_product_attention", torch_two_attention)
        with mock.patch.object(F, "scaled_dot_product_attention", attend, create=True):
            self.compare(decoder(torch.float32), 1e-5)


class Packing(unittest.TestCase):
    MODELS = (torch.float32, torch.bfloat16)

    def test_a_document_does_not_see_the_one_before_it(self) -> None:
        for compute in self.MODELS:
            model, one = decoder(compute), batch()
            other = replace(one, tokens=one.tokens.clone())
            other.tokens[:, :130] = 7
            with torch.no_grad():
                before, after = model(one)[1], model(other)[1]
            self.assertTrue(torch.equal(before[:, 130:], after[:, 130:]))
            self.assertFalse(torch.allclose(before[:, :130], after[:, :130]))

    def test_no_token_sees_a_later_one(self) -> None:
        for compute in self.MODELS:
            model, one = decoder(compute), batch()
            other = replace(one, tokens=one.tokens.clone())
            other.tokens[:, 290:] = 7
            with torch.no_grad():
                before, after = model(one)[1], model(other)[1]
            self.assertTrue(torch.equal(before[:, :290], after[:, :290]))

    def test_rotation_depends_on_distance_alone(self) -> None:
        model = decoder(torch.float32)
        near, far = (replace(batch(border=0), positions=torch.full((2, 300), at, dtype=torch.int32)) for at in (0, 40))
        x = torch.randn(2, 2, 300, SHAPE.head_size)
        self.assertTrue(torch.allclose(rotate(x, model, near), x, atol=1e-6))
        self.assertTrue(torch.allclose(rotate(x, model, far).norm(dim=-1), x.norm(dim=-1), atol=1e-4))


class Training(unittest.TestCase):
    def test_both_optimisers_learn_a_batch_by_heart(self) -> None:
        for muon, rate in ((True, 0.02), (False, 0.02)):
            model = decoder(torch.bfloat16)
            optimizer, losses = Optimizer(model, muon=muon), []
            for _ in range(30):
                total, _ = model(batch())
                total.backward()
                optimizer.step(rate)
                losses.append(total.item())
            self.assertLess(losses[-1], 0.6 * losses[0])

    def test_orthogonal_matrices_have_singular_values_near_one(self) -> None:
        torch.manual_seed(0)
        for shape in ((3, 64, 32), (2, 32, 64)):
            values = torch.linalg.svdvals(orthogonal(torch.randn(*shape)))
            self.assertGreater(values.min().item(), 0.5)
            self.assertLess(values.max().item(), 1.3)

    def test_schedule(self) -> None:
        schedule = Schedule(peak=1.0, warm_steps=10, length=100.0, decay_share=0.25)
        rows = [(0, 0.0, 0.1), (9, 5.0, 1.0), (500, 74.0, 1.0), (600, 87.5, 0.5), (700, 100.0, 0.0), (800, 130.0, 0.0)]
        for step, spent, rate in rows:
            self.assertAlmostEqual(schedule.rate(step, spent), rate)

    def test_parameters_are_counted(self) -> None:
        for shape in SHAPES.values():
            small = replace(shape, vocabulary=64)
            self.assertEqual(sum(p.numel() for p in Decoder(small).parameters()), small.parameters)


if __name__ == "__main__":
    unittest.main()
