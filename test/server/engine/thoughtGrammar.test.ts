import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { behindThought } from "../../../server/engine/thoughtGrammar.ts";
import { thoughtMarks } from "../../../server/engine/thoughts.ts";
import { randomNumbers } from "../../bench/random.ts";

const grammar = 'root ::= "yes"';

/** Where a thought ends by its rules, each of which takes one character and says which comes next. */
function endOfThought(rules: string, text: string): number {
  let rule: string | undefined = "ingle-thought-0-0";
  for (const [index, character] of [...text].entries()) {
    const alternatives: string[] =
      rules.match(new RegExp(`^${rule} ::= (.*)$`, "m"))?.[1]?.split(" | ") ?? [];
    const hex = `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
    const taken = alternatives.filter((each) =>
      each.startsWith("[^")
        ? !each.slice(0, each.indexOf("]")).includes(hex)
        : each.startsWith(`"${hex}"`),
    );
    assert.equal(taken.length, 1, `${rule} at ${JSON.stringify(character)}`);
    rule = taken[0]?.split(" ")[1];
    if (rule === undefined) return index + 1;
  }
  return -1;
}

describe("a grammar behind a thought", () => {
  it("leaves the grammar of a model that does not think as it is", () => {
    const { grammar: rules, root } = behindThought(grammar, {
      prompt: "",
      template: "{{ messages }}",
    });
    assert.match(rules, new RegExp(`^${root} ::=\\s+root$`, "m"));
    assert.ok(rules.endsWith(grammar));
  });

  it("allows the thoughts that the template speaks of, and no others", () => {
    const template = "{% if thinking %}[THINK]{% endif %}";
    const { grammar: rules } = behindThought(grammar, { prompt: "", template });
    const [text = ""] = rules.split("\n");
    assert.match(text, /^ingle-text ::= \(\(.*\) ingle-space\)\? root$/);
    assert.equal(text.split(" | ").length, 1);
    assert.equal(endOfThought(rules, "Well[/THINK]yes"), "Well[/THINK]".length);
  });

  it("wants the end of a thought that the prompt has begun", () => {
    const { grammar: rules } = behindThought(grammar, {
      prompt: "assistant\n<think>\n",
      template: "",
    });
    assert.match(rules, /^ingle-text ::= ingle-thought-0-0 ingle-space root$/m);
    assert.equal(endOfThought(rules, "Well</think>yes"), "Well</think>".length);
  });

  for (const { begin, end } of thoughtMarks)
    it(`ends a thought where its mark stands for the first time: ${JSON.stringify(end)}`, () => {
      const { grammar: rules } = behindThought(grammar, { prompt: begin, template: "" });
      const random = randomNumbers(7);
      for (let round = 0; round < 200; round += 1) {
        // Beginnings of the mark one after the other are what is easily mistaken for it.
        const parts = Array.from({ length: 6 }, () =>
          end.slice(0, Math.floor(random() * (end.length + 2))),
        );
        const text = parts.join(random() < 0.5 ? "" : "x");
        const at = text.indexOf(end);
        assert.equal(
          endOfThought(rules, text),
          at < 0 ? -1 : at + end.length,
          JSON.stringify(text),
        );
      }
    });
});
