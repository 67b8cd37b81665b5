"""Trains Ember. The same script serves two CPU cores and a GPU.

    nohup setsid nice -n 19 python3 -m ember.train.train --run NAME --shape cpu-256 --minutes 60 &

Writes ember/runs/NAME/: log.jsonl (loss against tokens and seconds),
checkpoint.pt (every few minutes; --resume goes on from it) and, at the end of
the decay, final.pt. `touch ember/runs/NAME/decay` ends the stable part early;
SIGTERM saves and stops.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import torch

from ember.export.weights import read_weights
from ember.tokenizer.tokenizer import Tokenizer
from ember.train.batches import Feed, loader
from ember.train.config import SHAPES
from ember.train.model import Batch, Decoder
from ember.train.optimizer import Optimizer
from ember.train.schedule import Schedule

SAVE_SECONDS, LOG_STEPS = 180, 20
HELD_OUT_BATCHES = 12


def main(argv: list[str] | None = None) -> None:
    """Command line."""
    options = arguments(argv)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    folder: Path = options.runs / options.run
    folder.mkdir(parents=True, exist_ok=True)
    model = build_model(options).to(device)
    optimizer = Optimizer(model, muon=options.optimizer == "muon")
    progress = {"step": 0, "tokens": 0, "seconds": 0.0}
    if options.resume:
        progress = restore(folder / "checkpoint.pt", model, optimizer, device)
    Run(options, folder, model, optimizer, device, progress).train()


class Run:
    """One training run from where `progress` stands."""

    def __init__(self, options, folder: Path, model: Decoder, optimizer: Optimizer, device: str, progress: dict):
        self.options, self.folder, self.model, self.optimizer = options, folder, model, optimizer
        self.device, self.progress = device, progress
        # torch.compile exists from torch 2 on and pays on a GPU; the CPU has its own kernels.
        self.forward = torch.compile(model) if device == "cuda" and hasattr(torch, "compile") else model
        length = options.minutes * 60 if options.tokens is None else options.tokens
        self.schedule = Schedule(options.rate, options.warm_steps, length, options.decay_share)
        self.stopped = False
        signal.signal(signal.SIGTERM, self._stop)

    def train(self) -> None:
        """Steps until the schedule's end; saves on the way and at the end."""
        options, progress = self.options, self.progress
        context = options.context
        batches = loader(self._feed(context, options.corpus, progress["step"] + options.seed), options.workers)
        held_out = self._held_out()
        begun, before, saved = time.time(), progress["seconds"], time.time()
        self._log({"parameters": self.model.shape.parameters, "shape": self.model.shape.as_dict(), "options": vars(options)})
        recent: list[tuple[float, float]] = []
        while not self.stopped:
            spent = progress["tokens"] if options.tokens else progress["seconds"]
            if (self.folder / "decay").exists() and spent < self.schedule.decay_begin:
                self._begin_decay(spent)
            if spent >= self.schedule.length:
                break
            if spent >= self.schedule.decay_begin and context != options.decay_context:
                torch.save(self._state(), self.folder / "stable.pt")
                context = options.decay_context
                batches = loader(self._feed(context, options.corpus, progress["step"] + options.seed), options.workers)
            rate = self.schedule.rate(progress["step"], spent)
            recent.append(self._step(next(batches), rate))
            progress["step"] += 1
            progress["seconds"] = before + time.time() - begun
            if progress["step"] % LOG_STEPS == 0:
                loss, middle = (sum(values) / len(recent) for values in zip(*recent))
                self._log({**progress, "rate": rate, "loss": loss, "middle": middle})
                recent = []
            if progress["step"] % options.evaluate_steps == 0:
                self._log({**progress, "heldOut": self._evaluate(held_out)})
            if time.time() - saved > SAVE_SECONDS:
                self._save("checkpoint.pt")
                saved = time.time()
        self._log({**progress, "heldOut": self._evaluate(held_out)})
        self._save("checkpoint.pt" if self.stopped else "final.pt")

    def _step(self, batch: Batch, rate: float) -> tuple[float, float]:
        self.progress["tokens"] += int((batch.weights > 0).sum())
        batch = batch.to(self.device)
        total, losses = self.forward(batch)
        total.backward()
        self.optimizer.step(rate)
        return means(batch, losses.detach())

    @torch.no_grad()
    def _evaluate(self, batches: list[Batch]) -> dict[str, float]:
        rows = [means(batch, self.forward(batch)[1]) for batch in (b.to(self.device) for b in batches)]
        loss, middle = (sum(values) / len(rows) for values in zip(*rows))
        return {"loss": loss, "middle": middle}

    def _feed(self, context: int, corpus: Path, seed: int) -> Feed:
        options = self.options
        return Feed(corpus, options.tokenizer, options.batch_tokens // context, context, seed, options.middle_weight)

    def _held_out(self) -> list[Batch]:
        batches = loader(self._feed(self.options.context, self.options.held_out, 7), 1)
        return [next(batches) for _ in range(HELD_OUT_BATCHES)]

    def _begin_decay(self, spent: float) -> None:
        length = spent + self.schedule.length - self.schedule.decay_begin
        share = 1 - spent / length
        self.schedule = replace(self.schedule, length=length, decay_share=share)

    def _stop(self, *_: object) -> None:
        self.stopped = True

    def _state(self) -> dict:
        shape = self.model.shape.as_dict()
        return {"model": self.model.state_dict(), "shape": shape, "optimizer": self.optimizer.state(), **self.progress}

    def _save(self, name: str) -> None:
        part = self.folder / f"{name}.part"
        torch.save(self._state(), part)
        os.replace(part, self.folder / name)

    def _log(self, record: dict) -> None:
        with open(self.folder / "log.jsonl", "a") as file:
            file.write(json.dumps(record, default=str) + "\n")


def means(batch: Batch, losses: torch.Tensor) -> tuple[float, float]:
    """Mean loss in nats over all learned tokens, and over the middles alone."""
    learned = batch.weights > 0
    middle = batch.weights > batch.weights[learned].min() * 1.01
    return losses[learned].mean().item(), losses[middle].mean().item() if middle.any() else 0.0


def restore(path: Path, model: Decoder, optimizer: Optimizer, device: str) -> dict:
    """Loads a checkpoint into model and optimizer; the progress it stood at."""
    if not path.exists():
        raise SystemExit(f"There is no {path} to resume. A run that ended is continued with --start FINAL.pt.")
    state = torch.load(path, map_location=device)
    model.load_state_dict(state["model"])
    optimizer.load(state["optimizer"])
    return {key: state[key] for key in ("step", "tokens", "seconds")}


def build_model(options: argparse.Namespace) -> Decoder:
    """New weights of the shape that was asked for, or those of --start in their own shape."""
    if options.start is None:
        shape = replace(SHAPES[options.shape], vocabulary=Tokenizer.load(options.tokenizer).size)
        return Decoder(replace(shape, layers=options.layers or shape.layers))
    shape, weights = read_weights(options.start)
    model = Decoder(shape)
    model.load_state_dict(weights)
    return model


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    """All options with their defaults, which are those of the released run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--run", required=True, help="name of the folder under --runs")
    add("--shape", choices=SHAPES, default="cpu-256")
    add("--layers", type=int, help="layers instead of the shape's")
    add("--minutes", type=float, default=60, help="length of the run in minutes of training")
    add("--tokens", type=float, help="length in learned tokens instead")
    add("--decay-share", type=float, default=0.25, help="last part of the run, in which the rate falls to 0")
    add("--context", type=int, default=512, help="tokens of a row before the decay")
    add("--decay-context", type=int, default=1024, help="tokens of a row in the decay")
    add("--batch-tokens", type=int, default=4096)
    add("--rate", type=float, default=0.02, help="peak rate of Muon (AdamW takes a fifth)")
    add("--optimizer", choices=("muon", "adamw"), default="muon")
    add("--warm-steps", type=int, default=100)
    add("--middle-weight", type=float, default=2.0)
    add("--threads", type=int, default=2)
    add("--workers", type=int, default=1, help="processes that make batches")
    add("--evaluate-steps", type=int, default=250)
    add("--seed", type=int, default=1)
    add("--resume", action="store_true", help="go on from the run's checkpoint.pt")
    add("--start", type=Path, help="weights to begin from (.pt or .gguf), with a fresh optimiser")
    add("--corpus", type=Path, default=Path("ember/corpus/train"))
    add("--held-out", type=Path, default=Path("ember/corpus/held-out"))
    add("--tokenizer", type=Path, default=Path("ember/release/tokenizer.json"))
    add("--runs", type=Path, default=Path("ember/runs"))
    options = parser.parse_args(argv)
    with suppress(FileNotFoundError):
        (options.runs / options.run / "decay").unlink()
    return options


if __name__ == "__main__":
    main()
