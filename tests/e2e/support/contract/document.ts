import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

const header = z.object({ schema: z.record(z.string(), z.unknown()) });
const reference = z.object({ $ref: z.string() });
const response = z.object({
  headers: z.record(z.string(), z.union([reference, header])).default({}),
  content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })).default({}),
});
const operation = z.object({ operationId: z.string(), responses: z.record(z.string(), response) });
const openApi = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
    headers: z.record(z.string(), header),
  }),
});

export type Operation = z.infer<typeof operation>;
export type OpenApi = z.infer<typeof openApi>;

/**
 * The committed document, of which this is what answers are held to. Its schemas leave room for members to come; here
 * they are closed, so that an answer with a member that nobody has documented is found.
 */
export function readDocument(): OpenApi {
  const document = openApi.parse(parse(readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8')));
  const { Problem: problem, ...schemas } = document.components.schemas;
  if (problem === undefined) throw new Error('the document has no schema of problems');
  close(schemas);
  for (const item of Object.values(document.paths)) close(Object.values(item).map(({ responses }) => responses));
  return document;
}

/** Only problems may have members beyond those of their schema: RFC 9457 calls them extensions. */
function close(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && value.type === 'object' && 'properties' in value && !('additionalProperties' in value)) {
    Object.assign(value, { additionalProperties: false });
  }
  for (const member of Object.values(value)) close(member);
}
