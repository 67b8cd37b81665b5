import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type ChatMaterial, type FittedChat, fitChat } from "../../../server/prompt/fitChat.ts";

const room = { size: 1000, answer: 200, charactersPerToken: 1 };
const text = (length: number, letter = "x"): string => letter.repeat(length);
const turn = (context: number, said = 50) => ({
  ...{ context: text(context, "c"), question: text(20, "q"), answer: text(said, "a") },
});

function fitting(material: Partial<ChatMaterial>): FittedChat {
  return fitChat(
    {
      ...{ instructions: text(50), rules: [], past: [], attachments: [], snippets: [] },
      question: text(20),
      ...material,
    },
    room,
  );
}

/** What is wanted of the context, and what becomes of it. */
const rows: [
  name: string,
  material: Partial<ChatMaterial>,
  becomes: (fitted: FittedChat) => unknown,
][] = [
  [
    "a short question is whole",
    {},
    ({ question, cut }) => question.length === 20 && cut.length === 0,
  ],
  [
    "a question that fills everything is cut, and said to be",
    { question: text(2000) },
    ({ question, cut }) => question.length <= 480 && cut[0]?.what === "question",
  ],
  [
    "a picture takes room, and one that has none is said to be left out",
    { pictures: ["data:image/png;base64,"] },
    ({ pictures, cut }) => pictures.length === 0 && cut[0]?.label === "A picture",
  ],
  [
    "rules have a share of their own",
    { rules: [text(400)] },
    ({ tokens, cut }) => tokens.rules <= 118 && cut[0]?.what === "rules",
  ],
  [
    "a short attachment leaves its share to a long one",
    {
      attachments: [
        { label: "a", text: text(30) },
        { label: "b", text: text(900) },
      ],
    },
    ({ tokens, cut }) => tokens.attachments > 400 && cut.length === 1 && cut[0]?.label === "b",
  ],
  [
    "what was found takes a quarter, and more where nothing else wants it",
    { snippets: Array.from({ length: 12 }, () => text(90)) },
    ({ snippets }) => snippets >= 6,
  ],
  [
    "what was found leaves the room to a conversation",
    { snippets: Array.from({ length: 12 }, () => text(90)), past: [turn(300), turn(100)] },
    ({ snippets, past }) => snippets === 2 && past.length === 2,
  ],
  [
    "the oldest turns lose their context first",
    { past: [turn(300), turn(300), turn(100)] },
    ({ past, stripped, dropped }) =>
      past.length === 3 &&
      past[0]?.context === "" &&
      stripped > 0 &&
      dropped === 0 &&
      past[2]?.context !== "",
  ],
  [
    "then the oldest turns are dropped",
    { past: Array.from({ length: 20 }, () => turn(50, 100)) },
    ({ past, dropped }) => dropped > 10 && past.length + dropped === 20,
  ],
  [
    "a summary stands behind the instructions",
    { summary: "They want tests." },
    ({ system }) => system.endsWith("\n\nThey want tests."),
  ],
];

describe("what goes into a chat's prompt", () => {
  for (const [name, material, becomes] of rows)
    it(name, () => {
      const fitted = fitting(material);
      assert.ok(becomes(fitted), JSON.stringify(fitted.tokens));
      const sum = Object.values(fitted.tokens).reduce((total, tokens) => total + tokens, 0);
      assert.ok(sum <= room.size - room.answer, `${sum} tokens`);
    });

  it("never takes more than there is, whatever is asked", () => {
    let seed = 7;
    const random = (most: number): number => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed % most;
    };
    for (let round = 0; round < 300; round += 1) {
      const fitted = fitting({
        question: text(random(1500)),
        rules: [text(random(600))],
        past: Array.from({ length: random(8) }, () => turn(random(400), random(300))),
        attachments: Array.from({ length: random(4) }, () => ({
          label: "a",
          text: text(random(900)),
        })),
        snippets: Array.from({ length: random(12) }, () => text(random(200))),
      });
      const sum = Object.values(fitted.tokens).reduce((total, tokens) => total + tokens, 0);
      assert.ok(sum <= room.size - room.answer, `${sum} tokens in round ${round}`);
    }
  });
});
