import type { ClockTarget } from '../contract/clock.ts';
import { parseDuration } from '../contract/duration.ts';
import { counted, workingTime } from './words.ts';

/** A target in words: `4 hours`, `4 hours of working time`, `10 business days`. */
export function targetWords({ target, calendarId }: { target: ClockTarget; calendarId?: string | undefined }): string {
  if (typeof target !== 'string') return counted(target.businessDays, 'business day');
  const duration = parseDuration(target);
  if ('problem' in duration) return target;
  const words = workingTime(duration.seconds);
  return calendarId === undefined ? words : `${words} of working time`;
}
