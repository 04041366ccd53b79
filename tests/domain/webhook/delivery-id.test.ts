import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { deliveryId, parseDeliveryId } from '#domain/webhook/delivery-id.ts';
import { holds } from '../../support/property.ts';

const endpointId = 'whe_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const configuration = 'evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CE';
const second = fc.integer({ min: 0, max: Date.UTC(3000, 0) / 1000 }).map((seconds) => instantFromEpoch(seconds * 1000));

test('an id tells the endpoint, the event and the second in which it was recorded', () => {
  holds(fc.tuple(second, fc.constantFrom(configuration, `${configuration}_000007`)), 300, ([recordedAt, eventId]) => {
    const parts = { endpointId, eventId, recordedAt };
    expect(parseDeliveryId(deliveryId(parts))).toEqual(parts);
  });
});

test('ids of one event and endpoint are alike within a second, and in the order of seconds', () => {
  holds(fc.tuple(second, second), 300, ([a, b]) => {
    const idAt = (recordedAt: typeof a) => deliveryId({ endpointId, eventId: configuration, recordedAt });
    expect(idAt(a) < idAt(b)).toBe(a < b);
    expect(idAt(instantFromEpoch(Date.parse(a) + 999))).toBe(idAt(a));
  });
});

test.each([
  '',
  'dlv_',
  endpointId,
  'dlv_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_01JDA5K7ZWQ0R8T2V4X6Y8B0CE',
  'dlv_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_1NG804_01JDA5K7ZWQ0R8T2V4X6Y8B0CE',
  'dlv_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_1NG804U_01JDA5K7ZWQ0R8T2V4X6Y8B0CE',
  'dlv_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_1NG804G_01JDA5K7ZWQ0R8T2V4X6Y8B0CE#1',
])('%j is the id of no delivery', (id) => {
  expect(parseDeliveryId(id)).toBeUndefined();
});
