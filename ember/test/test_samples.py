"""Samples have the form of the prompt that the extension sends."""

import random
import unittest

import numpy as np

from ember.test.test_tokenizer import train
from ember.train.batches import batch_of, pack
from ember.train.samples import LONGEST_MIDDLE, Sample, Sampler, Source, block_end, choose_middle

TEXT = "".join(f"def add_{n}(left, right):\n    total = left + right * {n}\n    return total\n\n\n" for n in range(60))
OTHERS = [Source("name", f"src/other_{n}.py", TEXT[: 400 + n]) for n in range(4)]


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.tokenizer = train([TEXT], "qwen2", 400)
        sampler = Sampler(cls.tokenizer, 384, 5)
        made = (sampler.sample(Source("name", "src/add.py", TEXT), OTHERS) for _ in range(400))
        cls.samples = [sample for sample in made if sample]

    def test_a_filled_middle_stands_between_its_prefix_and_suffix(self) -> None:
        marks = self.tokenizer.special
        infilled = [s for s in self.samples if s.middle < len(s.tokens)]
        self.assertGreater(len(infilled), 200)
        orders = set()
        for sample in infilled:
            ids = sample.tokens
            self.assertLessEqual(len(ids), 384)
            self.assertEqual(ids[sample.middle - 1], marks["<|fim_middle|>"])
            self.assertEqual(ids[-1], marks["<|endoftext|>"])
            suffix_at, prefix_at = ids.index(marks["<|fim_suffix|>"]), ids.index(marks["<|fim_prefix|>"])
            orders.add(suffix_at < prefix_at)
            ends = (prefix_at, sample.middle - 1) if suffix_at < prefix_at else (sample.middle - 1, suffix_at)
            suffix = self.tokenizer.decode(ids[suffix_at + 1 : ends[0]])
            prefix = self.tokenizer.decode(ids[prefix_at + 1 : ends[1]])
            middle = self.tokenizer.decode(ids[sample.middle : -1])
            self.assertIn(prefix + middle + suffix, TEXT)
        self.assertEqual(orders, {True, False})

    def test_paths_and_other_files_come_before(self) -> None:
        heads = [self.tokenizer.decode(s.tokens[:120]) for s in self.samples]
        self.assertGreater(sum(head.startswith("src/add.py\n") for head in heads), 150)
        self.assertGreater(sum(head.startswith("src/other_") for head in heads), 20)

    def test_the_same_seed_makes_the_same_samples(self) -> None:
        first, second = (Sampler(self.tokenizer, 256, 9).sample(OTHERS[0], OTHERS[1:]) for _ in range(2))
        self.assertEqual(first, second)

    def test_packed_rows_lose_nothing_and_learn_no_marks(self) -> None:
        rows = list(pack(self.samples, 512))
        self.assertEqual(sum(map(len, rows)), len(self.samples))
        batch = batch_of(rows[:6], 512, self.tokenizer, 2.0)
        marks = [i for name, i in self.tokenizer.special.items() if name != "<|endoftext|>"]
        learned = batch.weights.numpy() > 0
        self.assertFalse(np.isin(batch.targets.numpy()[learned], marks).any())
        self.assertAlmostEqual(float(batch.weights.sum()), 1.0, places=4)
        for row, samples in enumerate(rows[:6]):
            at = 0
            for sample in samples:
                self.assertEqual(batch.tokens[row, at : at + len(sample.tokens)].tolist(), sample.tokens)
                self.assertEqual(batch.positions[row, at].item(), 0)
                self.assertEqual(set(batch.first[row, at : at + len(sample.tokens)].tolist()), {at})
                self.assertEqual(batch.weights[row, at + len(sample.tokens) - 1].item(), 0.0)
                at += len(sample.tokens)


class Middles(unittest.TestCase):
    def test_bounds(self) -> None:
        chance = random.Random(3)
        for _ in range(500):
            begin, end = choose_middle(TEXT, chance)
            self.assertLessEqual(0, begin)
            self.assertLessEqual(begin, end)
            self.assertLessEqual(end - begin, 2 * LONGEST_MIDDLE)

    def test_a_block_ends_before_the_dedent(self) -> None:
        text = "if a:\n    b()\n\n    c()\nd()\n"
        self.assertEqual(text[: block_end(text, 0, 5)], "if a:\n    b()\n\n    c()")

    def test_plain_files_have_no_middle(self) -> None:
        self.assertEqual(Sample([1, 2], 2).middle, 2)


if __name__ == "__main__":
    unittest.main()
