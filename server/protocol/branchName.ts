/** Whether git takes this as the name of a branch (git-check-ref-format). */
export function isBranchName(name: string): boolean {
  if (name === "" || name === "@" || name === "HEAD" || name.startsWith("-")) return false;
  if (/^\/|\/$|\/\/|\.\.|@\{|\.$/.test(name)) return false;
  if ([...name].some((each) => (each.codePointAt(0) ?? 0) <= 32 || "~^:?*[\\\x7f".includes(each)))
    return false;
  return name.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock"));
}
