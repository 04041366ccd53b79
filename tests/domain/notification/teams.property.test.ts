import { expect, it } from 'vitest';
import * as z from 'zod';
import { teamsMessage } from '#domain/notification/teams.ts';
import { holds } from '../../support/property.ts';
import { hostileNotices, longestNotice } from './hostile-texts.ts';

/** Text that is shown as it is. Two braces would begin a date that the card computes. */
const run = z.strictObject({
  type: z.literal('TextRun'),
  text: z
    .string()
    .refine((text) => !text.includes('{{'), { error: 'a template' })
    .refine((text) => text.isWellFormed(), { error: 'half a character' })
    .refine((text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text), { error: 'control' }),
  weight: z.literal('bolder').optional(),
  size: z.enum(['large', 'small']).optional(),
  color: z.enum(['default', 'good', 'warning', 'attention']).optional(),
  italic: z.literal(true).optional(),
  isSubtle: z.literal(true).optional(),
});

/** The only thing that is told in Markdown: an instant, behind a label of letters and digits. */
const INSTANT = /^\*\*[\p{L}\p{N} …]+:\*\* \{\{DATE\(([-\dT:]{19}Z),SHORT\)\}\} \{\{TIME\(\1\)\}\}$/u;

/** What the schema of Adaptive Cards 1.2 allows, as far as Baton makes use of it. */
const card = z.strictObject({
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.2'),
  msteams: z.strictObject({ width: z.literal('Full') }),
  body: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({
          type: z.literal('RichTextBlock'),
          inlines: z.array(run).min(1).max(2),
          spacing: z.literal('small').optional(),
        }),
        z.strictObject({
          type: z.literal('TextBlock'),
          text: z.string().regex(INSTANT),
          wrap: z.literal(true),
          spacing: z.literal('small'),
        }),
      ]),
    )
    .min(3),
  actions: z
    .tuple([
      z.strictObject({
        type: z.literal('Action.OpenUrl'),
        title: z.literal('Open the handoff'),
        url: z.url({ protocol: /^https$/, hostname: /^crm\.example$/ }),
      }),
    ])
    .optional(),
});

const message = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: card,
    }),
  ]),
});

it('whatever users write, Teams gets a card within its size that mentions nobody, links nowhere and computes nothing', () => {
  holds(hostileNotices, 400, (notice) => {
    const sent = teamsMessage(notice);
    expect(message.safeParse(sent).error?.message).toBeUndefined();
    expect(Buffer.byteLength(JSON.stringify(sent))).toBeLessThan(28_000);
  });
});

it('the longest texts, of the characters that take up the most, stay within the limits', () => {
  const sent = teamsMessage(longestNotice('日'));
  expect(message.safeParse(sent).error?.message).toBeUndefined();
  expect(Buffer.byteLength(JSON.stringify(sent))).toBeLessThan(28_000);
});
