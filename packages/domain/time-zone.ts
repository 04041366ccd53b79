/** Short names of ICU's own, which are no IANA zones, and which Temporal refuses. */
const ICU_ONLY = /^(?:AC|AE|AG|AR|AS|BE|BS|CA|CN|CS|CT|EA|EC|IE|IS|JS|MI|NE|NS|PL|PN|PR|PS|SS|VS)T$/i;

/** Whether `timezone` is an IANA zone that this runtime knows. Offsets such as `+02:00` are none: they know no summer. */
export function isTimeZone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return /^[A-Za-z]/.test(timezone) && !ICU_ONLY.test(timezone);
  } catch {
    return false;
  }
}
