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
/**
 * @typedef {object} Reference
 * @property {{ text: string, tokens: number[] }[]} texts
 * @property {{ tokens: number[], ids: number[], logProbabilities: number[] }[]} prompts
 */
/** @type {Reference} */
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
    const found = model.tokenize(text, false);
    if (JSON.stringify(found) === JSON.stringify(tokens)) return [];
    return [`tokens differ: ${JSON.stringify(text.slice(0, 80))}\n  ${tokens}\n  ${found}`];
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
    const input = tokens.map((id) => /** @type {import("node-llama-cpp").Token} */ (id));
    const last = input.pop();
    if (last === undefined) continue;
    const results = await sequence.controlledEvaluate([
      ...input,
      [last, { generateNext: { probabilities: true } }],
    ]);
    const found = new Map(results.at(-1)?.next.probabilities);
    const differences = ids.map((id, index) => {
      const probability = found.get(/** @type {import("node-llama-cpp").Token} */ (id)) ?? 0;
      return Math.abs(Math.log(probability) - (logProbabilities[index] ?? 0));
    });
    const most = Math.max(...differences);
    console.log(`${tokens.length} tokens: at most ${most.toFixed(4)} nats apart`);
    if (!(most <= largestDifference)) failures.push(`log-probabilities differ by ${most} nats`);
  }
  return failures;
}
