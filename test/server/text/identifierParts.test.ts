import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { identifierParts, identifierPartsIn } from "../../../server/text/identifierParts.ts";

const names: readonly (readonly [name: string, parts: string])[] = [
  ["name", "name"],
  ["getUserName", "get user name"],
  ["get_user_name", "get user name"],
  ["MAX_SIZE", "max size"],
  ["HTTPServer", "http server"],
  ["parseHTTPRequest_v2", "parse http request v 2"],
  ["utf8", "utf 8"],
  ["XMLHttpRequest", "xml http request"],
  ["__init__", "init"],
  ["aB", "a b"],
  ["größteZahl", "größte zahl"],
  ["ÜberSicht", "über sicht"],
  ["变量名", "变量名"],
  ["_", ""],
];

const texts: readonly (readonly [text: string, parts: string])[] = [
  ["const userName = read(the_file);", "user name the file"],
  ["plain words and Capitals, nothing ELSE", ""],
  ["x2 = __init__()", "x 2 init"],
  ["  HTTPServer", "http server"],
  ["a.bC.d", "b c"],
];

describe("the parts of a name", () => {
  for (const [name, parts] of names)
    it(`of ${name}`, () => assert.equal(identifierParts(name).join(" "), parts));
  for (const [text, parts] of texts)
    it(`in ${text}`, () => assert.equal(identifierPartsIn(text), parts));
  it("of a very long line without a space come at once", () => {
    assert.equal(identifierPartsIn("aB".repeat(500_000)), "");
    assert.equal(identifierPartsIn("_".repeat(1_000_000)), "");
  });
});
