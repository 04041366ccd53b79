import { plainText } from '../notification/plain-text.ts';
import { wordsOf } from '../notification/words.ts';
import type { JourneyMap, MapEdge } from './map.ts';
import { attainmentWords, belowTargetWords, lostWords, standingOf, volumeWords } from './map-words.ts';

const NAME_LIMIT = 80;

/** What means nothing in Mermaid, in HTML and in Markdown. */
const HARMLESS = /[\p{L}\p{N} ,-]/u;

/** The map as a Mermaid flowchart. Whatever contracts are called, it says the same nodes and arrows. */
export function mermaidOf({ stages, contracts }: JourneyMap): string {
  const ids = new Map(stages.map(({ stage }, index) => [stage, `s${index}`]));
  const nodes = stages.map(({ stage, teams }) => {
    const team = teams.length === 0 ? '' : `<br/>${quoted(teams.join(', '))}`;
    return `  ${ids.get(stage)}["${quoted(wordsOf(stage))}${team}"]`;
  });
  const edges = contracts.map((edge) => {
    const arrow = edge.feedback ? '-.->' : '-->';
    return `  ${ids.get(edge.from)} ${arrow}|"${labelOf(edge)}"| ${ids.get(edge.to)}`;
  });
  const empty = ['  none["No contract is published yet"]'];
  return [
    'flowchart TD',
    '  accTitle: Journey map',
    ...(contracts.length === 0 ? empty : [...nodes, ...edges]),
    '',
  ].join('\n');
}

function labelOf({ name, figures }: MapEdge): string {
  const below = belowTargetWords(figures);
  const clocks = [attainmentWords(figures), ...(below === '' ? [] : [quoted(below)])];
  const words = [standingOf(figures), ...clocks, volumeWords(figures), lostWords(figures)];
  return `${quoted(name)}<br/>${words.join(' · ')}`;
}

/** Everything else as the number of its character, which Mermaid shows as that character and takes for nothing else. */
function quoted(text: string): string {
  return Array.from(plainText(text, NAME_LIMIT), (character) =>
    HARMLESS.test(character) ? character : `#${character.codePointAt(0)};`,
  ).join('');
}
