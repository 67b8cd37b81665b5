import { textFilter } from "./filter.ts";

/** Lines of the longest cycle that is looked for. */
const longestCycle = 4;
/** The same lines so many times are a loop of the model, not of the code. */
const times = 3;
/** A stretch within a line that comes four times at once, or more. */
const stutter = /([^\s].{0,39}?)\1{3,}/;
const shortestStutter = 32;
const comment = /^\s*(?:\/\/|#|\*|--|;)/;

/** Cuts a suggestion in which the model goes round in circles to the first round. */
export const loops = textFilter("repeats itself", (text) => {
  const lines = text.split("\n");
  const seen = lines.map(normal);
  for (let start = 0; start < lines.length; start += 1) {
    for (let length = 1; length <= longestCycle; length += 1) {
      if (cycles(seen, start, length)) return shortened(lines.slice(0, start + length).join("\n"));
    }
  }
  return shortened(text);
});

/** Numbered comments that differ in their number alone are the same comment. */
function normal(line: string): string {
  return comment.test(line) ? line.trim().replace(/\d+/g, "0") : line.trim();
}

function cycles(lines: readonly string[], start: number, length: number): boolean {
  const cycle = lines.slice(start, start + length);
  if (cycle.join("").length < 4 || start + length * times > lines.length) return false;
  for (let index = length; index < length * times; index += 1) {
    if (lines[start + index] !== cycle[index % length]) return false;
  }
  return true;
}

/** Only words stutter: rulers of dashes, runs of zeros and padding are meant. */
function shortened(text: string): string {
  const found = stutter.exec(text);
  if (!found || found[0].length < shortestStutter || !/\p{L}{2}/u.test(found[1] ?? "")) return text;
  return text.slice(0, found.index + (found[1]?.length ?? 0));
}
