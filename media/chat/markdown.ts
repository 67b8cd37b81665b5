import createMarkdownIt, { type Env, type MarkdownIt } from "markdown-it";

/** A fenced block as it was found while a text was drawn. */
export interface Fence {
  code: string;
  info: string;
  /** The line above it. */
  above: string;
}

/** What a block is drawn with, and its fences, noted in their order. */
export interface DrawingEnv extends Env {
  fences: Fence[];
  image: (alt: string) => string;
  /** The line above the block. */
  above: string;
  /** Addresses that the text names apart from their links. */
  references: Record<string, { title: string; href: string }>;
}

/**
 * Markdown as a model writes it. HTML is text; pictures are never loaded but named; a link holds its
 * address in `data-address`, for the extension to follow; code holds the number of its fence.
 */
export const markdown = createMarkdown();

function createMarkdown(): MarkdownIt {
  const made = createMarkdownIt({ html: false, linkify: true, breaks: false, typographer: false });
  // Only what says that it is an address: "books.ts" is none.
  made.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  // What may be followed is decided where it is drawn, and again where it is followed.
  made.validateLink = () => true;
  const { rules } = made.renderer;
  const { escapeHtml } = made.utils;
  const linkTo = (address: string): string =>
    `<a href="#" data-address="${escapeHtml(address)}" title="${escapeHtml(address)}">`;
  rules.link_open = (tokens, index) => {
    const address = String(tokens[index]?.attrGet("href") ?? "");
    return mayFollow(address) ? linkTo(address) : "<span>";
  };
  rules.link_close = (tokens, index) => {
    let depth = 0;
    for (let at = index; at >= 0; at--) {
      if (tokens[at]?.type === "link_close") depth += 1;
      if (tokens[at]?.type === "link_open") depth -= 1;
      if (depth === 0)
        return mayFollow(String(tokens[at]?.attrGet("href") ?? "")) ? "</a>" : "</span>";
    }
    return "</span>";
  };
  rules.image = (tokens, index, options, env) => {
    const children = tokens[index]?.children ?? [];
    const alt = made.renderer.renderInlineAsText(children, options, env);
    return `<span class="picture">${escapeHtml(drawingEnv(env).image(alt))}</span>`;
  };
  rules.code_inline = (tokens, index) => {
    const code = tokens[index]?.content ?? "";
    const shown = `<code>${escapeHtml(code)}</code>`;
    return isPlace(code) ? `${linkTo(code)}${shown}</a>` : shown;
  };
  rules.fence = (tokens, index, _options, env) => {
    const { content = "", info = "" } = tokens[index] ?? {};
    return codeAt(drawingEnv(env), { code: content, info, above: above(tokens, index) });
  };
  rules.code_block = (tokens, index, _options, env) => {
    const code = tokens[index]?.content ?? "";
    return codeAt(drawingEnv(env), { code, info: "", above: above(tokens, index) });
  };
  return made;
}

/** The web, or a path; no scheme that runs, reads or opens anything. */
function mayFollow(address: string): boolean {
  if (/^https?:\/\//i.test(address)) return true;
  // After a name with a line ("books.ts:12") a colon is no scheme's; a tab or a line break hides one.
  const scheme = /^[\p{Cc} ]*([a-z][a-z0-9+.\-\p{Cc} ]*):(?!\d)/iu.exec(address);
  return scheme === null && !/^[\p{Cc} ]*(?:#|\/\/|$)/u.test(address);
}

/** Whether code names a file and a line, as models do: `src/a.ts:12`. */
function isPlace(code: string): boolean {
  return /^[\w@~+][\w@~+./\\-]*\.[a-z]\w{0,9}:\d+(?:[-–:]\d+)?$/i.test(code);
}

function drawingEnv(env: Env | undefined): DrawingEnv {
  if (env && "fences" in env && "image" in env && "above" in env) return env as DrawingEnv;
  throw new Error("A text is drawn with what its blocks need.");
}

function codeAt({ fences, above: before }: DrawingEnv, fence: Fence): string {
  fences.push(fence.above === "" ? { ...fence, above: before } : fence);
  return `<pre data-fence="${fences.length - 1}"></pre>`;
}

/** The last line of the text before a block. */
function above(tokens: readonly { type: string; content: string }[], index: number): string {
  const before = tokens.slice(0, index).findLast(({ type }) => type === "inline");
  return before?.content.split("\n").at(-1) ?? "";
}
