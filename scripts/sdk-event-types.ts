import * as z from 'zod';
import { referenceName, schemaTypes } from './sdk-schema-types.ts';

const HEADER = `// Generated from the routes' event schemas by \`npm run openapi\`. Do not edit.
`;

const documentSchema = z.object({
  webhooks: z.record(
    z.string(),
    z.object({
      post: z.object({
        requestBody: z.object({
          content: z.object({ 'application/json': z.object({ schema: z.object({ $ref: z.string() }) }) }),
        }),
      }),
    }),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/**
 * The SDK's types of events, as TypeScript: an interface for each schema that an OpenAPI document's webhooks lead to, and
 * their union. Throws if a schema says something that it cannot render.
 */
export function renderEventTypes(document: unknown): string {
  const { webhooks, components } = documentSchema.parse(document);
  const events = Object.values(webhooks).map(({ post }) =>
    referenceName(post.requestBody.content['application/json'].schema.$ref),
  );
  const types = schemaTypes(typeName);
  const union = `/** Every event that this version knows, told apart by \`type\`. Newer types arrive too: keep a default branch for them. */\nexport type WebhookEvent =\n${events.map((name) => `  | ${typeName(name)}`).join('\n')};\n`;
  return [HEADER, union, ...types.declarations(events, components.schemas)].join('\n');
}

/** Schemas of what is sent have names of their own where what is accepted differs; here there is nothing else. */
function typeName(schemaName: string): string {
  return schemaName.replace(/Output$/, '');
}
