import { describe, expect, it } from 'vitest';
import { renderEventTypes } from '../../scripts/sdk-event-types.ts';

const documentOf = (schemas: Readonly<Record<string, unknown>>) => ({
  webhooks: {
    'a.b': {
      post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/ABEvent' } } } } },
    },
  },
  components: { schemas },
});

describe('renderEventTypes', () => {
  it('renders what a webhook leads to, and nothing else', () => {
    const rendered = renderEventTypes(
      documentOf({
        ABEvent: {
          type: 'object',
          description: 'It happened.',
          properties: {
            type: { type: 'string', const: 'a.b' },
            count: { type: 'integer', minimum: 1, description: 'How often.' },
            who: { $ref: '#/components/schemas/PersonOutput' },
            notes: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
            more: { type: 'object', additionalProperties: { type: 'number' } },
            'odd-name': {},
          },
          required: ['type', 'who'],
        },
        PersonOutput: { type: 'string', enum: ['ann', "o'neill"] },
        Unrelated: { type: 'string' },
      }),
    );
    expect(rendered).toContain(`export type WebhookEvent =
  | ABEvent;

/** It happened. */
export interface ABEvent {
  readonly type: 'a.b';
  /** How often. */
  readonly count?: number;
  readonly who: Person;
  readonly notes?: ReadonlyArray<string | null>;
  readonly more?: { readonly [name: string]: number };
  readonly 'odd-name'?: unknown;
}

export type Person = 'ann' | 'o\\'neill';
`);
    expect(rendered).not.toContain('Unrelated');
  });

  it('refuses a keyword that it would otherwise drop', () => {
    const schema = { type: 'object', properties: {}, patternProperties: { x: { type: 'string' } } };
    expect(() => renderEventTypes(documentOf({ ABEvent: schema }))).toThrow('patternProperties');
  });
});
