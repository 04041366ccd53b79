import type { Waiting } from '#storage/waiting-line.ts';
import type { TenantContext } from '../context.ts';

/**
 * The head of the next line, behind the line `after`, whose handoffs wait for a member who is free. In a manual queue
 * they wait for a claim, which no routing makes.
 */
export async function nextToRoute(context: TenantContext, after?: string): Promise<Waiting | undefined> {
  const { waitingLine } = context.stores;
  let head = await waitingLine.nextLine(after);
  while (head?.queueId !== undefined && (await isManual(context, head.queueId))) {
    head = await waitingLine.nextLine(head.queueId);
  }
  return head;
}

async function isManual({ stores }: TenantContext, queueId: string): Promise<boolean> {
  const [queue] = await stores.queues.getRecent([queueId]);
  return queue?.strategy === 'manual';
}
