"""GGUF: what is written can be read, and Q8_0 is llama.cpp's."""

import struct
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from ember.export.export import metadata, tensors, visible
from ember.export.gguf import F16, F32, dequantized, plain, quantized, quantized4, write_gguf
from ember.export.read import read_gguf
from ember.export.weights import released
from ember.test.test_model import SHAPE
from ember.test.test_tokenizer import train
from ember.train.model import Decoder


class Quantization(unittest.TestCase):
    def test_a_block_is_a_scale_and_32_bytes(self) -> None:
        values = np.zeros((1, 32), dtype=np.float32)
        values[0, :3] = 12.7, -6.4, 0.04
        content = quantized(values).content
        self.assertEqual(len(content), 34)
        self.assertEqual(struct.unpack_from("<e3b", content), (np.float16(0.1), 127, -64, 0))

    def test_error_is_at_most_half_a_step_and_a_scale_s_rounding(self) -> None:
        values = np.random.default_rng(0).normal(size=(64, 96)).astype(np.float32)
        largest = np.abs(values.reshape(-1, 32)).max(axis=1, keepdims=True)
        apart = np.abs(dequantized(quantized(values)) - values).reshape(-1, 32)
        self.assertTrue((apart <= largest * (0.5 / 127 + 0.0006)).all())

    def test_four_bits_are_off_by_half_a_step_at_most(self) -> None:
        values = np.random.default_rng(4).normal(size=(8, 64)).astype(np.float32)
        apart = np.abs(dequantized(quantized4(values)) - values).reshape(-1, 32)
        step = np.abs(values.reshape(-1, 32)).max(axis=1) / 8
        # The end of the scale that is opposite to the farthest number is one step short.
        self.assertTrue((apart.max(axis=1) <= 1.02 * step).all())
        self.assertTrue((np.median(apart, axis=1) <= 0.5 * step).all())

    def test_zeros_stay_zeros(self) -> None:
        self.assertFalse(dequantized(quantized(np.zeros((2, 64)))).any())


class Files(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "model.gguf"

    def test_values_and_tensors_come_back(self) -> None:
        values = {"a": 7, "b": "é", "c": True, "d": 0.5, "e": ["x", "y z"], "f": [1, -2]}
        stored = {"one": plain(np.arange(6.0).reshape(2, 3), F32), "two": plain(np.ones(5), F16)}
        write_gguf(self.path, values, stored)
        self.assertEqual(read_gguf(self.path), (values, stored))

    def test_a_model_comes_back_from_its_release(self) -> None:
        tokenizer = train(["def f(x):\n    return x\n" * 9], "qwen2", 320)
        shape = replace(SHAPE, vocabulary=tokenizer.size)
        weights = Decoder(shape).state_dict()
        write_gguf(self.path, metadata(shape, tokenizer, "q8_0"), tensors(weights, shape, "q8_0"))
        found_shape, found = released(self.path)
        self.assertEqual(found_shape, shape)
        self.assertEqual(found.keys(), weights.keys())
        for name, values in weights.items():
            self.assertLess((found[name] - values).abs().max(), 0.001, name)
            self.assertEqual(found[name].dtype, torch.float32)

    def test_another_file_is_refused(self) -> None:
        self.path.write_bytes(b"PK" + bytes(40))
        with self.assertRaisesRegex(ValueError, "no GGUF file"):
            read_gguf(self.path)

    def test_bytes_are_shown_as_gpt_2_does(self) -> None:
        self.assertEqual(visible(b"a \n\t\xc3"), "aĠĊĉÃ")
        self.assertEqual(len({visible(bytes([value])) for value in range(256)}), 256)


if __name__ == "__main__":
    unittest.main()
