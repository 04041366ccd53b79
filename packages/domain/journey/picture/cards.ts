import { wordsOf } from '../../notification/words.ts';
import type { MapEdge, MapStage } from '../map.ts';
import {
  attainmentWords,
  belowTargetWords,
  edgeSentence,
  lostWords,
  rejectionWords,
  type Standing,
  standingOf,
  volumeWords,
} from '../map-words.ts';
import { type Box, CARD } from './geometry.ts';
import type { PlacedBundle } from './layout.ts';
import { escapeXml, fitText } from './text.ts';
import { n } from './ways.ts';

const INSET = 16;
const RADIUS = 10;

export function drawStage({ stage, teams }: MapStage, { x, y, width, height }: Box): string {
  const name = escapeXml(fitText(wordsOf(stage), width - 2 * INSET, 15, 'bold'));
  const team = teams.length === 0 ? undefined : escapeXml(fitText(teams.join(', '), width - 2 * INSET, 12));
  const middle = y + height / 2;
  return [
    `<g class="stage"><rect x="${n(x - width / 2)}" y="${n(y)}" width="${width}" height="${height}" rx="${RADIUS}"/>`,
    `<text x="${n(x)}" y="${n(team === undefined ? middle + 5 : middle - 3)}">${name}</text>`,
    team === undefined ? '' : `<text class="team" x="${n(x)}" y="${n(middle + 15)}">${team}</text>`,
    '</g>',
  ].join('');
}

export function drawBundle({ bundle, box }: PlacedBundle): string {
  const { x, y, width, height } = box;
  const left = x - width / 2;
  const rows = bundle.contracts.map((contract, index) => {
    const top = y + CARD.padding / 2 + index * CARD.rowHeight;
    return drawContract(contract, left + INSET, top, width - 2 * INSET);
  });
  const rect = `<rect class="box" x="${n(left)}" y="${n(y)}" width="${width}" height="${height}" rx="${RADIUS}"/>`;
  return `<g class="card">${rect}${rows.join('')}</g>`;
}

function drawContract(contract: MapEdge, left: number, top: number, width: number): string {
  const { name, status, figures } = contract;
  const standing = standingOf(figures);
  const shown =
    status === 'retired' ? `${fitText(name, width - 70, 14, 'bold')} (retired)` : fitText(name, width, 14, 'bold');
  const rejected = rejectionWords(figures);
  const further = [belowTargetWords(figures), lostWords(figures), rejected].filter((words) => words !== '').join(' · ');
  return [
    `<g><title>${escapeXml(edgeSentence(contract))}</title>`,
    `<text class="name" x="${n(left)}" y="${n(top + 22)}">${escapeXml(shown)}</text>`,
    drawStanding(standing, left + 6, top + 37.5),
    `<text class="words ${CLASSES[standing]}" x="${n(left + 19)}" y="${n(top + 42)}">${attainmentWords(figures)}</text>`,
    `<text class="soft end" x="${n(left + width)}" y="${n(top + 42)}">${volumeWords(figures)}</text>`,
    `<text class="soft" x="${n(left)}" y="${n(top + 59)}">${escapeXml(fitText(further, width, 12.5))}</text>`,
    drawBar(figures.attainment.excused, CLASSES[standing], { left, top: top + 66, width }),
    '</g>',
  ].join('');
}

function drawBar(
  part: number | null,
  colour: string,
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
): string {
  const bar = (className: string, of: number) =>
    `<rect class="${className}" x="${n(left)}" y="${n(top)}" width="${n(of)}" height="3" rx="1.5"/>`;
  return part === null || part === 0 ? bar('bar', width) : bar('bar', width) + bar(colour, width * part);
}

const CLASSES = { 'on track': 'good', 'at risk': 'warn', late: 'bad', 'no data': 'none' } as const satisfies Record<
  Standing,
  string
>;

/** A shape for each standing, so that nobody has to tell them by their colours. */
export function drawStanding(standing: Standing, x: number, y: number): string {
  switch (standing) {
    case 'on track':
      return `<circle class="good" cx="${n(x)}" cy="${n(y)}" r="5"/>`;
    case 'at risk':
      return `<path class="warn" d="M${n(x)} ${n(y - 6)}L${n(x + 6)} ${n(y + 5)}L${n(x - 6)} ${n(y + 5)}Z"/>`;
    case 'late':
      return `<rect class="bad" x="${n(x - 5)}" y="${n(y - 5)}" width="10" height="10"/>`;
    case 'no data':
      return `<circle class="hollow" cx="${n(x)}" cy="${n(y)}" r="4.5"/>`;
  }
}
