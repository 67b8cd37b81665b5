/** How the languages, by the ids of editors, do what actions ask for; each a part of a sentence. */
interface Convention {
  documentation?: string;
  types?: string;
  comprehension?: string;
}

/** How a declaration is documented in this language, in a text that may show the project's own style. */
export function documentationConvention(languageId: string, text: string): string {
  const known = conventions[languageId]?.documentation;
  if (languageId === "python") return `${known} ${pythonStyle(text)}`;
  return known ?? "a comment above the declaration, in the convention of its language.";
}

/** How types are written in this language. */
export function typesConvention(languageId: string): string {
  return conventions[languageId]?.types ?? "the language's own type annotations.";
}

/** What takes a loop's place in this language. */
export function comprehensionConvention(languageId: string): string {
  return conventions[languageId]?.comprehension ?? "an expression without a loop.";
}

/** Whether code of this language may lack types that it could have. */
export function hasTypesToAdd(languageId: string): boolean {
  return conventions[languageId]?.types !== undefined;
}

/** Whether a loop may become an expression in this language. */
export function hasComprehensions(languageId: string): boolean {
  return conventions[languageId]?.comprehension !== undefined;
}

const arrayMethods =
  "`map`, `filter`, `flatMap`, `some`, `every`, `find` or `reduce`, whichever says it plainest.";
const script = {
  types:
    "TypeScript's annotations: the parameters, the result, and what is `any`. Names of types that the file has or imports go before new ones.",
  comprehension: arrayMethods,
};
const tsDoc =
  "a TSDoc comment `/** … */` above it, with `@param name - …`, `@returns` and `@throws` where they say more than the signature; no types, because the signature has them.";
const jsDoc =
  "a JSDoc comment `/** … */` above it, with `@param {type} name - …`, `@returns {type} …` and `@throws` where there is something to say.";
const doxygen =
  "a Doxygen comment `/** … */` above it, with `@brief`, `@param`, `@return` and what it demands of its caller.";
const jsTypes = {
  types: "JSDoc comments: `@param {type} name`, `@returns {type}`; the code itself stays as it is.",
  comprehension: arrayMethods,
};

const conventions: Readonly<Record<string, Convention>> = {
  typescript: { ...script, documentation: tsDoc },
  typescriptreact: { ...script, documentation: tsDoc },
  javascript: { ...jsTypes, documentation: jsDoc },
  javascriptreact: { ...jsTypes, documentation: jsDoc },
  python: {
    documentation:
      'a docstring `"""…"""` as the first statement of its body, as PEP 257 has it: one line that ends with a period and says in the imperative what it does, then, after an empty line, what else a caller has to know.',
    types:
      "annotations as PEP 484 has them, with built-in generics (`list[str]`) and `X | None`; `self` and `cls` stay without.",
    comprehension:
      "a list, dict or set comprehension, a generator expression, or `any`, `all` or `sum`.",
  },
  go: {
    documentation:
      "a doc comment `// Name …` right above it: whole sentences, of which the first begins with the name that is declared.",
  },
  rust: {
    documentation:
      "a doc comment `///` above it: a summary line, then what else there is to know, with `# Errors`, `# Panics` and `# Safety` where they apply.",
    comprehension: "an iterator chain: `map`, `filter`, `collect`, `sum`, `any` and the like.",
  },
  java: {
    documentation:
      "a Javadoc comment `/** … */` above it, above its annotations too: a summary sentence, then `@param`, `@return` and `@throws`.",
    comprehension: "a stream: `stream()`, `map`, `filter`, `toList()` and the like.",
  },
  kotlin: {
    documentation: "a KDoc comment `/** … */` above it, with `@param`, `@return` and `@throws`.",
    comprehension: "`map`, `filter`, `associate`, `sumOf` and the like.",
  },
  scala: { documentation: "a Scaladoc comment `/** … */` above it, with `@param` and `@return`." },
  csharp: {
    documentation:
      'an XML comment `///` above it: `<summary>`, `<param name="…">`, `<returns>` and `<exception cref="…">`.',
    comprehension: "a LINQ expression: `Select`, `Where`, `ToList`, `Sum`, `Any` and the like.",
  },
  php: {
    documentation: "a PHPDoc comment `/** … */` above it, with `@param`, `@return` and `@throws`.",
    types:
      "native types of parameters, properties and results, with `?` or unions where they apply.",
    comprehension: "`array_map`, `array_filter` or `array_reduce`.",
  },
  ruby: {
    documentation: "a YARD comment `#` above it, with `@param`, `@return` and `@raise`.",
    comprehension: "`map`, `select`, `each_with_object`, `sum` and the like.",
  },
  c: { documentation: doxygen },
  cpp: { documentation: doxygen, comprehension: "an algorithm of `<algorithm>` or `<ranges>`." },
  swift: {
    documentation: "a comment `///` above it, with `- Parameters:`, `- Returns:` and `- Throws:`.",
    comprehension: "`map`, `filter`, `compactMap` or `reduce`.",
  },
  dart: { documentation: "a comment `///` above it, with other names in square brackets." },
  lua: { documentation: "comments `---` above it, with `@param name type` and `@return type`." },
  elixir: { documentation: 'a `@doc """…"""` above it.' },
  shellscript: {
    documentation:
      "comments `#` above it: what it does, its arguments, what it prints and returns.",
  },
};

/** The style of docstrings that a file has already; there is no telling in a file without any. */
function pythonStyle(text: string): string {
  if (/^\s*(?:Args|Returns|Raises):\s*$/m.test(text))
    return "Parameters stand under `Args:`, the result under `Returns:`, errors under `Raises:`, as in the rest of the file.";
  if (/^\s*(?:Parameters|Returns)\s*\n\s*-{3,}\s*$/m.test(text))
    return "Parameters and the result stand in underlined sections, as NumPy has them and as in the rest of the file.";
  if (/^\s*:(?:param|returns?|raises)\b/m.test(text))
    return "Parameters and the result stand as `:param name:`, `:returns:` and `:raises Error:`, as in the rest of the file.";
  return "Parameters, the result and errors are named in sentences, where their names do not say enough.";
}
