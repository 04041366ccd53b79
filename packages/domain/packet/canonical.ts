/**
 * A text that two JSON values share if, and only if, they are equal in JSON Schema's sense: the order of properties does
 * not matter, and 1.0 is 1.
 */
export function canonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join()}}`;
}

/** `value` as JSON, cut to what fits into a message. */
export function excerpt(value: unknown, length = 60): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
