import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { type HandoffEvent, handoffFactSchema } from '#domain/handoff/events.ts';
import { fold } from '#domain/handoff/evolve.ts';
import type { RenderedFormat } from '#domain/notification/format.ts';
import { renderNotification } from '#domain/notification/render.ts';
import type { Knowledge } from '#domain/notification/scene.ts';
import { BODY, exampleOf } from './facts.ts';

const GUIDE = readFileSync(new URL('../../../docs/notifications.md', import.meta.url), 'utf8');
const LINK = 'https://crm.example/handoffs/{handoffId}';

/** The handoff of the reference's examples, up to its breach. */
function knowledge(): Knowledge {
  const types = ['handoff.submitted', 'handoff.assigned', 'clock.started', 'clock.breached'] as const;
  const events = types.map((name, index): HandoffEvent => {
    const { type, occurredAt, actor, data, handoffId = '' } = exampleOf(name);
    return { ...handoffFactSchema().parse({ type, occurredAt, actor, data }), handoffId, sequence: index + 1 };
  });
  const handoff = fold(events);
  return { handoff, contract: BODY, names: new Map([[handoff?.holder.ownerId ?? '', 'Ana']]) };
}

/** The JSON that the guide shows under a heading. */
function shownUnder(heading: string): unknown {
  const [, section = ''] = GUIDE.split(`\n## ${heading}\n`);
  return JSON.parse(/```json\n(.*?)```/s.exec(section)?.[1] ?? 'null');
}

test.each([
  ['slack', 'Slack'],
  ['teams', 'Microsoft Teams'],
] as const)('the guide shows what is posted as %s, to the letter', (format: RenderedFormat, heading) => {
  const posted = renderNotification(format, exampleOf('clock.breached'), knowledge(), LINK);
  expect(shownUnder(heading)).toEqual(JSON.parse(posted));
});

test('the guide names no event that does not exist', () => {
  const named = GUIDE.match(/(?<=`|")(?:handoff|clock|escalation|contract)\.[a-z_]+(?=`|")/g) ?? [];
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((type) => !EVENT_TYPES.some((each) => each === type))).toEqual([]);
});
