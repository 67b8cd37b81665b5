"""A whole training in small: it logs, ends, goes on from its checkpoint and from its release."""

import json
import tempfile
import unittest
from pathlib import Path

import torch

from ember.export import export
from ember.test.test_samples import TEXT
from ember.test.test_tokenizer import train
from ember.train.train import main


class Training(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for part in ("train", "held-out"):
            (self.folder / part).mkdir()
            rows = [{"path": f"src/{n}.py", "language": "python", "text": TEXT[n * 90 :]} for n in range(4)]
            lines = "\n".join(map(json.dumps, rows))
            (self.folder / part / "owner+name.jsonl").write_text(lines + "\n")
        train([TEXT], "qwen2", 400).save(self.folder / "tokenizer.json")
        threads = torch.get_num_threads()
        self.addCleanup(torch.set_num_threads, threads)

    def run_training(self, *options: str) -> list[dict]:
        f = self.folder
        main([
            "--run", "small", "--shape", "tiny", "--batch-tokens", "512", "--context", "256", "--decay-context", "128",
            "--warm-steps", "2", "--threads", "1", "--evaluate-steps", "1000", "--corpus", f"{f}/train",
            "--held-out", f"{f}/held-out", "--tokenizer", f"{f}/tokenizer.json", "--runs", f"{f}/runs", *options,
        ])  # fmt: skip
        lines = (f / "runs/small/log.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def test_from_nothing_to_a_release_and_on(self) -> None:
        run = self.folder / "runs/small"
        first = self.run_training("--tokens", "12000")
        steps = [row["step"] for row in first if "loss" in row]
        losses = [row["loss"] for row in first if "loss" in row]
        self.assertGreaterEqual(first[-1]["tokens"], 12_000)
        self.assertLess(first[-1]["heldOut"]["loss"], losses[0])
        self.assertTrue((run / "stable.pt").exists())

        (run / "final.pt").rename(run / "checkpoint.pt")
        second = self.run_training("--tokens", "20000", "--resume")
        self.assertGreater(second[-1]["step"], steps[-1])
        self.assertGreaterEqual(second[-1]["tokens"], 20_000)
        self.assertGreater(second[-1]["seconds"], first[-1]["seconds"])
        self.assertLess(second[-1]["heldOut"]["loss"], first[-1]["heldOut"]["loss"])

        released = self.folder / "release.gguf"
        export.main([f"{run}/final.pt", "--into", str(released), "--tokenizer", f"{self.folder}/tokenizer.json"])
        third = self.run_training("--tokens", "1500", "--start", str(released))
        self.assertLess(third[-1]["tokens"], 3_000)
        self.assertLess(abs(third[-1]["heldOut"]["loss"] - second[-1]["heldOut"]["loss"]), 1.0)


if __name__ == "__main__":
    unittest.main()
