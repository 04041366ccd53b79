import * as fc from 'fast-check';
import { EVENT_TYPES } from '#domain/event-types.ts';
import type { Notice } from '#domain/notification/notice.ts';
import type { Knowledge } from '#domain/notification/scene.ts';
import { noticeOf } from '#domain/notification/sentence.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { ANA, MAY } from '../../support/people.ts';
import { acme, BODY, exampleOf } from './facts.ts';

/** What means something to a chat, and what is hard to measure or to cut. */
const SPECIMENS = [
  '<!channel>',
  '<!here|x>',
  '<@U012AB3CD>',
  '<https://evil.example|Reset your password>',
  '[Reset](https://evil.example)',
  '**bold** _it_ ~gone~ `code`',
  '{{DATE(2020-01-01T00:00:00Z,SHORT)}}',
  '{{{{TIME(',
  '@{body()} \u0024{x}',
  '<at>Everybody</at>',
  '&lt;!channel&gt; &amp;',
  '"}]}',
  '\u202eevil\u2066',
  '\ud800',
  '😀👩‍👩‍👧',
  '\n# heading\n- item',
  '\u0000\u001b[31m',
];

/** Short and long ones: a limit has to hold for characters that take up the most of it. */
const hostileText = fc
  .tuple(
    fc.array(fc.oneof(fc.constantFrom(...SPECIMENS, '&', '日'), fc.string({ unit: 'binary', maxLength: 20 })), {
      maxLength: 20,
    }),
    fc.constantFrom(1, 1, 10, 10_000),
  )
  .map(([parts, times]) => parts.join('').repeat(times).slice(0, 10_000));

/** Texts that users write, each where it is kept. */
function spoilt(type: PublishedEvent['type'], text: string): { event: PublishedEvent; knowledge: Knowledge } {
  const example = exampleOf(type);
  const life = acme({
    body: { ...BODY, name: text },
    command: { subject: { type: text, id: text, name: text }, sender: { name: text, team: text } },
  });
  const entryCriteria = [{ id: 'stakeholders_known', description: text, expression: 'true' }];
  const reason = { code: 'missing_stakeholders', class: 'clerical', label: text } as const;
  const { routing, escalation } = BODY;
  const contract = { name: text, maxAttempts: 3, entryCriteria, rejectionReasons: [reason], routing, escalation };
  const names = new Map([ANA, MAY, ...idsIn(example.data)].map((id) => [id, text]));
  return {
    event: { ...example, data: withText(example.data, text) },
    knowledge: { handoff: life.state, contract, names },
  };
}

function idsIn(data: unknown): string[] {
  return JSON.stringify(data).match(/(?:own|que)_\w{26}/g) ?? [];
}

const FREE_TEXT: ReadonlySet<string> = new Set([
  'note',
  'text',
  'name',
  'team',
  'stepId',
  'fields',
  'changed',
  'clock',
]);

/** `data` with `text` for each value that its schema leaves to users. */
function withText(data: unknown, text: string): unknown {
  if (Array.isArray(data)) return data.map((each) => withText(each, text));
  if (typeof data !== 'object' || data === null) return data;
  const members = Object.entries(data).map(([name, value]) => {
    const isReason = name === 'reason' && typeof value === 'string' && value.includes(' ');
    if (typeof value === 'string' && (isReason || FREE_TEXT.has(name))) return [name, text];
    if (FREE_TEXT.has(name) && Array.isArray(value)) return [name, value.map(() => text)];
    return [name, withText(value, text)];
  });
  return Object.fromEntries(members);
}

/** Notices of every type of event, in which all that users can write is hostile; with a link and without. */
export const hostileNotices: fc.Arbitrary<Notice> = fc
  .tuple(fc.constantFrom(...EVENT_TYPES), hostileText, fc.boolean())
  .map(([type, text, linked]) => {
    const { event, knowledge } = spoilt(type, text);
    return noticeOf(event, knowledge, linked ? 'https://crm.example/{handoffId}?a={subjectType}&b=%26' : undefined);
  });

/** A notice in which every text is far longer than any chat takes. */
export function longestNotice(character: string): Notice {
  const text = character.repeat(20_000);
  const facts = Array.from({ length: 30 }, () => ({ label: text, text }));
  const link = `https://crm.example/${'a'.repeat(1900)}`;
  return { tone: 'alert', title: text, sentence: text, facts, quote: text, next: text, link, reference: text };
}
