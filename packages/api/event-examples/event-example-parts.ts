export const OWNER = 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
export const LEAD = 'own_01JDA5K7ZX3M5N7P9R1T3V5W7Y';
export const CONTRACT = 'ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
export const CALENDAR = 'cal_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
export const HANDOFF = 'hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
export const DUE = '2026-11-22T13:00:00.000Z';
export const API_KEY = { type: 'api_key', id: 'key_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' };
export const DEADLINE = { type: 'system', id: 'deadline' };
export const DELIVERY = { type: 'system', id: 'delivery' };
export const ACCEPT_CLOCK = { clock: 'accept', attempt: 1 };
export const COMPLETE_CLOCK = { clock: 'complete', attempt: 1 };

/** What tells an event from others of its type. */
export interface EventExample {
  readonly occurredAt: string;
  readonly detectedAt?: string;
  readonly actor: { readonly type: string; readonly id: string };
  /** Absent: the event is not about a handoff. */
  readonly sequence?: number;
  readonly data: unknown;
}
