import { escapeMarkup } from '#domain/escape-markup.ts';

/** HTML or SVG that is safe to put into a page: made by `html` alone. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | undefined | readonly Part[];

/** Markup with texts in it, each of which is escaped, wherever it stands; markup stays as it is, nothing is left out. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const text = strings.map((fixed, index) => (index === 0 ? fixed : `${textOf(parts[index - 1])}${fixed}`));
  return new Markup(text.join(''));
}

/** A figure, as a link to the handoffs behind it where there is one. */
export function figureOf(text: string, handoffs: string | undefined): Markup {
  return handoffs === undefined ? html`${text}` : html`<a href="${handoffs}">${text}</a>`;
}

function textOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return part.map(textOf).join('');
}

/** What turns the direction of text, which could make it read as another. */
export const TURNS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Characters that XML does not know are none that anybody can read. */
function escaped(text: string): string {
  const legal = text
    .replaceAll(TURNS, '')
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
  return escapeMarkup(legal);
}
