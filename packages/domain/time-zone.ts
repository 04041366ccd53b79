/** Whether `timezone` is an IANA zone that this runtime knows. Offsets such as `+02:00` are none: they know no summer. */
export function isTimeZone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return /^[A-Za-z]/.test(timezone);
  } catch {
    return false;
  }
}
