"""Near duplicates and benchmark overlap."""

import random
import unittest

import numpy as np

from ember.data.sketch import OVERLAP, near_duplicates, ngrams, sketch


def text_of(seed: int, lines: int = 60) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(f"w{chance.randrange(500)}" for _ in range(8)) for _ in range(lines)]


class Sketches(unittest.TestCase):
    def test_a_changed_copy_is_found_and_another_text_is_not(self) -> None:
        original = text_of(1)
        copy = [*original[:30], "one line more", *original[30:]]
        texts = [original, text_of(2), copy, text_of(3)]
        found = near_duplicates(np.stack([sketch("\n".join(text)) for text in texts]))
        self.assertEqual(found.tolist(), [False, False, True, False])

    def test_half_of_a_text_is_no_duplicate(self) -> None:
        texts = [text_of(1), text_of(1)[:30] + text_of(4)[:30]]
        found = near_duplicates(np.stack([sketch("\n".join(text)) for text in texts]))
        self.assertEqual(found.tolist(), [False, False])


class Overlap(unittest.TestCase):
    def test_spaces_do_not_hide_a_benchmark(self) -> None:
        case = " ".join(f"word{number}" for number in range(20))
        spaced = "before\n" + case.replace(" ", "\n\t") + " after"
        self.assertEqual(np.isin(ngrams(spaced, OVERLAP), ngrams(case, OVERLAP)).sum(), 20 - OVERLAP + 1)

    def test_a_short_text_has_none(self) -> None:
        self.assertEqual(len(ngrams("a b c", OVERLAP)), 0)


if __name__ == "__main__":
    unittest.main()
