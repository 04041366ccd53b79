import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import * as z from 'zod';

/**
 * The floor: what any function with this stack costs at the least. Hono, a body checked by zod, one DynamoDB PutItem;
 * bundled, started and called exactly like the API function.
 */
const bodySchema = z.strictObject({
  contractId: z.string(),
  subject: z.strictObject({ type: z.string(), id: z.string(), name: z.string().optional() }),
  packet: z.record(z.string(), z.unknown()),
});

const client = new DynamoDBClient();
const app = new Hono();

app.post('/v1/handoffs', async (c) => {
  const body = bodySchema.safeParse(await c.req.json());
  if (!body.success) return c.json({ errors: body.error.issues }, 422);
  const id = `flr_${crypto.randomUUID()}`;
  await client.send(
    new PutItemCommand({
      TableName: process.env['BATON_TABLE'],
      Item: { pk: { S: `floor#${id}` }, sk: { S: 'item' }, doc: { S: JSON.stringify(body.data) } },
    }),
  );
  return c.json({ id, ...body.data }, 201);
});

export const handler = handle(app);
