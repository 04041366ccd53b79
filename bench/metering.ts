import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';

/** What was consumed since the meter was reset. */
export interface Consumption {
  writeUnits: number;
  /** Those of them that the event log takes, which alone is written by batches. */
  logUnits: number;
  readUnits: number;
  /** What counting it into the tenant's figures takes, which is in none of the others. */
  readonly figures: { writeUnits: number; readUnits: number };
  /** Write units of the table and of each index, by the kind of call. */
  readonly writes: Map<string, number>;
  /** Calls to AWS by name. */
  readonly calls: Map<string, number>;
}

/** The calls that Baton's own code makes; all others are the platform's, such as polling a queue for a function. */
const OUR_CALLS = new Set([
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'BatchWriteItem',
  'TransactWriteItems',
  'PutEvents',
  'CreateSchedule',
  'UpdateSchedule',
  'DeleteSchedule',
  'SendMessageBatch',
]);
const READS = new Set(['GetItem', 'BatchGetItem', 'Query']);

interface Capacity {
  readonly CapacityUnits?: number;
  readonly Table?: { readonly CapacityUnits?: number };
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, { readonly CapacityUnits?: number }>>;
}

interface SentCommand {
  readonly constructor: { readonly name: string };
  readonly input: Record<string, unknown>;
}

type Send = (this: object, command: SentCommand, ...rest: unknown[]) => Promise<Answer>;

interface Answer {
  readonly ConsumedCapacity?: Capacity | readonly Capacity[];
}

/** Clients of the function that counts figures. */
const measuring = new WeakSet<object>();

function isOfFigures({ input }: SentCommand): boolean {
  return JSON.stringify(input['Key'] ?? {}).includes('#metrics-generations"');
}

/**
 * Meters every SDK client of this process, and so the unmodified code of the functions: each DynamoDB call is asked for
 * its consumed capacity, indexes included, and each call to AWS is counted.
 */
export function meter(): Consumption {
  const consumption: Consumption = {
    writeUnits: 0,
    logUnits: 0,
    readUnits: 0,
    figures: { writeUnits: 0, readUnits: 0 },
    writes: new Map(),
    calls: new Map(),
  };
  for (const client of [DynamoDBClient, EventBridgeClient, SchedulerClient, SQSClient]) {
    const prototype = client.prototype as unknown as { send: Send }; // the SDK's overloads, seen as the one they share
    const send = prototype.send;
    prototype.send = async function metered(command, ...rest) {
      if (client === DynamoDBClient) command.input['ReturnConsumedCapacity'] = 'INDEXES';
      // the first that `measure` sends is always for these, and no other function has its client
      if (isOfFigures(command)) measuring.add(this);
      const answer = await send.call(this, command, ...rest);
      const name = command.constructor.name.replace(/Command$/, '');
      if (measuring.has(this)) noteFigures(consumption, name, answer);
      else note(consumption, name, answer);
      return answer;
    };
  }
  return consumption;
}

function noteFigures({ figures }: Consumption, name: string, answer: Answer): void {
  if (READS.has(name)) figures.readUnits += unitsOf(answer);
  else figures.writeUnits += unitsOf(answer);
}

function unitsOf({ ConsumedCapacity: capacity = [] }: Answer): number {
  return [capacity].flat().reduce((total, { CapacityUnits = 0 }) => total + CapacityUnits, 0);
}

function note(consumption: Consumption, name: string, answer: Answer): void {
  if (!OUR_CALLS.has(name)) return;
  consumption.calls.set(name, (consumption.calls.get(name) ?? 0) + 1);
  const capacities = [answer.ConsumedCapacity ?? []].flat();
  const units = unitsOf(answer);
  if (READS.has(name)) consumption.readUnits += units;
  else {
    consumption.writeUnits += units;
    for (const capacity of capacities) noteWrites(consumption.writes, name, capacity);
  }
  if (name === 'BatchWriteItem') consumption.logUnits += units;
}

function noteWrites(writes: Map<string, number>, name: string, { Table, GlobalSecondaryIndexes }: Capacity): void {
  for (const [place, { CapacityUnits = 0 } = {}] of Object.entries({ table: Table, ...GlobalSecondaryIndexes })) {
    if (CapacityUnits > 0) writes.set(`${name} ${place}`, (writes.get(`${name} ${place}`) ?? 0) + CapacityUnits);
  }
}

export function reset(consumption: Consumption): void {
  consumption.writeUnits = 0;
  consumption.logUnits = 0;
  consumption.readUnits = 0;
  consumption.figures.writeUnits = 0;
  consumption.figures.readUnits = 0;
  consumption.writes.clear();
  consumption.calls.clear();
}
