import createMarkdown, { type MarkdownIt, type Token } from "markdown-it";
import { strings } from "@/strings";
import { highlight } from "./highlight";
import { math } from "./math";

/** Blocks whose direction follows from their first letter. */
const DIRECTED = new Set(["paragraph_open", "heading_open", "blockquote_open", "list_item_open", "th_open", "td_open"]);

/** HTML in the source is text; pictures are links, because loading them would tell others what is read. */
export const markdown: MarkdownIt = createMarkdown({ html: false, linkify: true }).use(math);
// Only what looks like an address is a link, not every word with a dot in it.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

markdown.core.ruler.push("direction", (state) => {
  for (const token of state.tokens) if (DIRECTED.has(token.type)) token.attrSet("dir", "auto");
});

// The page's policy allows no styles in attributes.
markdown.core.ruler.push("alignment", ({ tokens }) => {
  for (const token of tokens) {
    const style = /text-align:(\w+)/.exec(String(token.attrGet("style") ?? ""));
    if (style) token.attrs = [["class", `align-${style[1]}`], ["dir", "auto"]];
  }
});

const { rules } = markdown.renderer;

rules["fence"] = (tokens, i) => {
  const token = tokens[i];
  return codeBlock(token?.content ?? "", token?.info.trim().split(/\s+/)[0] ?? "");
};

rules["code_block"] = (tokens, i) => codeBlock(tokens[i]?.content ?? "", "");

rules["link_open"] = (tokens, i, options, _env, self) => {
  tokens[i]?.attrSet("target", "_blank");
  tokens[i]?.attrSet("rel", "noopener noreferrer nofollow");
  return self.renderToken(tokens, i, options);
};

rules["image"] = (tokens, i) => {
  const token = tokens[i];
  const src = String(token?.attrGet("src") ?? "");
  const text = plainText(token?.children ?? []) || src;
  // A picture within a link would make a link within a link.
  const isLinked = tokens.slice(0, i).filter(({ type }) => type === "link_open").length;
  const isOpen = isLinked > tokens.slice(0, i).filter(({ type }) => type === "link_close").length;
  const label = `${strings.markdown.picture}: ${escape(text)}`;
  return isOpen ? label : `<a href="${escape(src)}" target="_blank" rel="noopener noreferrer nofollow">${label}</a>`;
};

rules["table_open"] = () => '<div class="table" tabindex="0" role="region" aria-label="' + strings.markdown.table + '"><table>';
rules["table_close"] = () => "</table></div>";

function codeBlock(code: string, language: string): string {
  const html = highlight(code, language) ?? escape(code);
  const name = escape(language || strings.markdown.code);
  return (
    `<div class="code"><div class="code-head"><span>${name}</span>` +
    `<button type="button" data-copy>${strings.actions.copy}</button></div>` +
    `<pre tabindex="0" dir="ltr"><code>${html}</code></pre></div>\n`
  );
}

const plainText = (tokens: readonly Token[]): string => tokens.map((token) => token.content).join("");

function escape(text: string): string {
  return markdown.utils.escapeHtml(text);
}
