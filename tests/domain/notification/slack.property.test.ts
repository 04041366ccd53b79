import { expect, it } from 'vitest';
import * as z from 'zod';
import { slackMessage } from '#domain/notification/slack.ts';
import { holds } from '../../support/property.ts';
import { hostileNotices, longestNotice } from './hostile-texts.ts';

/** Nothing that Slack reads as a control sequence: its three control characters occur as entities alone. */
const escapedText = (limit: number) =>
  z
    .string()
    .min(1)
    .max(limit)
    .refine((text) => !/[<>]|&(?!(?:amp|lt|gt);)/.test(text), { error: 'unescaped' })
    .refine((text) => text.isWellFormed(), { error: 'half a character' })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
    .refine((text) => !/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(text), { error: 'control' });

const plain = (limit: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: escapedText(limit), emoji: z.literal(false) });

/** The only two things that are told in Slack's own markup: an instant and our link. */
const OWN_WORDS =
  /^(?:[\p{L}\p{N} …]+\n<!date\^\d+\^\{date_short\} at \{time\}\|\d+ [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC>|<https:\/\/crm\.example\/[^\s<>|"]+\|Open the handoff>)$/u;
const markup = z.strictObject({
  type: z.literal('mrkdwn'),
  text: z.string().max(2000).regex(OWN_WORDS),
  verbatim: z.literal(true),
});

/** What Slack's reference allows, as far as Baton makes use of it. */
const message = z.strictObject({
  text: escapedText(3000),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
  blocks: z
    .array(
      z.union([
        z.strictObject({ type: z.literal('header'), text: plain(150) }),
        z.strictObject({ type: z.literal('section'), text: z.union([plain(3000), markup]) }),
        z.strictObject({
          type: z.literal('section'),
          fields: z
            .array(z.union([plain(2000), markup]))
            .min(1)
            .max(10),
        }),
        z.strictObject({ type: z.literal('context'), elements: z.array(plain(2000)).min(1).max(10) }),
      ]),
    )
    .min(3)
    .max(50),
});

it('whatever users write, Slack gets a message within its limits that mentions nobody, links nowhere and formats nothing', () => {
  holds(hostileNotices, 400, (notice) => {
    const sent = slackMessage(notice);
    expect(message.safeParse(sent).error?.message).toBeUndefined();
    expect(JSON.stringify(sent.blocks).length).toBeLessThan(13_000);
  });
});

it('the longest texts, of the characters that take up the most, stay within the limits', () => {
  const sent = slackMessage(longestNotice('&'));
  expect(message.safeParse(sent).error?.message).toBeUndefined();
  expect(JSON.stringify(sent.blocks).length).toBeLessThan(13_000);
});
