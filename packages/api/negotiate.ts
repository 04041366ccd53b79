import { DomainError } from '#domain/problem.ts';

/** An answer in another form than JSON: UTF-8 text, sent as it is. */
export interface TextForm {
  /** The media type, without parameters: one that the route declares. */
  readonly type: string;
  readonly body: string;
}

export const JSON_TYPE = 'application/json';
/** A longer list is none that anybody means. */
const MOST_RANGES = 50;

interface Range {
  readonly type: string;
  readonly weight: number;
}

/**
 * The form that a caller likes best of those that there are, the first of which is meant where all are liked the same, or
 * nothing is said (RFC 9110, section 12.5.1).
 *
 * @throws DomainError `not_acceptable` if the caller takes none of them
 */
export function chooseForm(accept: string | undefined, offered: readonly string[]): string {
  const ranges = (accept?.trim() || '*/*').split(',', MOST_RANGES).flatMap(readRange);
  const weights = offered.map((type) => ({ type, weight: weightOf(type, ranges) }));
  const best = weights.reduce((a, b) => (b.weight > a.weight ? b : a), { type: '', weight: 0 });
  if (best.weight > 0) return best.type;
  throw new DomainError('not_acceptable', `This is to be had as ${offered.join(', ')}.`, { extensions: { offered } });
}

const RANGE = /^(?:\*\/\*|[\w!#$&^.+-]+\/(?:\*|[\w!#$&^.+-]+))$/;
const QUALITY = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/** What is no range is passed over: whoever sends nothing else takes nothing that there is. */
function readRange(text: string): Range[] {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  if (!RANGE.test(type)) return [];
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  if (given === undefined) return [{ type, weight: 1 }];
  const [, quality] = QUALITY.exec(given) ?? [];
  return quality === undefined ? [] : [{ type, weight: Number(quality) }];
}

/** By the most specific range that it falls under. */
function weightOf(type: string, ranges: readonly Range[]): number {
  const family = `${type.slice(0, type.indexOf('/'))}/*`;
  for (const specific of [type, family, '*/*']) {
    const range = ranges.find((each) => each.type === specific);
    if (range !== undefined) return range.weight;
  }
  return 0;
}
