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

/** The committed document, of which this is what answers are held to. */
export function readDocument(): OpenApi {
  return openApi.parse(parse(readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8')));
}
