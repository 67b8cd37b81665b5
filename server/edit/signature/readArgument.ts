/** Longer expressions are no answers. */
const longest = 160;

/** The expression in an answer, as it would stand in a call; undefined where there is none. */
export function readArgument(answer: string, parameter: string): string | undefined {
  const line = answer
    .split("\n")
    .map((each) => each.trim())
    .find((each) => each !== "" && !each.startsWith("```"));
  if (line === undefined) return undefined;
  const bare = (/^`([^`]+)`/.exec(line)?.[1] ?? line).replace(/[;,]$/, "").trim();
  const named = new RegExp(`^${parameter.replaceAll("$", "\\$")}\\s*[:=](?!=)\\s*`);
  const expression = bare.replace(named, "");
  // A sentence has words one after the other, and a full stop.
  const isProse = /^[A-Z][a-z]+(?:\s+[a-z]+){2}|[a-z]\.$|:$/.test(expression);
  return expression === "" || expression.length > longest || isProse ? undefined : expression;
}
