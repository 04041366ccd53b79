import { html, type Markup } from './markup.ts';

/** A chart, and the same in words and in a table for those who do not see it. */
export interface ChartParts {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen in it, in a sentence. */
  readonly description: string;
  /** In pixels; the width is that of the page, so what lies across is in percent. */
  readonly height: number;
  readonly drawing: Markup;
  readonly key?: readonly KeyEntry[];
  readonly table: TableParts;
}

export interface TableParts {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | Markup)[])[];
}

export interface KeyEntry {
  readonly fill: Fill;
  readonly text: string;
}

/** How areas are told apart: by colour, and by what is drawn over it. */
export type Fill = 'met' | 'late' | 'third' | 'plain';

export function chartOf({ id, title, description, height, drawing, key = [], table }: ChartParts): Markup {
  return html`<figure>
<figcaption><h3>${title}</h3></figcaption>
<svg role="img" aria-labelledby="${id}-t ${id}-d" width="100%" height="${height}"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
${patterns(id)}
${drawing}
</svg>
${key.length === 0 ? undefined : html`<ul class="key" aria-hidden="true">${key.map((entry) => keyEntry(id, entry))}</ul>`}
<details><summary>The figures</summary>${tableOf(table)}</details>
</figure>
`;
}

/** An area in one of the fills. Coordinates are attributes, in percent or pixels. */
export function area(
  id: string,
  fill: Fill,
  at: Readonly<Record<'x' | 'y' | 'width' | 'height', string | number>>,
): Markup {
  const place = html`x="${at.x}" y="${at.y}" width="${at.width}" height="${at.height}"`;
  const over = fill === 'late' ? 's' : fill === 'third' ? 'p' : undefined;
  const drawn = over === undefined ? undefined : html`<rect ${place} fill="url(#${id}-${over})"/>`;
  return html`<rect class="${fill}" ${place}/>${drawn}`;
}

/** What is drawn over areas: stripes and dots. */
function patterns(id: string): Markup {
  return html`<defs><pattern id="${id}-s" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="stripe" x1="0" y1="0" x2="0" y2="6"/></pattern><pattern id="${id}-p" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="dot" cx="3" cy="3" r="1.3"/></pattern></defs>`;
}

function keyEntry(id: string, { fill, text }: KeyEntry): Markup {
  return html`<li><svg width="14" height="14">${area(id, fill, { x: 0, y: 0, width: 14, height: 14 })}</svg>${text}</li>`;
}

/** The first column names the row; the others are numbers. */
export function tableOf({ head, rows }: TableParts): Markup {
  const cells = (texts: readonly (string | Markup)[]) =>
    texts.map((text, index) => (index === 0 ? html`<th scope="row">${text}</th>` : html`<td class="n">${text}</td>`));
  const names = head.map((text, index) =>
    index === 0 ? html`<th scope="col">${text}</th>` : html`<th scope="col" class="n">${text}</th>`,
  );
  return html`<div class="wide" role="group" aria-label="Table" tabindex="0"><table><thead><tr>${names}</tr></thead><tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody></table></div>`;
}

/** A share of the width. */
export function across(share: number): string {
  return `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;
}

/** A text that has to fit: its end is left out. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
