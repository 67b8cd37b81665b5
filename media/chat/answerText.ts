import { createBlockReader } from "./blocks.ts";
import { clean } from "./clean.ts";
import { type CodeDrawing, drawCode } from "./codeBlock.ts";
import { showControls } from "./controls.ts";
import { type DrawingEnv, markdown } from "./markdown.ts";

/** The text of an answer in the page. */
export interface AnswerText {
  readonly root: HTMLElement;
  /** Draws the text as it stands; what it began with keeps its nodes. */
  update(text: string, ended: boolean): void;
}

/** Characters of one block from which on it is drawn as it is, without Markdown. */
const mostCharacters = 60_000;

/** Creates a text that grows: blocks that have settled stay as they are, the last is drawn anew. */
export function createAnswerText(drawing: CodeDrawing): AnswerText {
  const root = document.createElement("div");
  root.className = "markdown";
  root.dir = "auto";
  let reader = createBlockReader();
  let references: NonNullable<DrawingEnv["references"]> = {};
  let drawn = "";
  let hasEnded = false;
  let growing: ChildNode[] = [];
  /** The last line of the block before, which may say what file a block of code is for. */
  let above = "";

  function nodesOf(source: string, ended: boolean): ChildNode[] {
    const env: DrawingEnv = {
      fences: [],
      image: (alt) => drawing.texts.image.replace("{0}", alt),
      // What is not settled may name an address of which only the beginning has come.
      references: ended ? references : { ...references },
      above,
    };
    return [...drawBlock(source, env, drawing, ended).childNodes];
  }

  function restart(): void {
    reader = createBlockReader();
    drawn = "";
    hasEnded = false;
    growing = [];
    above = "";
    root.replaceChildren();
  }

  function draw(text: string, ended: boolean): void {
    const { settled, last } = ended ? reader.end(text) : reader.read(text);
    for (const node of growing) node.remove();
    for (const source of settled) {
      root.append(...nodesOf(source, true));
      above = source.trimEnd().split("\n").at(-1) ?? "";
    }
    growing = nodesOf(last, ended);
    root.append(...growing);
  }

  return {
    root,
    update(text, ended) {
      if (text === drawn && ended === hasEnded) return;
      if (hasEnded || !text.startsWith(drawn)) restart();
      draw(text, ended);
      drawn = text;
      hasEnded = ended;
      // A link may be named long before its address is told, at the text's end.
      if (ended && Object.keys(references).length > 0) {
        const known = references;
        restart();
        references = known;
        draw(text, true);
        drawn = text;
        hasEnded = true;
      }
    },
  };
}

function drawBlock(
  source: string,
  env: DrawingEnv,
  drawing: CodeDrawing,
  ended: boolean,
): DocumentFragment {
  const plain = source.length > mostCharacters && !/^\s*(?:`{3}|~{3})/.test(source);
  const made = plain ? plainText(source) : clean(markdown.render(source, env));
  for (const place of made.querySelectorAll("pre[data-fence]")) {
    const fence = env.fences[Number(place.getAttribute("data-fence"))];
    if (fence) place.replaceWith(drawCode(fence, drawing, ended));
  }
  showControls(made);
  return made;
}

function plainText(source: string): DocumentFragment {
  const made = document.createDocumentFragment();
  const paragraph = document.createElement("p");
  paragraph.className = "plain";
  paragraph.textContent = source;
  made.append(paragraph);
  return made;
}
