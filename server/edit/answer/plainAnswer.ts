/** An answer as lines with LF alone, without marks of its encoding and without what a model thought first. */
export function plainAnswer(answer: string): string {
  const text = answer.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const thought = /^\s*<(think(?:ing)?|reasoning)>[\s\S]*?(?:<\/\1>|$)/.exec(text);
  if (thought) return text.slice(thought[0].length).replace(/^\n+/, "");
  // Some templates open the thought themselves.
  const end = /^[\s\S]*?<\/think(?:ing)?>\n*/.exec(text);
  return end ? text.slice(end[0].length) : text;
}
