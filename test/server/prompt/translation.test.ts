import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { translationOf } from "../../../server/prompt/edit/translation.ts";

/** Comments, the editor's language, and into which they would be translated. */
const rows: [comments: string, locale: string, into: string | undefined][] = [
  ["// The sum of all counts.", "en", undefined],
  ["// The sum of all counts.", "de", "German"],
  ["// The sum of all counts.", "pt-br", "Brazilian Portuguese"],
  ["// Die Summe der Zähler, wenn es welche gibt.", "en", "English"],
  ["// Die Summe der Zähler, wenn es welche gibt.", "de", "English"],
  ["// Calcule la somme pour les compteurs.", "en", "English"],
  ["// La suma de los contadores, cuando no es cero.", "en", "English"],
  ["// 计数的总和", "en", "English"],
  ["# カウントの合計を返す", "en-US", "English"],
  ["// Сумма всех счётчиков", "en", "English"],
  ["// TODO", "en", undefined],
  ["// ----", "de", undefined],
  ["", "de", undefined],
  ["// total", "nowhere-at-all", undefined],
];

describe("the translation of comments", () => {
  for (const [comments, locale, into] of rows)
    it(`${JSON.stringify(comments)} for ${locale}: ${into}`, () => {
      assert.equal(translationOf(comments, locale)?.into, into);
    });
});
