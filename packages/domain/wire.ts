import * as z from 'zod';
import { type Instant, instantFromEpoch } from './instant.ts';
import { once } from './once.ts';

/** An offset can lead out of the years that four digits can tell. */
function isInYear0To9999(text: string): boolean {
  const epoch = Date.parse(text);
  // what is no date-time at all is refused as such
  return !(epoch < Date.parse('0000-01-01T00:00:00Z') || epoch > Date.parse('9999-12-31T23:59:59.999Z'));
}

/** RFC 3339 in, the canonical UTC instant with milliseconds out. */
export const instantSchema = once(() =>
  z.iso
    .datetime({ offset: true, abort: true, error: 'must be an RFC 3339 date-time, such as 2026-11-22T09:00:00Z' })
    .refine(isInYear0To9999, { error: 'must lie in the years 0000 to 9999 in UTC' })
    .transform((text): Instant => instantFromEpoch(Date.parse(text)))
    .meta({ description: 'An instant, RFC 3339 in UTC.', examples: ['2026-11-22T09:00:00.000Z'] }),
);

/** The id of a resource: a prefix that names its kind and a ULID, `hnd_01JD…`. */
export function idSchema(prefix: string) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`), {
      error: `must be an id of this kind: ${prefix}_, and 26 digits and capital letters`,
    })
    .meta({ examples: [`${prefix}_01JDA5K7ZWQ0R8T2V4X6Y8B0CD`] });
}

/** Live and test are separate worlds of data. */
export const MODES = ['live', 'test'] as const;
export const modeSchema = once(() => z.enum(MODES));
export type Mode = z.infer<ReturnType<typeof modeSchema>>;

/**
 * An instant that Baton itself wrote: already canonical, so it is checked and not converted. Use `instantSchema` for
 * what a caller sends.
 */
export const canonicalInstantSchema = once(
  () =>
    z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
      .meta({
        format: 'date-time',
        description: 'An instant, RFC 3339 in UTC with milliseconds.',
        examples: ['2026-11-22T09:00:00.000Z'],
      }) as unknown as z.ZodType<Instant, Instant>,
); // the pattern is the brand's own definition
