/** Prompts are files; the bundler makes texts of them. */
declare module "*.md" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: it is what the bundler makes.
  export default text;
}
