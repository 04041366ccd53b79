import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { startReceiver } from './support/receiver.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { closeWorlds, openWorld } from './support/world.ts';

const LINK = 'https://crm.example/{subjectType}/{subjectId}?handoff={handoffId}';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

test('an endpoint of each format is told of a breach, by subject, clock, lateness and who is to act, signed over what it gets', async () => {
  const { tenant, receiver: standard, submit } = await openWorld(stack, { acceptSeconds: 2 });
  const chats = await Promise.all(
    (['slack', 'teams'] as const).map(async (format) => {
      const receiver = await startReceiver();
      const input = { url: receiver.url, eventTypes: ['clock.breached'], format, linkTemplate: LINK };
      const { secret } = await tenant.create<{ secret: string }>('/v1/webhook-endpoints', input);
      return { format, receiver, secret };
    }),
  );
  try {
    const { id } = await submit('acme & sons');
    await eventually('all are told of the breach', () => {
      const types = standard.about(id).map(({ event }) => event.type);
      return types.includes('clock.breached') && chats.every(({ receiver }) => receiver.received.length > 0);
    });
    const breach = standard.about(id).find(({ event }) => event.type === 'clock.breached');
    for (const { format, receiver, secret } of chats) {
      const [got] = receiver.received;
      if (got === undefined) throw new Error('nothing arrived');
      expect(got.id).toBe(breach?.id);
      const told = new Webhook(secret).verify(got.body, got.headers);
      const text = textsOf(told).join('\n').replaceAll('&amp;', '&');
      expect(text).toContain('The accept clock of account acme & sons ran past its target of 2 seconds and is');
      expect(text).toMatch(/Late by:?\s+(?:less than a minute|\d+ minutes?)/);
      expect(text).toContain(`Ana should accept it with POST /v1/handoffs/${id}/accept`);
      expect(text).toContain('Closed-won to onboarding');
      expect(JSON.stringify(told)).toContain(`https://crm.example/account/acme%20%26%20sons?handoff=${id}`);
      expect(told).toHaveProperty(
        format === 'slack' ? 'blocks.0.type' : 'type',
        format === 'slack' ? 'header' : 'message',
      );
    }
  } finally {
    await Promise.all(chats.map(({ receiver }) => receiver.close()));
  }
});

/** Every text in a message, in order. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'text' && typeof member === 'string' ? [member] : textsOf(member),
  );
}
