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

  const openTexts = (): SeenText[] =>
    open()
      .map((document) => ({
        uri: document.uri,
        languageId: document.languageId,
        version: document.version,
        text: document.getText(),
      }))
      .filter(({ text }) => text.length <= hugeText)
      .sort((a, b) => (a.uri < b.uri ? -1 : 1));

  function all(): SeenText[] {
    const texts = openTexts();
    const shown = new Set(open().map(({ uri }) => uri));
    const time = now();
    closed = closed.filter(({ seen, until }) => time < until && !shown.has(seen.uri));
    return [...closed.map(({ seen }) => seen), ...texts];
  }

  return {
    get: (uri) => all().find((seen) => seen.uri === uri),
    all,
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
