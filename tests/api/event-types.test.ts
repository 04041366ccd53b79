import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Schema, Validator } from '@cfworker/json-schema';
import { beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '#api/openapi/document.ts';
import { ROUTES } from '#api/routes/index.ts';
import { EVENT_DESCRIPTIONS } from '#api/schemas/event-descriptions.ts';
import { EVENT_TYPES, type EventType } from '#domain/event-types.ts';
import { signUp, wholeApp } from './support/whole-app.ts';

interface Described {
  readonly type: EventType;
  readonly family: string;
  readonly description: string;
  readonly schema: Schema;
  readonly example: Readonly<Record<string, unknown>>;
}

const document = openApiDocument(ROUTES, '1.2.3');
let described: ReadonlyMap<EventType, Described>;
beforeAll(async () => {
  const app = wholeApp();
  const { live } = await signUp(app);
  const { json } = await app.call('GET', '/v1/event-types', { key: live });
  const { data } = json as { data: Described[] };
  described = new Map(data.map((each) => [each.type, each]));
});

function descriptionOf(type: EventType): Described {
  const found = described.get(type);
  if (found === undefined) throw new Error(`${type} is not answered`);
  return found;
}

test('every type is answered, once', () => {
  expect([...described.keys()]).toEqual([...EVENT_TYPES]);
});

test.each(EVENT_TYPES)('%s has an example that is valid by its schema, as another validator reads it', (type) => {
  const { family, schema, example } = descriptionOf(type);
  expect(type.startsWith(`${family}.`)).toBe(true);
  expect(example['type']).toBe(type);
  const validator = new Validator(schema, '2020-12', false);
  expect(validator.validate(example).errors).toEqual([]);
});

test.each(EVENT_TYPES)('%s has a schema that refuses another type, and an event without data', (type) => {
  const { schema, example } = descriptionOf(type);
  const validator = new Validator(schema, '2020-12', false);
  expect(validator.validate({ ...example, type: 'handoff.lost' }).valid).toBe(false);
  const { data: _data, ...bare } = example;
  expect(validator.validate(bare).valid).toBe(false);
});

test.each(EVENT_TYPES)('%s is in the webhooks of the reference, with the headers of Standard Webhooks', (type) => {
  const { description, example } = descriptionOf(type);
  expect(document.webhooks?.[type]).toMatchObject({
    post: {
      description,
      parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
        $ref: `#/components/parameters/${name}`,
      })),
      requestBody: { content: { 'application/json': { schema: { $ref: expect.any(String) }, example } } },
    },
  });
  for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
    expect(document.components?.parameters?.[name]).toMatchObject({ name, in: 'header', required: true });
  }
});

test('the guide has a line for each type, with the words of the reference', () => {
  const guide = readFileSync(fileURLToPath(new URL('../../docs/events.md', import.meta.url)), 'utf8');
  const rows = [...guide.matchAll(/^\| `([a-z_]+\.[a-z_]+)` \| (.+) \|$/gm)].map(([, type, text]) => [type, text]);
  expect(rows).toEqual(EVENT_TYPES.map((type) => [type, EVENT_DESCRIPTIONS[type]]));
});
