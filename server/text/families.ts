/** Languages whose code is worth something to each other, by the language ids of editors. */
const families: readonly (readonly string[])[] = [
  ["typescript", "typescriptreact", "javascript", "javascriptreact", "vue", "svelte"],
  ["c", "cpp", "objective-c", "objective-cpp", "cuda-cpp"],
  ["java", "kotlin", "scala", "groovy"],
  ["css", "scss", "less"],
];

/** The name of the family that a language belongs to: its first member, or the language itself. */
export function familyOf(languageId: string): string {
  return families.find((each) => each.includes(languageId))?.[0] ?? languageId;
}
