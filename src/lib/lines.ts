/** Splits text into lines as a GitHub runner does (.NET ReadLine): at `\n`, `\r\n` and a lone `\r`. A last line end adds no empty line. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/u)
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines
}
