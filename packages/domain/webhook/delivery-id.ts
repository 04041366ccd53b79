const DELIVERY_PATTERN = /^dlv_([0-9A-HJKMNP-TV-Z]{26})_([0-9A-HJKMNP-TV-Z]{26}(?:_\d{6,})?)$/;

/** The id of the delivery of one event to one endpoint: made of both, so that a repetition finds the same record. */
export function deliveryId(endpointId: string, eventId: string): string {
  return `dlv_${endpointId.slice('whe_'.length)}_${eventId.slice('evt_'.length)}`;
}

/** The endpoint and event of a delivery; undefined if `id` is not one. */
export function parseDeliveryId(id: string): { endpointId: string; eventId: string } | undefined {
  const [, endpoint, event] = DELIVERY_PATTERN.exec(id) ?? [];
  return endpoint === undefined || event === undefined
    ? undefined
    : { endpointId: `whe_${endpoint}`, eventId: `evt_${event}` };
}
