/**
 * Whether a person has changed the signature that was put before them, and not written about it: what
 * stands before the parameters is still there, or nearly, with brackets behind it.
 */
export function isSignature(
  typed: string,
  { text, name }: { text: string; name: string },
): boolean {
  const head = (line: string): string | undefined => {
    const at = line.indexOf(name);
    const open = at < 0 ? -1 : line.indexOf("(", at);
    const between = line.slice(at + name.length, open);
    const closes = open >= 0 && line.slice(open).includes(")");
    return closes && /^\s*(?:<.*>)?\s*(?:=\s*(?:async\s*)?)?$/.test(between)
      ? line.slice(0, at)
      : undefined;
  };
  const [old, now] = [head(text), head(typed)];
  if (old === undefined || now === undefined) return false;
  // The words before the name are those of the language: async, export, def.
  const words = (line: string): string[] => line.split(/\s+/).filter((word) => word !== "");
  const known = new Set([...words(old), ...modifiers]);
  return (
    words(now).every((word) => known.has(word)) &&
    words(now).length >= Math.min(1, words(old).length)
  );
}

const modifiers =
  "export default async static public private protected internal abstract override final function def async fn func pub const let var".split(
    " ",
  );
