/** A text without line ends as a line of comment in a language; `//` where the language is unknown. */
export function commentLine(text: string, languageId: string): string {
  const row = comments.find(({ languages }) => languages.split(" ").includes(languageId));
  if (row === undefined) return `// ${text}`;
  return "end" in row ? `${row.start} ${text} ${row.end}` : `${row.start} ${text}`;
}

const comments = [
  {
    start: "#",
    languages:
      "python ruby shellscript perl r julia elixir yaml toml makefile dockerfile coffeescript powershell nix cmake graphql terraform",
  },
  { start: "--", languages: "lua sql haskell ada elm" },
  { start: ";;", languages: "clojure lisp scheme racket" },
  { start: "%", languages: "latex tex matlab erlang prolog" },
  { start: "<!--", end: "-->", languages: "html xml markdown vue svelte" },
  { start: "/*", end: "*/", languages: "css" },
] as const;
