/** Text made into a DNS label's characters. */

/**
 * Lower-case letters, digits and single hyphens made of any text, with none at the ends: accents go (`é` → `e`), everything else
 * becomes a hyphen. Empty when nothing is left. Not cut.
 */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
