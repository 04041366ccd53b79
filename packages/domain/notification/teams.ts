import type { Instant } from '../instant.ts';
import type { Notice, NoticeFact, Tone } from './notice.ts';
import { plainLabel, plainText } from './plain-text.ts';

/** Lengths in UTF-16 units. Teams refuses a message of more than 28 KB: these stay below, at three bytes for each unit. */
const LIMITS = { title: 150, sentence: 900, fact: 250, facts: 10, quote: 1200, next: 1400, reference: 200 } as const;

const COLOR: Readonly<Record<Tone, string>> = {
  neutral: 'default',
  good: 'good',
  warning: 'warning',
  alert: 'attention',
};

export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly object[];
}

/**
 * The body that a Teams workflow takes ("When a Teams webhook request is received"): an Adaptive Card as an attachment.
 * Text of users is in `TextRun`s, which know no Markdown; only our own words are in a `TextBlock`, which does.
 * https://adaptivecards.io/explorer, version 1.2: what every Teams client shows
 */
export function teamsMessage(notice: Notice): TeamsMessage {
  return {
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: cardOf(notice) },
    ],
  };
}

function cardOf({ tone, title, sentence, facts, quote, next, link, reference }: Notice): object {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.2',
    msteams: { width: 'Full' },
    body: [
      rich(run(title, LIMITS.title, { size: 'large', weight: 'bolder', color: COLOR[tone] })),
      rich(run(sentence, LIMITS.sentence)),
      ...facts.slice(0, LIMITS.facts).map(line),
      ...(quote === undefined || quote.trim() === '' ? [] : [rich(run(`“${quote}”`, LIMITS.quote, { italic: true }))]),
      ...(next === undefined ? [] : [rich(lead('Next: '), run(next, LIMITS.next))]),
      rich(run(reference, LIMITS.reference, { size: 'small', isSubtle: true })),
    ],
    ...(link === undefined ? {} : { actions: [{ type: 'Action.OpenUrl', title: 'Open the handoff', url: link }] }),
  };
}

function line(fact: NoticeFact): object {
  const label = plainLabel(fact.label);
  if ('at' in fact)
    return { type: 'TextBlock', text: `**${label}:** ${localTime(fact.at)}`, wrap: true, spacing: 'small' };
  return { ...rich(lead(`${label}: `), run(fact.text, LIMITS.fact)), spacing: 'small' };
}

/** An instant in the time zone of whoever reads it. Cards know no fractions of seconds. */
function localTime(at: Instant): string {
  const whole = `${at.slice(0, 19)}Z`;
  return `{{DATE(${whole},SHORT)}} {{TIME(${whole})}}`;
}

function rich(...inlines: readonly object[]): object {
  return { type: 'RichTextBlock', inlines };
}

/** Our own words before a text. */
function lead(text: string): object {
  return { type: 'TextRun', text, weight: 'bolder' };
}

/** Two braces would begin a date that the card computes: they are set apart. */
function run(text: string, limit: number, style: object = {}): object {
  return { type: 'TextRun', text: plainText(text.replaceAll(/\{(?=\{)/g, '{ '), limit), ...style };
}
