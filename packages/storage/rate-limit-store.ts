import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { once } from '#domain/once.ts';
import { type BucketTerms, costMs, latestFullAt } from '#domain/tenancy/token-bucket.ts';
import type { Mode } from '#domain/wire.ts';
import { toItem } from './attributes.ts';
import { readStored } from './document.ts';
import { guardedClient } from './guarded-client.ts';
import { prefixOf, wallsOf } from './walls.ts';

/** A limit must not hold a request up for longer than this. */
const LONGEST_CALL_MS = 500;
const SORT_KEY = 'bucket';
/** How much of a day, `2026-11-22`, its month is. */
const MONTH = 7;

/** What is counted beside the tokens; each write brings what happened since the last. */
export interface Tally {
  readonly requests: number;
  readonly refusals: number;
  /** Handoffs opened, less those that ended. */
  readonly openHandoffs: number;
}

export const NO_TALLY: Tally = { requests: 0, refusals: 0, openHandoffs: 0 };

const bucketSchema = once(() =>
  z.object({
    fullAt: z.number(),
    /** The day, in UTC, of the counts of requests and refusals; the month is that of the day. */
    day: z.string(),
    dayRequests: z.number(),
    dayRefusals: z.number(),
    monthRequests: z.number(),
    monthRefusals: z.number(),
    /** Opened less ended, as processes told it. */
    openHandoffs: z.number(),
    /** When that was last counted by the index instead, in milliseconds since the epoch. */
    openCountedAt: z.number().optional(),
  }),
);
/** A bucket as it is stored, and what is counted with its tokens. */
export type Bucket = z.infer<ReturnType<typeof bucketSchema>>;

export interface LeaseRequest {
  readonly terms: BucketTerms;
  readonly tokens: number;
  readonly now: number;
  /** The day in UTC, `2026-11-22`. */
  readonly day: string;
  readonly tally: Tally;
  /** The bucket as it is believed to be. */
  readonly known: Bucket | undefined;
}

/** `taken: false`: nothing was written, and `bucket` is what there is; undefined if there is none yet. */
export type LeaseOutcome =
  | { readonly taken: true; readonly bucket: Bucket }
  | { readonly taken: false; readonly bucket: Bucket | undefined };

/** One bucket of tokens. Each lease is one write, and no two of them need to know of each other. */
export class RateLimitStore {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;
  readonly #partition: string;

  /** `partition`: the partition key as a whole, within the tenant's keys unless the bucket is the platform's. */
  constructor(client: DynamoDBClient, tableName: string, partition: string) {
    this.#client = client;
    this.#tableName = tableName;
    this.#partition = partition;
  }

  async take(request: LeaseRequest): Promise<LeaseOutcome> {
    const { known, day, now } = request;
    const begins = known === undefined || known.day < day;
    const update = begins ? beginDay(request) : takeFrom(request, known.fullAt < now);
    try {
      const { Attributes: item } = await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#tableName,
          Key: this.#key,
          ExpressionAttributeNames: { '#day': 'day' },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ...update,
        }),
        { abortSignal: AbortSignal.timeout(LONGEST_CALL_MS) },
      );
      return { taken: true, bucket: readBucket(item ?? {}) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { taken: false, bucket: error.Item && readBucket(error.Item) };
    }
  }

  /** The bucket as it is; undefined if nothing was ever taken from it. */
  async read(): Promise<Bucket | undefined> {
    const { Item: item } = await this.#client.send(new GetItemCommand({ TableName: this.#tableName, Key: this.#key }));
    return item && readBucket(item);
  }

  /** Puts what was counted in the place of what processes told. What they tell meanwhile may be lost. */
  async correctOpenHandoffs(counted: number, now: number): Promise<void> {
    await this.#client.send(
      new UpdateItemCommand({
        TableName: this.#tableName,
        Key: this.#key,
        UpdateExpression: 'SET openHandoffs = :counted, openCountedAt = :now',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':counted': number(counted), ':now': number(now) },
      }),
    );
  }

  get #key(): Record<string, AttributeValue> {
    return { pk: { S: this.#partition }, sk: { S: SORT_KEY } };
  }
}

type Update = Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'>;

const COUNTING =
  'ADD dayRequests :requests, dayRefusals :refusals, monthRequests :requests, monthRefusals :refusals, openHandoffs :open';

/** From a bucket that is full, or from one that is not: without knowing how full, so that others may take meanwhile. */
function takeFrom({ terms, tokens, now, day, tally }: LeaseRequest, full: boolean): Update {
  const cost = costMs(terms, tokens);
  const values = { ...tallied(tally), ':now': number(now), ':day': { S: day } };
  return full
    ? {
        UpdateExpression: `SET fullAt = :fullAt ${COUNTING}`,
        ConditionExpression: 'fullAt < :now AND #day >= :day',
        ExpressionAttributeValues: { ...values, ':fullAt': number(now + cost) },
      }
    : {
        UpdateExpression: `SET fullAt = fullAt + :cost ${COUNTING}`,
        ConditionExpression: 'fullAt >= :now AND fullAt <= :latest AND #day >= :day',
        ExpressionAttributeValues: {
          ...values,
          ':cost': number(cost),
          ':latest': number(latestFullAt(terms, tokens, now)),
        },
      };
}

const BEGINNING =
  'SET fullAt = :fullAt, #day = :day, dayRequests = :requests, dayRefusals = :refusals, monthRequests = :monthRequests, monthRefusals = :monthRefusals ADD openHandoffs :open';

/** The first of a day begins its counts. Nobody else may have written since: each write puts `fullAt` off. */
function beginDay({ terms, tokens, now, day, tally, known }: LeaseRequest): Update {
  const month = known?.day.slice(0, MONTH) === day.slice(0, MONTH) ? known : undefined;
  return {
    UpdateExpression: BEGINNING,
    ConditionExpression: known === undefined ? 'attribute_not_exists(pk)' : 'fullAt = :known',
    ExpressionAttributeValues: {
      ...tallied(tally),
      ':fullAt': number(Math.max(known?.fullAt ?? now, now) + costMs(terms, tokens)),
      ':day': { S: day },
      ':monthRequests': number((month?.monthRequests ?? 0) + tally.requests),
      ':monthRefusals': number((month?.monthRefusals ?? 0) + tally.refusals),
      ...(known === undefined ? {} : { ':known': number(known.fullAt) }),
    },
  };
}

function tallied({ requests, refusals, openHandoffs }: Tally): Record<string, AttributeValue> {
  return { ':requests': number(requests), ':refusals': number(refusals), ':open': number(openHandoffs) };
}

function number(value: number): AttributeValue {
  return { N: String(value) };
}

function readBucket(item: Record<string, AttributeValue>): Bucket {
  return readStored('bucket', () => bucketSchema().parse(toItem(item).attributes));
}

/** The bucket of a tenant in one mode. */
export function tenantBucket(client: DynamoDBClient, tableName: string, tenantId: string, mode: Mode): RateLimitStore {
  const guarded = guardedClient(client, wallsOf(tableName, tenantId, [mode]));
  return new RateLimitStore(guarded, tableName, `${prefixOf(tenantId, mode)}rate`);
}

/** The bucket of all who sign up: they are no tenant yet. */
export function signUpBucket(client: DynamoDBClient, tableName: string): RateLimitStore {
  return new RateLimitStore(client, tableName, 'P#sign-ups');
}
