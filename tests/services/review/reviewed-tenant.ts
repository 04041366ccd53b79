import type { ReviewRequest } from '#aws/ports.ts';
import type { ContractBody } from '#domain/contract/body.ts';
import type { Instant } from '#domain/instant.ts';
import { firstGenerations } from '#domain/metrics/generation.ts';
import type { TallyEntry } from '#domain/metrics/tally.ts';
import type { Tenant } from '#domain/tenancy/tenant.ts';
import type { ReviewDesk } from '#services/review/work-review.ts';
import { monthOf, spanOf } from '#storage/metrics-keys.ts';
import { CONTRACT } from '../../domain/review/sample-month.ts';
import { contractBody } from '../../support/contracts.ts';
import { TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

export const OCTOBER_IS_OVER = '2026-11-01T05:00:00.000Z' as Instant;

/** A tenant whose figures are there, and what its reviews are called by. */
export class ReviewedTenant {
  readonly system: TestSystem = testSystem();
  /** The schedules that there are: their time zones, by mode. */
  readonly schedules = new Map<string, string>();
  readonly messages: { readonly request: ReviewRequest; readonly delaySeconds: number }[] = [];
  tenant: Tenant | undefined = {
    id: TENANT.tenantId,
    name: 'Acme',
    timezone: 'UTC',
    plan: 'standard',
    version: 1,
    createdAt: '2026-08-15T09:00:00.000Z' as Instant,
  };

  constructor() {
    this.system.clock.now = OCTOBER_IS_OVER;
  }

  get desk(): ReviewDesk {
    return {
      tenantOf: async () => this.tenant,
      schedules: {
        put: async ({ mode }, timeZone) => {
          this.schedules.set(mode, timeZone);
        },
        remove: async ({ mode }) => {
          this.schedules.delete(mode);
        },
      },
      queue: {
        send: async (request, { delaySeconds } = { delaySeconds: 0 }) => {
          this.messages.push({ request, delaySeconds });
        },
      },
    };
  }

  /** Counts cells of contract versions as `measure` does. */
  async count(entries: readonly TallyEntry[]): Promise<void> {
    const { metrics } = this.system.context().stores;
    await metrics.saveGenerations(firstGenerations('UTC'));
    for (const { cell, counters } of entries) {
      const { day, dimension } = cell;
      if (dimension.kind !== 'contract') continue;
      const entry = `${dimension.contractId} ${dimension.version}`;
      await metrics.list(1, { month: monthOf(day), kind: 'contract' }, [entry]);
      const ref = { generation: 1, shard: 0, dimension, span: spanOf('contract', day) };
      await metrics.write([], [{ ref, version: 1, block: new Map([[day, counters]]) }]);
    }
  }

  /** What was announced: the months of `review.ready`. */
  async announced(): Promise<string[]> {
    const items = await this.system.context().stores.reader.items('events', { limit: 100 });
    return items.map(({ attributes }) => JSON.parse(String(attributes['doc'])).configuration.data.month);
  }
}

/** Publishes a version of the contract on the tenth of October. */
export async function publish(
  { system, tenant }: ReviewedTenant,
  contractVersion: number,
  body: ContractBody = contractBody(),
): Promise<void> {
  const publishedAt = '2026-10-10T09:00:00.000Z' as Instant;
  const { contractBodies, outbox } = system.context().stores;
  const publishing = contractBodies.publishing({
    contractId: CONTRACT,
    contractVersion,
    publishedAt,
    body,
  });
  const event = {
    id: `evt_${contractVersion}`,
    type: 'contract.published',
    occurredAt: publishedAt,
    tenantId: tenant?.id ?? '',
    mode: 'live',
    actor: { type: 'system', id: 'review' },
    data: {},
  } as const;
  await outbox.publish(event, publishing);
}
