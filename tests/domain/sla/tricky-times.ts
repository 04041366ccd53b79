/** A zone and a date (UTC) about which its wall clock does something that naive arithmetic gets wrong. */
export interface TrickyTime {
  readonly timezone: string;
  readonly about: string;
}

export const TRICKY_TIMES: readonly TrickyTime[] = [
  { timezone: 'America/New_York', about: '2026-03-08' },
  { timezone: 'America/New_York', about: '2026-11-01' },
  { timezone: 'Europe/London', about: '2026-03-29' },
  { timezone: 'Europe/Dublin', about: '2026-10-25' },
  // Half an hour of summer time.
  { timezone: 'Australia/Lord_Howe', about: '2026-04-04' },
  { timezone: 'Australia/Lord_Howe', about: '2026-10-03' },
  // Summer begins and ends at midnight.
  { timezone: 'America/Sao_Paulo', about: '2018-11-04' },
  { timezone: 'America/Sao_Paulo', about: '2018-02-18' },
  { timezone: 'America/Havana', about: '2026-03-08' },
  // A quarter of an hour, once.
  { timezone: 'Asia/Kathmandu', about: '1985-12-31' },
  // 30 December 2011 never was.
  { timezone: 'Pacific/Apia', about: '2011-12-30' },
  // 30 September 1969 came twice, but for an hour; in 1993 a day was left out.
  { timezone: 'Pacific/Kwajalein', about: '1969-10-01' },
  { timezone: 'Pacific/Kwajalein', about: '1993-08-21' },
  // Out of summer time for Ramadan.
  { timezone: 'Africa/Casablanca', about: '2025-02-23' },
  // Set back at a minute past midnight, into the day before.
  { timezone: 'America/St_Johns', about: '2010-11-07' },
  { timezone: 'America/St_Johns', about: '2010-03-14' },
  { timezone: 'Asia/Gaza', about: '2010-03-27' },
  // Two hours of summer time.
  { timezone: 'Antarctica/Troll', about: '2026-03-29' },
  { timezone: 'Antarctica/Troll', about: '2026-10-25' },
];
