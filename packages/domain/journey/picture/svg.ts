import type { JourneyMap } from '../map.ts';
import { edgeSentence, STANDINGS } from '../map-words.ts';
import { drawBundle, drawStage, drawStanding } from './cards.ts';
import { SPACE } from './geometry.ts';
import { layOut } from './layout.ts';
import { MAP_STYLE } from './style.ts';
import { escapeXml } from './text.ts';
import { drawWays, n } from './ways.ts';

const HEADER = 62;
const LEGEND_ROW = 22;
const LEGEND_COLUMN = 240;
const LEAST_WIDTH = 360;
/** What is wider is not made to fit into a window: nobody could read it. */
const FITTING_WIDTH = 1_700;
/** Contracts that the description tells one by one; a reader of the screen has the JSON for more. */
const MOST_TOLD = 100;

const LEGEND = {
  'on track': '90 % or more',
  'at risk': '75 %, or a clock below 90 %',
  late: 'below 75 %',
  'no data': 'no data',
} as const;

/**
 * The map as an SVG document (SVG 1.1): without scripts and without references to anything outside. `caption` says of which
 * days the figures are.
 */
export function svgOf(map: JourneyMap, caption: string): string {
  const layout = layOut(map);
  const isEmpty = map.contracts.length === 0;
  const width = Math.max(LEAST_WIDTH, layout.width);
  const columns = Math.max(1, Math.floor((width - 2 * SPACE.margin) / LEGEND_COLUMN));
  const legend = isEmpty ? { drawn: '', height: 0 } : drawLegend(columns, layout.height);
  const height = HEADER + (isEmpty ? 60 : layout.height + legend.height);
  const centred = (width - layout.width) / 2;
  const body = [
    drawWays(layout),
    ...layout.stages.map(({ stage, box }) => drawStage(stage, box)),
    ...layout.bundles.map(drawBundle),
  ];
  const empty = `<text class="soft" x="${SPACE.margin}" y="${SPACE.margin}">No contract is published yet.</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg"${width > FITTING_WIDTH ? ' class="wide"' : ''} role="img" aria-labelledby="baton-map-title baton-map-text" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}">`,
    `<title id="baton-map-title">Journey map</title><desc id="baton-map-text">${escapeXml(described(map, caption), 40_000)}</desc>`,
    `<style>${MAP_STYLE}</style>`,
    `<rect class="ground" width="100%" height="100%" rx="12"/>`,
    `<text class="title" x="${SPACE.margin}" y="38">Journey map</text>`,
    `<text class="soft" x="${SPACE.margin}" y="58">${escapeXml(caption, 120)}</text>`,
    `<g transform="translate(${n(isEmpty ? 0 : centred)} ${HEADER})">${isEmpty ? empty : body.join('')}</g>`,
    `<g transform="translate(0 ${HEADER})">${legend.drawn}</g>`,
    '</svg>',
  ].join('\n');
}

function described({ stages, contracts }: JourneyMap, caption: string): string {
  if (contracts.length === 0) return `${caption}. No contract is published yet.`;
  const order = `Stages in the order of the journey: ${stages.map(({ stage }) => stage).join(', ')}.`;
  const told = contracts.slice(0, MOST_TOLD).map(edgeSentence);
  const more = contracts.length > MOST_TOLD ? [`And ${contracts.length - MOST_TOLD} more contracts.`] : [];
  return [`${caption}.`, order, ...told, ...more].join(' ');
}

function drawLegend(columns: number, top: number): { readonly drawn: string; readonly height: number } {
  const entries = [
    ...STANDINGS.map((standing) => ({ mark: drawStanding(standing, 6, -4), text: `${standing}: ${LEGEND[standing]}` })),
    { mark: '<path class="way back" d="M-4 -4L16 -4"/>', text: 'leads back' },
  ].map(({ mark, text }) => ({ mark, text: text.replace('no data: no data', 'no data') }));
  const drawn = entries.map(({ mark, text }, index) => {
    const x = SPACE.margin + (index % columns) * LEGEND_COLUMN;
    const y = top + Math.floor(index / columns) * LEGEND_ROW + 8;
    return `<g transform="translate(${x} ${n(y)})">${mark}<text class="soft" x="22">${text}</text></g>`;
  });
  return { drawn: drawn.join(''), height: Math.ceil(entries.length / columns) * LEGEND_ROW + 12 };
}
