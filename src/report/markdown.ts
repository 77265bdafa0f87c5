/** Foreign text → Markdown that shows it and does nothing else. Pure. */

/** Escapes text for a table cell or a paragraph: HTML by entities, Markdown's own signs by backslashes, line ends by spaces. */
export function text(value: string): string {
  return (
    oneLine(value)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[\\`*_{}[\]()#+!|~$@]/gu, '\\$&')
      .replaceAll('://', ':&#8203;//')
      // what would begin a list
      .replace(/^(-|\d+(?=[.)]\s))/u, (sign) => (sign === '-' ? '\\-' : `${sign}&#8203;`))
  )
}

/** Inline code with any content: HTML, since a Markdown code span cannot hold a backtick or a pipe in a table safely. */
export function code(value: string): string {
  return `<code>${entities(oneLine(value))}</code>`
}

/** A preformatted block with any content, line ends kept. */
export function block(lines: readonly string[]): string {
  // a blank line would end the HTML block in GitHub's Markdown: an entity keeps it from being blank
  const body = lines.map((line) => entities(clean(line)) || '&#8203;').join('\n')
  return `<pre>${body}\n</pre>`
}

/** Inline code that leads somewhere; without an address it is code alone. Good in Markdown and in a block of HTML. */
export function link(label: string, url: string | undefined): string {
  return url === undefined
    ? code(label)
    : `<a href="${entities(clean(url)).replaceAll('"', '&quot;')}">${code(label)}</a>`
}

/** A row of a table; cells are Markdown already. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function oneLine(value: string): string {
  return clean(value.replace(/\s+/gu, ' ')).trim()
}

/** Without control characters, ESC included: colours mean nothing here. */
function clean(value: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this removes
  return value.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, '')
}

/** Signs that mean something to HTML, or to Markdown inside inline HTML (which it goes on reading). */
const meaningful = /[&<>|`*_@[\]!~#\\]|(?<=:)\/\//gu

function entities(value: string): string {
  return value.replace(meaningful, (signs) => Array.from(signs, (sign) => `&#${sign.codePointAt(0) ?? 0};`).join(''))
}
