/** Characters that turn text around or hide in it, so that it reads otherwise than it runs. */
const hidden = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** The text with the names of such characters in their place. */
export function visible(text: string): string {
  return text.replaceAll(hidden, nameOf);
}

/** Shows such characters in all the text below a node as marks, which copying leaves as they are. */
export function showControls(root: Node): void {
  if (root.textContent?.search(hidden) === -1) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts)
    if (text.data.search(hidden) !== -1) text.replaceWith(marked(text.data));
}

function marked(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  let from = 0;
  for (const { 0: character, index } of text.matchAll(hidden)) {
    const mark = document.createElement("span");
    mark.className = "control";
    mark.textContent = nameOf(character);
    made.append(text.slice(from, index), mark);
    from = index + character.length;
  }
  made.append(text.slice(from));
  return made;
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}
