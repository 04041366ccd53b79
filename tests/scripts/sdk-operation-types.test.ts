import { describe, expect, it } from 'vitest';
import { renderOperationTypes } from '../../scripts/sdk-operation-types.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answer = (schema: object) => ({ 200: { content: { 'application/json': { schema } } } });

const documentOf = (operation: object, schemas: object = {}) => ({
  paths: { '/v1/things/{id}': { patch: { summary: 'Change a thing', responses: {}, ...operation } } },
  components: {
    schemas,
    parameters: { Key: { in: 'header', name: 'Idempotency-Key', schema: { type: 'string' } } },
  },
});

describe('renderOperationTypes', () => {
  it('renders parameters, options for headers, the body, every 2xx answer, and the schemas that these lead to', () => {
    const operation = {
      parameters: [
        { in: 'path', name: 'id', required: true, schema: { type: 'string' } },
        { in: 'query', name: 'limit', description: 'How many.', schema: { type: 'integer' } },
        { in: 'header', name: 'If-Match', schema: { type: 'string' } },
        { $ref: '#/components/parameters/Key' },
      ],
      requestBody: { required: true, content: { 'application/json': { schema: ref('Input') } } },
      responses: {
        ...answer(ref('Thing')),
        202: { content: { 'text/plain': { schema: { type: 'string' } } } },
        204: {},
        404: { content: { 'application/problem+json': { schema: ref('Hidden') } } },
      },
    };
    const pair = { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false };
    const schemas = {
      Input: { type: 'object', properties: { pair }, required: ['pair'], additionalProperties: false },
      Thing: { type: 'object', properties: { next: { type: ['string', 'null'] } }, additionalProperties: {} },
      Hidden: { type: 'string' },
    };
    expect(renderOperationTypes(documentOf(operation, schemas))).toContain(`export interface Operations {
  /** Change a thing. */
  readonly 'PATCH /v1/things/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** How many. */
      readonly limit?: number;
    };
    readonly ifMatch?: string;
    readonly idempotencyKey?: string;
    readonly body: Input;
    readonly answer: Thing | string | undefined;
  };
}

export interface Input {
  readonly pair: readonly [string, number];
}

export interface Thing {
  readonly next?: string | null;
  readonly [name: string]: unknown;
}
`);
    expect(renderOperationTypes(documentOf(operation, schemas))).not.toContain('Hidden');
  });

  it('refuses a header that the client would never send', () => {
    const parameters = [{ in: 'header', name: 'X-Other', schema: { type: 'string' } }];
    expect(() => renderOperationTypes(documentOf({ parameters }))).toThrow('X-Other');
  });

  it('marks what is deprecated', () => {
    expect(renderOperationTypes(documentOf({ deprecated: true }))).toContain('@deprecated');
  });
});
