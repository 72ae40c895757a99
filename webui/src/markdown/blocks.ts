import type { Token } from "markdown-it";
import { markdown } from "./parser";
import { sanitize } from "./sanitize";

/** Longer paragraphs are shown as they are: some of them would take minutes to parse. */
const LONGEST_BLOCK = 100_000;

/**
 * Turns a growing text into the HTML of its blocks, one after the other.
 *
 * Text that is added can only change the last block. So the others are parsed and rendered once.
 */
export class GrowingMarkdown {
  private source = "";
  private closed: string[] = [];
  /** Where the last block begins. */
  private open = 0;
  private env: Record<string, unknown> = {};

  /** Return the HTML of all blocks of a text, quickly if it continues the last one. */
  render(source: string): readonly string[] {
    if (!source.startsWith(this.source)) {
      this.closed = [];
      this.open = 0;
      this.env = {};
    }
    this.source = source;
    const tail = source.slice(this.open);
    if (longestParagraph(tail) > LONGEST_BLOCK) return [...this.closed, plain(tail)];
    return this.renderTail(tail);
  }

  private renderTail(tail: string): readonly string[] {
    const tokens = markdown.parse(tail, this.env);
    const blocks = topLevel(tokens);
    const starts = lineStarts(tail);
    // What a line is can be said when it is there as a whole.
    const complete = tail.lastIndexOf("\n") + 1;
    const html = blocks.map((block) => sanitize(markdown.renderer.render(block, markdown.options, this.env)));
    for (let last = blocks.length - 1; last > 0; last--) {
      const start = starts[blocks[last]?.[0]?.map?.[0] ?? 0] ?? 0;
      if (start >= complete) continue;
      this.closed.push(...html.slice(0, last));
      this.open += start;
      return [...this.closed, ...html.slice(last)];
    }
    return [...this.closed, ...html];
  }
}

/** Split tokens into those of each block that lies in no other. */
function topLevel(tokens: readonly Token[]): Token[][] {
  const blocks: Token[][] = [];
  let block: Token[] = [];
  for (const token of tokens) {
    block.push(token);
    if (token.level === 0 && token.nesting !== 1) {
      // The text of a paragraph is on the level below.
      blocks.push(block);
      block = [];
    }
  }
  return block.length ? [...blocks, block] : blocks;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  return starts;
}

function longestParagraph(text: string): number {
  if (text.length <= LONGEST_BLOCK) return 0;
  return text.split("\n\n").reduce((longest, part) => Math.max(longest, part.length), 0);
}

function plain(text: string): string {
  return sanitize(`<pre class="plain" dir="auto">${markdown.utils.escapeHtml(text)}</pre>`);
}
