import { epochOf, type Instant, instantFromEpoch } from '../instant.ts';

/** Crockford's base 32, as in ULIDs: its digits are in the order of their characters. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Seconds since the epoch have so many digits until the year 3058. */
const SECOND_DIGITS = 7;

const DELIVERY_PATTERN = new RegExp(
  `^dlv_([${DIGITS}]{26})_([${DIGITS}]{${SECOND_DIGITS}})_([${DIGITS}]{26}(?:_\\d{6,})?)$`,
);

/** What the id of a delivery tells. */
export interface DeliveryParts {
  readonly endpointId: string;
  readonly eventId: string;
  /** When the event was recorded, in whole seconds. */
  readonly recordedAt: Instant;
}

/**
 * The id of the delivery of one event to one endpoint: made of what is known of both, so that a repetition finds the same
 * record, and of when the event was recorded, by which records are in order.
 */
export function deliveryId({ endpointId, eventId, recordedAt }: DeliveryParts): string {
  return `dlv_${endpointId.slice('whe_'.length)}_${secondText(recordedAt)}_${eventId.slice('evt_'.length)}`;
}

/** What `id` tells; undefined if it is not the id of a delivery. */
export function parseDeliveryId(id: string): DeliveryParts | undefined {
  const [, endpoint, second, event] = DELIVERY_PATTERN.exec(id) ?? [];
  if (endpoint === undefined || second === undefined || event === undefined) return undefined;
  return { endpointId: `whe_${endpoint}`, eventId: `evt_${event}`, recordedAt: instantOf(second) };
}

function secondText(instant: Instant): string {
  let text = '';
  for (let rest = Math.floor(epochOf(instant) / 1000); rest > 0; rest = Math.floor(rest / DIGITS.length)) {
    text = DIGITS.charAt(rest % DIGITS.length) + text;
  }
  return text.padStart(SECOND_DIGITS, '0');
}

function instantOf(second: string): Instant {
  const seconds = [...second].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0);
  return instantFromEpoch(seconds * 1000);
}
