import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { signUp, wholeApp } from '../support/whole-app.ts';

const GUIDE = readFileSync(new URL('../../../docs/contracts.md', import.meta.url), 'utf8');
const [, WORKED = ''] = /<<END\n(.*?)\nEND\n/s.exec(GUIDE) ?? [];

test('the contract that the guide works through is published as it stands there, and takes the handoff it is for', async () => {
  const app = wholeApp();
  const { test: key } = await signUp(app);
  const made = async (path: string, json: unknown) => {
    const answer = await app.call('POST', path, { key, json });
    expect(answer.status, answer.text).toBe(201);
    return answer.json;
  };
  const hours = [['09:00', '17:00']];
  const lead = await made('/v1/owners', { name: 'Maya Lindt' });
  const queue = await made('/v1/queues', { name: 'Implementation', strategy: 'manual', members: [] });
  const calendar = await made('/v1/calendars', { name: 'Office', timezone: 'Europe/Berlin', weekly: { mon: hours } });
  const body = WORKED.replaceAll('$LEAD', lead.id).replaceAll('$QUEUE', queue.id).replaceAll('$CALENDAR', calendar.id);
  expect(body).not.toContain('$');
  const { id } = await made('/v1/contracts', JSON.parse(body));
  const published = await app.call('POST', `/v1/contracts/${id}/publish`, { key, json: {} });
  expect(published.json, published.text).toMatchObject({ status: 'published', version: 1, bodyOf: 'published' });
  const stakeholders = [{ name: 'Ana', role: 'sponsor' }];
  const handoff = await made('/v1/handoffs', {
    contractId: id,
    subject: { type: 'account', id: 'acme-42' },
    packet: { goals: 'Live by March', arr: 48_000, stakeholders },
    priority: 'urgent',
  });
  expect(handoff).toMatchObject({ priority: 'urgent', clocks: [{ name: 'accept', run: 1, target: 'PT1H' }] });
});
