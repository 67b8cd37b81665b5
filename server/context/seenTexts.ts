/** A document as far as context needs it; `TextDocument` is one. */
export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  getText(): string;
}

/** A text that was seen in the editor, LF or CRLF as it was. */
export interface SeenText {
  readonly uri: string;
  readonly languageId: string;
  /** Another number whenever the text is another one. */
  readonly version: number;
  readonly text: string;
}

/** The documents that are open, and those that were until a short while ago. */
export interface SeenTexts {
  /** The text of a document; undefined where it was not seen or is huge. */
  get(uri: string): SeenText | undefined;
  /** All of them, the last closed first, then the open ones by URI. */
  all(): SeenText[];
  closed(document: OpenDocument): void;
}

/** A text longer than this never enters a prompt, in UTF-16 units. */
export const hugeText = 400_000;

const mostClosed = 16;
const closedForMs = 15 * 60_000;

/** Creates the memory of an editor's documents; `open` gives those that are open now. */
export function createSeenTexts({
  open,
  now = () => performance.now(),
}: {
  open(): readonly OpenDocument[];
  now?(): number;
}): SeenTexts {
  let closed: { seen: SeenText; until: number }[] = [];
  let closings = 0;

  return {
    get(uri) {
      const document = open().find((each) => each.uri === uri);
      if (document) return seenOf(document);
      return closed.find(({ seen, until }) => seen.uri === uri && now() < until)?.seen;
    },
    all() {
      const documents = open();
      const shown = new Set(documents.map(({ uri }) => uri));
      const time = now();
      closed = closed.filter(({ seen, until }) => time < until && !shown.has(seen.uri));
      const texts = documents.flatMap((document) => seenOf(document) ?? []);
      return [...closed.map(({ seen }) => seen), ...texts.sort((a, b) => (a.uri < b.uri ? -1 : 1))];
    },
    closed(document) {
      closings += 1;
      const text = document.getText();
      closed = closed.filter(({ seen }) => seen.uri !== document.uri);
      if (text.length > hugeText) return;
      const { uri, languageId } = document;
      // Negative, so that it is never taken for a version of the open document.
      const seen = { uri, languageId, version: -closings, text };
      closed = [{ seen, until: now() + closedForMs }, ...closed].slice(0, mostClosed);
    },
  };
}

function seenOf(document: OpenDocument): SeenText | undefined {
  const text = document.getText();
  if (text.length > hugeText) return undefined;
  const { uri, languageId, version } = document;
  return { uri, languageId, version, text };
}
