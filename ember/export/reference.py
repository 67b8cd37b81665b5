"""What PyTorch says about weights: tokens and log-probabilities for compare.mjs.

    python3 -m ember.export.reference WEIGHTS --into ember/runs/reference.json

WEIGHTS is a checkpoint, or the GGUF file itself: then it is read back, and what
is left to differ is llama.cpp's arithmetic alone.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from ember.export.weights import read_weights
from ember.tokenizer.tokenizer import Tokenizer
from ember.train.batches import read_corpus
from ember.train.model import Batch, Decoder

PROMPTS = [
    "<|file_sep|>src/sum.ts\n<|fim_suffix|>;\n}\n<|fim_prefix|>export function sum(a: number, b: number): number {\n"
    "  return <|fim_middle|>",
    "<|fim_suffix|>\n<|fim_prefix|>import os\n\ndef read(path):\n    with open(<|fim_middle|>",
    "<|file_sep|>main.go\npackage main\n\nimport (\n\t\"fmt\"\n",
    "<|im_start|>user\nWhat is a list?<|im_end|>\n",
]
# Text that tempts a tokenizer: indentation, both line ends, accents, emoji, digits, odd spaces.
TEXTS = [
    "def f(x):\n    if x:\n        return x\n\n\n    return None\n",
    "if (a) {\r\n\tb();\r\n}\r\n\r\n\r\n",
    "\t\t\tif err != nil {\n\t\t\t\treturn nil, err\n\t\t\t}\n",
    "const größe = \"naïve café 北京 مرحبا\"; // 👩‍👩‍👧 ok 🎉\n",
    "x=0x1F+1_000_000.5e-10;y>>=3;z===w?'a':`${b}`",
    "a  b   c \t d\u00a0e\u2003f \x1c g\x85h   ",
    "it's we'll I'VE don't 'single' \"double\" '''doc'''",
    "   \n \n\t\n  x\n",
    "std::vector<std::pair<int, int>>&& v{}; #include <map>\n",
    "<|fim_prefix|> is text here, not a token <|file_sep|>",
    "½ ² ٣ Ⅷ ①二 ñ é",
    "\u200b\u200d\ufeff zero width",
]


def single(tokens: list[int]) -> Batch:
    """One document as a batch."""
    count = len(tokens)
    row = torch.tensor([tokens])
    return Batch(
        row, row, torch.ones(1, count), torch.arange(count, dtype=torch.int32)[None],
        torch.zeros(1, count, dtype=torch.int32),
    )  # fmt: skip


def corpus_texts(folder: Path) -> list[str]:
    """The begins of every eighth file of a part of the corpus, some with Windows line ends."""
    sources = [source for files in read_corpus(folder).values() for source in files][::8]
    texts = [source.text[:4000] for source in sources]
    return texts + [text.replace("\n", "\r\n") for text in texts[::10]]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, default=Path("ember/release/tokenizer.json"))
    parser.add_argument("--corpus", type=Path, help="also tokenise the begins of these files (ember/corpus/held-out)")
    options = parser.parse_args()
    tokenizer = Tokenizer.load(options.tokenizer)
    shape, weights = read_weights(options.weights)
    model = Decoder(shape, torch.float32)
    model.load_state_dict(weights)
    prompts = []
    for prompt in PROMPTS:
        tokens = tokenizer.encode_special(prompt)
        with torch.no_grad():
            logits = model.logits(single(tokens))[0, -1].log_softmax(-1)
        top = logits.topk(40)
        prompts.append({"tokens": tokens, "ids": top.indices.tolist(), "logProbabilities": top.values.tolist()})
    texts = TEXTS + (corpus_texts(options.corpus) if options.corpus else [])
    options.into.write_text(
        json.dumps({"prompts": prompts, "texts": [{"text": text, "tokens": tokenizer.encode(text)} for text in texts]})
    )


if __name__ == "__main__":
    main()
