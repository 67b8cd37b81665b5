import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { inStyle, type NameStyle, styleFor, styleOf } from "../../../server/text/nameStyle.ts";
import { isName } from "../../../server/text/names.ts";

const names: [text: string, languageId: string, is: boolean][] = [
  ["userCount", "typescript", true],
  ["$el", "typescript", true],
  ["$el", "python", false],
  ["zähler", "python", true],
  ["user-count", "typescript", false],
  ["2nd", "typescript", false],
  ["class", "typescript", false],
  ["class", "python", false],
  ["self", "python", false],
  ["lambda", "typescript", true],
  ["package", "go", false],
  ["impl", "rust", false],
  ["virtual", "cpp", false],
  ["template", "c", false],
  ["", "typescript", false],
  ["constructor", "typescriptreact", true],
  ["const", "somethingelse", false],
];

const styles: [name: string, style: NameStyle | undefined][] = [
  ["x", "lower"],
  ["userCount", "camel"],
  ["user_count", "snake"],
  ["_user_count", "snake"],
  ["#secret", "lower"],
  ["USER_COUNT", "upper"],
  ["UserCount", "pascal"],
  ["HTTPServer", "pascal"],
  ["User_Count", undefined],
];

const conversions: [name: string, style: NameStyle, wanted: string][] = [
  ["user_count", "camel", "userCount"],
  ["userCount", "snake", "user_count"],
  ["count", "snake", "count"],
  ["Count", "camel", "count"],
  ["userCount", "upper", "USER_COUNT"],
  ["user_count", "pascal", "UserCount"],
  ["parseHTML", "camel", "parseHTML"],
  ["parseHTML", "snake", "parse_html"],
  ["_userCount", "snake", "_user_count"],
  ["layer2", "upper", "LAYER2"],
];

type Wish = Parameters<typeof styleFor>[0];
const value = { kind: "value", current: "x", siblings: [], languageId: "typescript" } as const;
const wishes: [why: string, wish: Wish, style: NameStyle][] = [
  ["its own", { ...value, current: "user_count" }, "snake"],
  ["a constant's", { ...value, current: "LIMIT" }, "upper"],
  ["the language's", value, "camel"],
  ["the language's", { ...value, languageId: "python" }, "snake"],
  ["a type's", { ...value, kind: "type", languageId: "python" }, "pascal"],
  ["its like's", { ...value, siblings: ["a_b", "c_d", "eF"] }, "snake"],
  ["its like's", { ...value, languageId: "python", siblings: ["aB", "cD"] }, "camel"],
];

describe("names", () => {
  for (const [text, languageId, is] of names)
    it(`${is ? "may" : "may not"} be ${JSON.stringify(text)} in ${languageId}`, () =>
      assert.equal(isName(text, languageId), is));
  for (const [name, style] of styles)
    it(`have a style: ${name}`, () => assert.equal(styleOf(name), style));
  for (const [name, style, wanted] of conversions)
    it(`take another: ${name} as ${style}`, () => assert.equal(inStyle(name, style), wanted));
  for (const [why, wish, style] of wishes)
    it(`should have ${why} style: ${JSON.stringify(wish)}`, () =>
      assert.equal(styleFor(wish), style));
});
