import katex from "katex";
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";

const FENCES: readonly (readonly [string, string])[] = [
  ["$$", "$$"],
  ["\\[", "\\]"],
];

/** Mathematics between `$…$` or `\(…\)` within a line, and `$$…$$` or `\[…\]` as a block. */
export function math(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math_inline", inlineMath);
  md.block.ruler.before("fence", "math_block", blockMath, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  const { escapeHtml } = md.utils;
  const show = (tex: string, isBlock: boolean): string => render(tex, isBlock) ?? `<code>${escapeHtml(tex)}</code>`;
  md.renderer.rules["math_inline"] = (tokens, i) => show(tokens[i]?.content ?? "", false);
  md.renderer.rules["math_block"] = (tokens, i) => `<div class="math">${show(tokens[i]?.content ?? "", true)}</div>\n`;
}

/** Return MathML, which needs neither fonts nor a style sheet; `null` if it cannot be read. */
function render(tex: string, displayMode: boolean): string | null {
  try {
    const options = { displayMode, output: "mathml", strict: "ignore", maxExpand: 200, maxSize: 20 } as const;
    // The page's policy allows no styles in attributes.
    return katex.renderToString(tex, options).replaceAll(/ style="[^"]*"/g, "");
  } catch {
    return null;
  }
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  const end = src.startsWith("\\(", pos) ? src.indexOf("\\)", pos + 2) : endOfDollars(src, pos);
  if (end < 0) return false;
  const width = src[pos] === "\\" || src.startsWith("$$", pos) ? 2 : 1;
  if (!silent) {
    const token = state.push("math_inline", "math", 0);
    token.content = src.slice(pos + width, end);
  }
  state.pos = end + width;
  return true;
}

/** As in Pandoc: no space inside the dollars, and no digit behind them, because `$5 and $6` are prices. */
function endOfDollars(src: string, pos: number): number {
  if (src[pos] !== "$") return -1;
  const mark = src.startsWith("$$", pos) ? "$$" : "$";
  const first = pos + mark.length;
  if (/\s/.test(src[first] ?? " ")) return -1;
  for (let end = src.indexOf(mark, first); end > first; end = src.indexOf(mark, end + 1)) {
    const isEscaped = src[end - 1] === "\\";
    const before = /\s/.test(src[end - 1] ?? " ");
    const digit = /\d/.test(src[end + mark.length] ?? "");
    if (!isEscaped) return before || digit ? -1 : end;
  }
  return -1;
}

function blockMath(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const first = lineAt(state, startLine);
  const fence = FENCES.find(([open]) => first.startsWith(open));
  if (!fence) return false;
  const [open, close] = fence;
  const lines: string[] = [];
  let line = startLine;
  let text = first.slice(open.length);
  for (;;) {
    const end = text.indexOf(close);
    if (end >= 0) {
      // Text behind the end makes it a part of a paragraph.
      if (text.slice(end + close.length).trim()) return false;
      lines.push(text.slice(0, end));
      break;
    }
    lines.push(text);
    if (++line >= endLine) return false;
    text = lineAt(state, line);
    // So it is known at a blank line what the lines before it are, while a text is still growing.
    if (!text.trim()) return false;
  }
  if (silent) return true;
  const token = state.push("math_block", "math", 0);
  token.block = true;
  token.content = lines.join("\n").trim();
  token.map = [startLine, line + 1];
  state.line = line + 1;
  return true;
}

function lineAt(state: StateBlock, line: number): string {
  const begin = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(begin, state.eMarks[line]);
}
