import { describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { type Death, journaledDynamo } from './support/journaled-dynamo.ts';
import { type FurnishedOffice, furnishedOffice, type KeyedVerb, SEVERAL, SINGLE } from './support/keyed-verbs.ts';
import { NOON } from './support/test-app.ts';
import { type WholeApp, wholeApp } from './support/whole-app.ts';

const headers = { 'idempotency-key': '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11' };

/** A table, an office on it, and processes that live as long as the test says. */
async function world() {
  const table = journaledDynamo();
  const office = await furnishedOffice(wholeApp(table.client));
  return {
    table,
    office,
    /** A process of its own: it remembers nothing of others. */
    process: (death?: Death): WholeApp => {
      table.reset(death);
      return wholeApp(table.client);
    },
  };
}

function send(app: WholeApp, verb: KeyedVerb, office: FurnishedOffice) {
  const { path, json } = verb.request(office);
  return app.call('POST', path, { key: office.key, headers, json });
}

/** Every place at which a process can end that carries the request out. */
async function deaths(verb: KeyedVerb): Promise<Death[]> {
  const { table, office, process } = await world();
  expect((await send(process(), verb, office)).status).toBeLessThan(300);
  return Array.from({ length: table.sent }, (_, index) =>
    (['before', 'after'] as const).map((when) => ({ at: index + 1, when })),
  ).flat();
}

describe('a process that ends at any point', () => {
  test.each(Object.entries(SINGLE))(
    'of %s leaves one effect or none, and the answer is then given',
    async (_, verb) => {
      for (const death of await deaths(verb)) {
        const { office, process } = await world();
        await send(process(death), verb, office);
        const left = await verb.effects(process(), office);
        expect([0, 1], JSON.stringify(death)).toContain(left);
        const again = await send(process(), verb, office);
        expect(again.status, again.text).toBeLessThan(300);
        expect(again.headers.get('idempotent-replayed')).toBe(left === 1 ? 'true' : null);
        expect(await verb.effects(process(), office)).toBe(1);
        expect((await send(process(), verb, office)).text).toBe(again.text);
      }
    },
  );

  test.each(Object.entries(SEVERAL))(
    'of %s, which takes several steps, never has it take them twice',
    async (name, verb) => {
      for (const death of await deaths(verb)) {
        const { office, process } = await world();
        await send(process(death), verb, office);
        const left = await verb.effects(process(), office);
        expect([0, 1], JSON.stringify(death)).toContain(left);
        const soon = await send(process(), verb, office);
        expect([200, 409], soon.text).toContain(soon.status);
        if (soon.status === 409) expect(soon.json.code).toBe('idempotency_in_progress');
        const later = process();
        later.clock.now = addSeconds(NOON, 61);
        const last = await send(later, verb, office);
        if (soon.status === 200 || name === 'handOver') expect(last.status, last.text).toBe(200);
        else expect(last.json.code).toBe('idempotency_unanswered');
        expect(await verb.effects(process(), office)).toBeLessThanOrEqual(1);
      }
    },
  );
});
