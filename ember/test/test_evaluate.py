"""Held-out cases and the n-gram baseline."""

import random
import unittest

from ember.data.cases import case_of
from ember.evaluate.ngram import Baseline

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


if __name__ == "__main__":
    unittest.main()
