/**
 * Compares a GGUF file in node-llama-cpp with what PyTorch said (reference.py):
 *
 *     node ember/export/compare.mjs ember/release/ember.gguf ember/runs/reference.json
 *
 * Every text must give the same tokens; of the 40 likeliest next tokens of each prompt the largest
 * difference in log-probability is printed and must stay under 0.15 nats (bf16 and Q8_0 activations
 * round; a wrong layout gives whole nats). Exits with 1 where that fails.
 */
import { readFileSync } from "node:fs";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";

const largestDifference = 0.15;
const [file, referenceFile] = process.argv.slice(2);
if (!file || !referenceFile) {
  console.error("Usage: node ember/export/compare.mjs MODEL.gguf REFERENCE.json");
  process.exit(2);
}
const reference = JSON.parse(readFileSync(referenceFile, "utf8"));
const llama = await getLlama({
  gpu: false,
  build: "never",
  skipDownload: true,
  progressLogs: false,
  logLevel: LlamaLogLevel.error,
  maxThreads: 1,
});
const model = await llama.loadModel({ modelPath: file });
const failures = [...compareTokens(), ...(await compareLogits())];
for (const failure of failures) console.error(failure);
process.exit(failures.length === 0 ? 0 : 1);

function compareTokens() {
  const wrong = reference.texts.flatMap(({ text, tokens }) => {
    const ours = model.tokenize(text, false, "trimLeadingSpace");
    const theirs = model.tokenize(text, false);
    if (same(tokens, theirs) || same(tokens, ours)) return [];
    return [`tokens differ: ${JSON.stringify(text.slice(0, 80))}\n  ${tokens}\n  ${theirs}`];
  });
  console.log(`${reference.texts.length - wrong.length} of ${reference.texts.length} texts alike`);
  return wrong;
}

async function compareLogits() {
  const context = await model.createContext({ contextSize: 512 });
  const sequence = context.getSequence();
  const failures = [];
  for (const { tokens, ids, logProbabilities } of reference.prompts) {
    await sequence.clearHistory();
    const items = tokens.slice(0, -1);
    const last = [tokens.at(-1), { generateNext: { probabilities: true } }];
    const results = await sequence.controlledEvaluate([...items, last]);
    const probabilities = results.at(-1).next.probabilities;
    const differences = ids.map((id, index) =>
      Math.abs(Math.log(probabilities.get(id) ?? 1e-30) - logProbabilities[index]),
    );
    const most = Math.max(...differences);
    console.log(
      `${tokens.length} tokens: at most ${most.toFixed(4)} nats apart; likeliest ` +
        JSON.stringify(model.detokenize([ids[0]], true)),
    );
    if (!(most <= largestDifference)) failures.push(`log-probabilities differ by ${most} nats`);
  }
  return failures;
}

function same(left, right) {
  return left.length === right.length && left.every((id, index) => id === right[index]);
}
