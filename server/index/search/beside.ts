import type { Question } from "./question.ts";

const folders = /(^|\/)(tests?|__tests__|specs?|testdata|fixtures|__mocks__|examples?|docs?)\//i;
const names = /[._-](test|spec)\.\w+$|(^|\/)(test_[^/]*|conftest\.py)$|_test\.\w+$/i;
const documents = /\.(md|mdx|rst|txt|adoc|json|lock|ya?ml|svg)$/i;
const asked =
  /^(tests?|testing|specs?|fixtures?|mocks?|examples?|docs?|documentation|readme|changelog|json|ya?ml|markdown)$/;

/** Whether a file stands beside the code: tests, examples, documents and settings. */
export function isBeside(path: string): boolean {
  return folders.test(path) || names.test(path) || documents.test(path);
}

/** Whether a question asks for what stands beside the code. */
export function asksBeside({ words, paths }: Question): boolean {
  return words.some((word) => asked.test(word)) || paths.some(isBeside);
}
