"""Byte-level BPE: what it merges, and that no text is lost."""

import unittest
from collections import Counter

from ember.export.reference import TEXTS
from ember.tokenizer.bpe import tokens_of, train_merges
from ember.tokenizer.pretokenize import PATTERNS, word_pattern
from ember.tokenizer.tokenizer import SPECIAL, Tokenizer
from ember.tokenizer.train import train


class Merges(unittest.TestCase):
    def test_counts_decide_and_ties_go_to_the_smaller_pair(self) -> None:
        merges = train_merges(Counter({b"abc": 5, b"ab": 2, b"xy": 7}), 259)
        self.assertEqual(merges, [(97, 98), (120, 121), (256, 99)])

    def test_the_same_bytes_are_one_token(self) -> None:
        texts, made = tokens_of([(97, 98), (98, 99), (256, 99), (97, 257)])
        self.assertEqual(texts[256:], [b"ab", b"bc", b"abc"])
        self.assertEqual(made, [256, 257, 258, 258])


class Words(unittest.TestCase):
    ROWS = [
        ("gpt-2", "\n    return x2;", ["\n   ", " return", " x", "2", ";"]),
        ("qwen2", "\n    return x2;\n", ["\n", "   ", " return", " x", "2", ";\n"]),
        ("qwen2", "f(self, 12)", ["f", "(self", ",", " ", "1", "2", ")"]),
        ("qwen2", "it'S\u2028 \x1cx", ["it", "'S", "\u2028", " \x1c", "x"]),
    ]

    def test_rows(self) -> None:
        for pre, text, words in self.ROWS:
            with self.subTest(pre=pre, text=text):
                self.assertEqual(word_pattern(pre).findall(text), words)

    def test_words_cover_every_text(self) -> None:
        for pre in PATTERNS:
            for text in TEXTS:
                self.assertEqual("".join(word_pattern(pre).findall(text)), text)


class Texts(unittest.TestCase):
    tokenizer: Tokenizer

    @classmethod
    def setUpClass(cls) -> None:
        cls.tokenizer = train(TEXTS * 5, "qwen2", 400)

    def test_every_text_comes_back(self) -> None:
        for text in TEXTS:
            self.assertEqual(self.tokenizer.decode(self.tokenizer.encode(text)), text)

    def test_special_tokens_are_made_on_request_alone(self) -> None:
        ids = set(self.tokenizer.special.values())
        self.assertFalse(ids & set(self.tokenizer.encode("<|fim_prefix|>a<|endoftext|>")))
        encoded = self.tokenizer.encode_special("<|fim_prefix|>a<|endoftext|>")
        self.assertEqual(
            [encoded[0], encoded[-1]],
            [self.tokenizer.special["<|fim_prefix|>"], self.tokenizer.special["<|endoftext|>"]],
        )

    def test_ids_are_dense(self) -> None:
        self.assertEqual(self.tokenizer.size, len(self.tokenizer.bytes) + len(SPECIAL))
        self.assertEqual(max(self.tokenizer.special.values()), self.tokenizer.size - 1)


if __name__ == "__main__":
    unittest.main()
