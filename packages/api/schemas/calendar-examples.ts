const OFFICE_DAY = [
  ['09:00', '12:30'],
  ['13:30', '17:30'],
];

/** An office with a lunch break, a short Friday, a holiday and a short day before it. */
export const CALENDAR = {
  name: 'Berlin office',
  timezone: 'Europe/Berlin',
  weekly: { mon: OFFICE_DAY, tue: OFFICE_DAY, wed: OFFICE_DAY, thu: OFFICE_DAY, fri: [['09:00', '15:00']] },
  holidays: ['2026-12-25', '2027-01-01'],
  overrides: { '2026-12-24': [['09:00', '12:00']] },
};

export const PREVIEWS = {
  target: {
    summary: 'When four hours from Friday noon are over, by a stored calendar',
    value: { calendarId: 'cal_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', start: '2026-11-27T12:00:00+01:00', target: 'PT4H' },
  },
  businessDays: {
    summary: 'When two business days are over',
    value: {
      calendarId: 'cal_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
      start: '2026-12-23T15:00:00+01:00',
      target: { businessDays: 2 },
    },
  },
  span: {
    summary: 'How much working time two instants lie apart, by a calendar that is not stored',
    value: {
      calendar: { timezone: 'America/New_York', weekly: { sun: [['00:00', '24:00']] } },
      start: '2026-11-01T00:00:00-04:00',
      end: '2026-11-02T00:00:00-05:00',
    },
  },
};

/** What the first of `PREVIEWS` answers, by `CALENDAR`. */
export const PREVIEW_ANSWER = {
  dueAt: '2026-11-30T09:00:00.000Z',
  elapsedSeconds: 14_400,
  segments: [
    { from: '2026-11-27T11:00:00.000Z', to: '2026-11-27T14:00:00.000Z', kind: 'open' },
    { from: '2026-11-27T14:00:00.000Z', to: '2026-11-30T08:00:00.000Z', kind: 'closed' },
    { from: '2026-11-30T08:00:00.000Z', to: '2026-11-30T09:00:00.000Z', kind: 'open' },
  ],
};
