"""Held-out cases and the n-gram baseline."""

import math
import random
import unittest
from dataclasses import replace
from pathlib import Path

import torch

from ember.data.cases import case_of
from ember.evaluate.loss import Surprise, sample_of, surprise_of
from ember.evaluate.ngram import Baseline
from ember.tokenizer.tokenizer import Tokenizer
from ember.train.config import SHAPES
from ember.train.model import Decoder

FILE = "# a comment that is long enough\nimport os\n\ndef walk(path, depth):\n    return os.walk(path, depth + 1)\n"


class Cases(unittest.TestCase):
    def test_the_parts_make_the_file_and_the_rest_of_a_line_is_wanted(self) -> None:
        for seed in range(40):
            case = case_of(FILE, random.Random(seed))
            assert case
            prefix, middle, suffix = case
            self.assertEqual(prefix + middle + suffix, FILE)
            self.assertTrue(middle.strip())
            self.assertNotIn("\n", middle)
            self.assertNotIn("comment", prefix.rsplit("\n", 1)[-1] + middle)

    def test_a_file_of_comments_has_none(self) -> None:
        self.assertIsNone(case_of("# only\n# comments here\n", random.Random(0)))


class Ngrams(unittest.TestCase):
    def answer(self, prefix: str, corpus: str, own: int) -> str:
        baseline = Baseline([prefix], own)
        baseline.count(corpus)
        return baseline.answer(0, prefix)

    def test_rows(self) -> None:
        rows = [
            ("x = foo(", "y = foo(1)\nz = foo(2)\nw = foo(2)\n", 0, "2)"),
            ("return foo(", "x = foo(1)\nx = foo(1)\nreturn foo(7)\n", 0, "7)"),
            ("x = foo(9)\nx = foo(", "x = foo(1)\n" * 3, 0, "1)"),
            ("x = foo(9)\nx = foo(", "x = foo(1)\n" * 3, 10, "9)"),
            ("x = never(", "y = 1\n", 10, ""),
        ]
        for prefix, corpus, own, expected in rows:
            with self.subTest(prefix=prefix, own=own):
                self.assertEqual(self.answer(prefix, corpus, own), expected)


class Losses(unittest.TestCase):
    case = {"path": "a.py", "prefix": "import os\nprint(", "middle": "os.name)", "suffix": "\n"}
    tokenizer = Tokenizer.load(Path("ember/release/tokenizer.json"))

    def test_the_middle_of_a_sample_is_the_answer_and_its_end(self) -> None:
        sample = sample_of(self.case, self.tokenizer)
        middle = sample.tokens[sample.middle :]
        self.assertEqual(middle, [*self.tokenizer.encode("os.name)"), self.tokenizer.special["<|endoftext|>"]])

    def test_weights_that_know_nothing_are_as_surprised_as_a_die_of_all_tokens(self) -> None:
        torch.manual_seed(1)
        model = Decoder(replace(SHAPES["tiny"], vocabulary=self.tokenizer.size), torch.float32)
        nats, tokens = surprise_of(model, self.tokenizer, self.case)
        self.assertEqual(tokens, len(self.tokenizer.encode("os.name)")) + 1)
        self.assertAlmostEqual(nats / tokens, math.log(self.tokenizer.size), delta=0.3)

    def test_cells(self) -> None:
        surprise = Surprise()
        surprise.add(nats=math.log(2) * 8, tokens=4, size=8)
        self.assertEqual(surprise.cells, ("1", "1.39", "1.00"))


if __name__ == "__main__":
    unittest.main()
