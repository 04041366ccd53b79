import { expect, test } from 'vitest';
import { createDelivery, recordAttempt } from '#domain/webhook/delivery.ts';
import { endpoints } from '#services/tenancy/export/configuration.ts';
import type { ExportLine } from '#services/tenancy/export/line.ts';
import { NOON } from '../../../api/support/test-app.ts';
import { EVENT, endpointOf, FIRST, idOf, OK } from '../../support/delivery.ts';
import { standingCaller } from '../../support/standing-caller.ts';
import { TENANT } from '../../support/test-system.ts';

const SLACK = 'https://hooks.slack.com/services/T00000000/B00000000/example';

test.each(['slack', 'standard'] as const)(
  'the attempts of an exported delivery to a %s endpoint tell where it was posted, and not by which address',
  async (format) => {
    const scopes = ['webhooks:read', 'tenant:admin'] as const;
    const context = await standingCaller({ ...TENANT, keyId: `key_${'0'.repeat(26)}`, scopes });
    const endpoint = endpointOf({ format });
    await context.stores.endpoints.save(endpoint);
    const ids = { id: idOf(FIRST), eventId: EVENT.id, eventType: EVENT.type, endpointId: endpoint.id };
    const attempted = { outcome: OK, url: SLACK, now: NOON, jitter: 0 };
    const { delivery } = recordAttempt(createDelivery(ids, NOON), attempted);
    expect(await context.stores.deliveries.save(delivery, NOON)).toBe(true);
    const lines: ExportLine[] = [];
    for await (const { line } of endpoints(context).present(undefined)) lines.push(line);
    const told = lines.filter(({ kind }) => kind === 'delivery');
    expect(told).toMatchObject([
      { data: { id: ids.id, attempts: [{ url: 'https://hooks.slack.com', outcome: 'succeeded' }] } },
    ]);
    expect(JSON.stringify(lines)).not.toContain('B00000000');
  },
);
