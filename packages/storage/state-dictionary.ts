/**
 * What states of handoffs say again and again, for their deflation: the more likely nearer to the end. It is part of how they
 * are stored: what was deflated with it cannot be read without it. So it never changes; another one has a name of its own.
 */
export const STATE_DICTIONARY = Buffer.from(
  [
    '"rejection":{"reason":"class":"clerical"procedural"definitional"criteria":["fields":["/',
    '"override":{"misroutedAttempt":1,"takenFrom":["own_01"testClockId":"tck_01"sender":{"ownerId":"own_01',
    '"pausesBefore":{"count":1,"seconds":"until":"2026-"paused":{"reason":"resumeBy":"termsSince":"2026-',
    '"disqualifiedAt":"2026-"cancelledAt":"2026-"reason":"state":"disqualified"cancelled"rejected"pending"routeAgainAt":"2026-',
    '"firedSteps":[{"escalations":[{"clock":"accept","attempt":1,"stepId":"at":"2026-"holder":{"queueId":"que_01',
    '"state":"breached_open"breached_closed"paused"breachedAt":"2026-"detectedAt":"2026-"excused":{"counted":{"seconds":"from":"2026-',
    '"reason":"fallback"fallback_queue"calendars":{"cal_01":1},',
    '{"id":"hnd_01","contractId":"ctr_01","contractVersion":1,"subject":{"type":"account","id":"","name":""},',
    '"priority":"normal","routing":{"reason":"rule","ruleId":""},"attempt":1,"packetRevision":1,"version":',
    '"holder":{"ownerId":"own_01","since":"2026-"},"milestones":[{"name":"first_touch","reachedAt":"2026-"}],"clocks":[',
    '{"name":"accept","attempt":1,"target":"PT4H","targetSeconds":14400,"calendarId":"cal_01","startedAt":"2026-","warned":[],',
    '"dueAt":"2026-","state":"met","stoppedAt":"2026-","elapsedSeconds":0.},',
    '{"attempt":1,"target":"PT8H","targetSeconds":28800,"calendarId":"cal_01","name":"complete","startedAt":"2026-","warned":[],',
    '"state":"running","dueAt":"2026-","warnings":[{"fraction":0.8,"at":"2026-"}]}],"escalations":[],"milestones":[],',
    '"createdAt":"2026-","updatedAt":"2026-","state":"assigned","accepted","acceptedAt":"2026-","completed","completedAt":"2026-',
  ].join(''),
);
