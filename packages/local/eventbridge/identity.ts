/** The one account and region that this server plays. */
export interface Identity {
  readonly accountId: string;
  readonly region: string;
}

export function busArn({ accountId, region }: Identity, bus: string): string {
  return `arn:aws:events:${region}:${accountId}:event-bus/${bus}`;
}

export function ruleArn({ accountId, region }: Identity, bus: string, rule: string): string {
  return `arn:aws:events:${region}:${accountId}:rule/${bus === 'default' ? '' : `${bus}/`}${rule}`;
}

export function scheduleArn({ accountId, region }: Identity, group: string, name: string): string {
  return `arn:aws:scheduler:${region}:${accountId}:schedule/${group}/${name}`;
}

export function scheduleGroupArn({ accountId, region }: Identity, group: string): string {
  return `arn:aws:scheduler:${region}:${accountId}:schedule-group/${group}`;
}

/** RFC 3339 in UTC with whole seconds, as AWS writes the time of an event: `2026-11-22T09:00:00Z`. */
export function wholeSecondText(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
