import type { FauxqsParts } from './fauxqs-parts.ts';

type Queue = InstanceType<FauxqsParts['SqsQueue']>;
type Waiting = Queue['messages'][number];

/** A group with as many messages in flight makes others wait, and is itself served after them. */
const NOISY_IN_FLIGHT = 10;

const made = new WeakSet<Queue>();

/**
 * Makes standard queues fair, which fauxqs' are not: while a message group has many messages in flight, those of other
 * groups and of none are handed out first. Source: SQS developer guide, "Fair queues".
 */
export function makeQueuesFair({ SqsQueue }: FauxqsParts): void {
  const prototype: Queue = SqsQueue.prototype;
  if (made.has(prototype)) return;
  made.add(prototype);
  const dequeue = prototype.dequeue;
  prototype.dequeue = function fairly(this: Queue, ...request: Parameters<Queue['dequeue']>) {
    const noisy = this.isFifo() ? new Set<string>() : noisyGroups(this);
    if (noisy.size > 0) {
      this.processTimers(); // what is due only now is to find its place as well
      this.messages = quietFirst(this.messages, noisy);
    }
    return dequeue.apply(this, request);
  };
}

function noisyGroups(queue: Queue): ReadonlySet<string> {
  const inFlight = new Map<string, number>();
  for (const { message } of queue.inflightMessages.values()) {
    const { messageGroupId: group } = message;
    if (group !== undefined) inFlight.set(group, (inFlight.get(group) ?? 0) + 1);
  }
  return new Set([...inFlight].filter(([, count]) => count >= NOISY_IN_FLIGHT).map(([group]) => group));
}

function quietFirst(messages: readonly Waiting[], noisy: ReadonlySet<string>): Waiting[] {
  const isNoisy = ({ messageGroupId: group }: Waiting): boolean => group !== undefined && noisy.has(group);
  return [...messages.filter((message) => !isNoisy(message)), ...messages.filter(isNoisy)];
}
