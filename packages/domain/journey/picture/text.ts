import { escapeMarkup } from '../../escape-markup.ts';
import { plainText } from '../../notification/plain-text.ts';

/** What XML 1.0 cannot hold, beside the controls that `plainText` takes away. */
const NO_CHARACTER = /[\ufffe\uffff]/g;

/** Text of a user as it may stand in an element or in an attribute. */
export function escapeXml(text: string, limit = 2_000): string {
  return escapeMarkup(plainText(text, limit).replaceAll(NO_CHARACTER, ''));
}

/** As much of a text as fits into so many pixels, by what its characters take up in a wide sans serif. */
export function fitText(text: string, pixels: number, size: number, weight: 'regular' | 'bold' = 'regular'): string {
  const scale = weight === 'bold' ? size * BOLD : size;
  const characters = Array.from(plainText(text, 200));
  let width = 0;
  let kept = 0;
  for (const [index, character] of characters.entries()) {
    width += widthOf(character) * scale;
    if (width <= pixels - scale) kept = index + 1;
    if (width > pixels) return `${characters.slice(0, kept).join('').trimEnd()}…`;
  }
  return characters.join('');
}

/** Bold type is so much wider. */
const BOLD = 1.14;

/** In parts of the size of the type. */
function widthOf(character: string): number {
  if ((character.codePointAt(0) ?? 0) >= 0x1100) return 1.05;
  if (/[MW@%]/.test(character)) return 0.9;
  if (/[\p{Lu}\p{N}_]/u.test(character)) return 0.66;
  return /[ fijlrt.,:;'|()]/.test(character) ? 0.36 : 0.57;
}
