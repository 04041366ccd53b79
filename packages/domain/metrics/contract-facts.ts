import type { ContractBody } from '../contract/body.ts';
import type { CalendarRef } from '../handoff/clock-trace.ts';
import { escapeToken, isJsonObject } from '../packet/json.ts';
import type { WorkingTime } from '../sla/working-time.ts';

/** What a contract version says that figures depend on. */
export interface ContractFacts {
  /** By whose hours it waits to be accepted; absent: all hours count. */
  readonly waitingCalendarId?: string;
  /** By whose hours the sender puts it right; absent: all hours count. */
  readonly reworkCalendarId?: string;
  /** The field that something in the packet counts for. */
  fieldOf(pointer: string): string;
}

/** What figures of a handoff depend on beside its events. All of it is immutable. */
export interface MetricFacts {
  contract(version: number): ContractFacts;
  workingTime(calendar: CalendarRef): WorkingTime;
}

/** Fields that are told apart, of one contract version: what is counted by name has to end somewhere. */
const MAX_FIELDS = 200;
/** Of their names together: a cell holds each twice, and an item ten days of it. */
const MAX_NAMES_LENGTH = 8_000;
/** What counts for none of them. */
export const OTHER_FIELD = 'other';

export function contractFacts({ clocks, packet }: Pick<ContractBody, 'clocks' | 'packet'>): ContractFacts {
  const calendarOf = (stop: string) => clocks.find((clock) => clock.stop.includes(stop))?.calendarId;
  const waitingCalendarId = calendarOf('accepted');
  const reworkCalendarId = calendarOf('resubmitted');
  const fields = declaredFields(packet.schema);
  return {
    ...(waitingCalendarId === undefined ? {} : { waitingCalendarId }),
    ...(reworkCalendarId === undefined ? {} : { reworkCalendarId }),
    fieldOf: (pointer) => {
      const field = `/${pointer.split('/')[1] ?? ''}`;
      return fields.has(field) ? field : OTHER_FIELD;
    },
  };
}

/** The pointers of the first properties that a packet schema declares: those that are told apart. */
function declaredFields({ properties }: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const names = isJsonObject(properties) ? Object.keys(properties).slice(0, MAX_FIELDS) : [];
  const told = new Set<string>();
  let length = 0;
  for (const name of names) {
    const pointer = `/${escapeToken(name)}`;
    length += pointer.length;
    if (length > MAX_NAMES_LENGTH) break;
    told.add(pointer);
  }
  return told;
}
