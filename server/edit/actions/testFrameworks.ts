/** A test framework: its name for a prompt, and how a test or a project's manifest shows it. */
interface Framework {
  name: string;
  inTest?: RegExp;
  inManifest?: RegExp;
}

interface Row {
  languages: readonly string[];
  /** Files beside or above a source that may name the framework. */
  manifests: readonly string[];
  frameworks: readonly Framework[];
  /** What is used where nothing tells. */
  usual: string;
}

/** Files in which the project of a language says what it tests with. */
export function testManifests(languageId: string): readonly string[] {
  return rowOf(languageId)?.manifests ?? [];
}

/** Whether Ingle knows how tests of this language are written. */
export function hasTestFramework(languageId: string): boolean {
  return rowOf(languageId) !== undefined;
}

/** What tests are written with: as a test shows it, else as a manifest says, else what is usual. */
export function testFramework(
  languageId: string,
  { test = "", manifests = [] }: { test?: string | undefined; manifests?: readonly string[] },
): string {
  const row = rowOf(languageId);
  const shown = row?.frameworks.find(({ inTest }) => inTest?.test(test));
  const named = row?.frameworks.find(({ inManifest }) =>
    manifests.some((text) => inManifest?.test(text)),
  );
  return shown?.name ?? named?.name ?? row?.usual ?? "the usual framework of the language";
}

function rowOf(languageId: string): Row | undefined {
  return rows.find(({ languages }) => languages.includes(languageId));
}

const rows: readonly Row[] = [
  {
    languages: ["typescript", "typescriptreact", "javascript", "javascriptreact"],
    manifests: ["package.json", "deno.json"],
    frameworks: [
      { name: "Vitest", inTest: /["']vitest["']/, inManifest: /"vitest"\s*:/ },
      { name: "Bun's test runner (`bun:test`)", inTest: /["']bun:test["']/ },
      { name: "Playwright Test", inTest: /["']@playwright\/test["']/ },
      { name: "Mocha with Chai", inTest: /["']chai["']/, inManifest: /"chai"\s*:/ },
      { name: "Mocha with `node:assert`", inTest: /["']mocha["']/ },
      {
        name: "Node's test runner (`node:test`) with `node:assert`",
        inTest: /["']node:test["']/,
      },
      { name: "Ava", inTest: /["']ava["']/, inManifest: /"ava"\s*:/ },
      { name: "Jest", inTest: /["']@jest\/globals["']|\bjest\.\w/, inManifest: /"jest"\s*:/ },
      {
        name: "Mocha with `node:assert`",
        inTest: /["'](?:node:)?assert(?:\/strict)?["'][\s\S]*\bdescribe\(/,
        inManifest: /"mocha"\s*:/,
      },
      { name: "Jasmine", inTest: /\bjasmine\.\w/, inManifest: /"jasmine"\s*:/ },
      { name: "Jest", inTest: /\bexpect\(/ },
      {
        name: "Node's test runner (`node:test`) with `node:assert`",
        inManifest: /\bnode (?:--[\w-]+ )*--test\b/,
      },
    ],
    usual: "Node's test runner (`node:test`) with `node:assert`",
  },
  {
    languages: ["python"],
    manifests: [
      "pyproject.toml",
      "requirements-dev.txt",
      "requirements.txt",
      "tox.ini",
      "setup.cfg",
    ],
    frameworks: [
      { name: "unittest", inTest: /\bunittest\.TestCase\b|\(TestCase\)/ },
      { name: "pytest", inTest: /^\s*(?:async )?def test_/m, inManifest: /\bpytest\b/ },
    ],
    usual: "pytest",
  },
  {
    languages: ["go"],
    manifests: ["go.mod"],
    frameworks: [
      {
        name: "Go's `testing` package with testify",
        inTest: /stretchr\/testify/,
        inManifest: /stretchr\/testify/,
      },
    ],
    usual: "Go's `testing` package, as a table of cases where there are several",
  },
  {
    languages: ["rust"],
    manifests: [],
    frameworks: [],
    usual:
      "Rust's own `#[test]` functions in a module `tests` with `#[cfg(test)]` and `use super::*;`",
  },
  {
    languages: ["java", "kotlin", "scala", "groovy"],
    manifests: ["pom.xml", "build.gradle", "build.gradle.kts"],
    frameworks: [
      { name: "Kotlin's `kotlin.test`", inTest: /kotlin\.test/ },
      {
        name: "JUnit 5",
        inTest: /org\.junit\.jupiter/,
        inManifest: /junit-jupiter|useJUnitPlatform/,
      },
      { name: "TestNG", inTest: /org\.testng/, inManifest: /testng/ },
      { name: "JUnit 4", inTest: /org\.junit\./, inManifest: /<artifactId>junit<|junit:junit/ },
    ],
    usual: "JUnit 5",
  },
  {
    languages: ["csharp"],
    manifests: [],
    frameworks: [
      { name: "xUnit", inTest: /using Xunit|\[Fact\]/ },
      { name: "NUnit", inTest: /using NUnit/ },
      { name: "MSTest", inTest: /\[TestMethod\]/ },
    ],
    usual: "xUnit",
  },
  {
    languages: ["ruby"],
    manifests: ["Gemfile"],
    frameworks: [
      { name: "RSpec", inTest: /\bRSpec\.|\bdescribe .* do\b/, inManifest: /rspec/ },
      { name: "Minitest", inTest: /Minitest|Test::Unit/, inManifest: /minitest/ },
    ],
    usual: "RSpec",
  },
  {
    languages: ["php"],
    manifests: ["composer.json"],
    frameworks: [
      { name: "Pest", inTest: /^\s*(?:it|test)\(/m, inManifest: /"pestphp\/pest"/ },
      { name: "PHPUnit", inTest: /PHPUnit/, inManifest: /"phpunit\/phpunit"/ },
    ],
    usual: "PHPUnit",
  },
  {
    languages: ["c", "cpp"],
    manifests: ["CMakeLists.txt"],
    frameworks: [
      { name: "GoogleTest", inTest: /gtest\//, inManifest: /gtest|GTest/i },
      { name: "Catch2", inTest: /catch2?[/_]/, inManifest: /catch2/i },
      { name: "doctest", inTest: /doctest/, inManifest: /doctest/ },
    ],
    usual: "GoogleTest",
  },
  {
    languages: ["swift"],
    manifests: [],
    frameworks: [{ name: "Swift Testing", inTest: /import Testing/ }],
    usual: "XCTest",
  },
  { languages: ["dart"], manifests: [], frameworks: [], usual: "the package `test`" },
];
