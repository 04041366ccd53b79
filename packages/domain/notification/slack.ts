import { epochOf, type Instant } from '../instant.ts';
import type { Notice, NoticeFact, Tone } from './notice.ts';
import { encodeWithin, plainLabel, plainText } from './plain-text.ts';
import { inUtc } from './words.ts';

/**
 * Lengths in UTF-16 units after escaping. Slack allows 150 in a header, 3,000 in a section, 2,000 in each of 10 fields,
 * 50 blocks, and, without documenting it, about 13,000 in all blocks together: these stay below the sum.
 */
const LIMITS = {
  header: 150,
  sentence: 1500,
  field: 400,
  fields: 10,
  quote: 1500,
  next: 1400,
  link: 2000,
  context: 300,
} as const;

const MARK: Readonly<Record<Tone, string>> = { neutral: '', good: '🟢 ', warning: '🟠 ', alert: '🔴 ' };

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

export interface SlackMessage {
  /** For the banner of a phone, and for who cannot see blocks. */
  readonly text: string;
  readonly unfurl_links: boolean;
  readonly unfurl_media: boolean;
  readonly blocks: readonly object[];
}

/**
 * The body of a Slack incoming webhook. Text of users is `plain_text` and escaped: it mentions nobody and links nowhere.
 * Only our own words are `mrkdwn`. https://docs.slack.dev/reference/block-kit, https://docs.slack.dev/messaging/formatting-message-text
 */
export function slackMessage(notice: Notice): SlackMessage {
  const { title, sentence, facts, quote, next, link, reference } = notice;
  return {
    text: escaped(`${MARK[notice.tone]}${title}. ${sentence}`, LIMITS.sentence),
    // what a user wrote may hold a URL, whose preview is not for Baton to fetch
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(MARK[notice.tone] + title, LIMITS.header) },
      { type: 'section', text: plain(sentence, LIMITS.sentence) },
      ...(facts.length === 0 ? [] : [{ type: 'section', fields: facts.slice(0, LIMITS.fields).map(field) }]),
      ...(quote === undefined || quote.trim() === ''
        ? []
        : [{ type: 'section', text: plain(`“${quote}”`, LIMITS.quote) }]),
      ...(next === undefined ? [] : [{ type: 'section', text: plain(`Next: ${next}`, LIMITS.next) }]),
      ...linkTo(link),
      { type: 'context', elements: [plain(reference, LIMITS.context)] },
    ],
  };
}

/** A link that is too long is left out: cut short, it would lead elsewhere. */
function linkTo(link: string | undefined): object[] {
  const text = link === undefined ? '' : `<${link.replaceAll('&', '&amp;')}|Open the handoff>`;
  return text === '' || text.length > LIMITS.link ? [] : [{ type: 'section', text: markup(text) }];
}

function field(fact: NoticeFact): object {
  if ('at' in fact) return markup(`${plainLabel(fact.label)}\n${slackDate(fact.at)}`);
  const text = `${plainLabel(fact.label)}\n${escaped(fact.text, LIMITS.field)}`;
  return { type: 'plain_text', text, emoji: false };
}

/** An instant in the time zone of whoever reads it. */
function slackDate(at: Instant): string {
  return `<!date^${Math.floor(epochOf(at) / 1000)}^{date_short} at {time}|${inUtc(at)}>`;
}

function plain(text: string, limit: number): object {
  return { type: 'plain_text', text: escaped(text, limit), emoji: false };
}

/** Our own words; `verbatim` keeps Slack from making links and mentions of what looks like them. */
function markup(text: string): object {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** On one line. Slack refuses empty text. */
function escaped(text: string, limit: number): string {
  return encodeWithin(plainText(text, limit) || '–', limit, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return ESCAPES.get(character) ?? character;
}
