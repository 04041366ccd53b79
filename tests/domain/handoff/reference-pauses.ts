import type { ContractBody } from '#domain/contract/body.ts';
import type { ReferenceClocks } from './reference-clocks.ts';
import { seconds } from './reference-run.ts';

const THREE_YEARS = 3 * 365 * 24 * 3600;
const USUAL_COUNT = 10;

export interface Pause {
  readonly reason: string;
  readonly clocks: readonly string[];
  readonly since: number;
  readonly resumeBy: number;
  /** Real seconds that it may last yet. */
  readonly left: number;
}

/** The pauses of a handoff, each counting how long it is. */
export class ReferencePauses {
  current: Pause | undefined;
  count = 0;
  lastEnd = 0;
  spent = 0;
  readonly endings: { readonly at: number; readonly cause: string; readonly lasted: number }[] = [];
  private readonly body: ContractBody;
  private readonly clocks: ReferenceClocks;

  constructor(body: ContractBody, clocks: ReferenceClocks) {
    this.body = body;
    this.clocks = clocks;
  }

  begin(code: string, resumeBy: number): boolean {
    const { pauseReasons, pauseLimits } = this.body;
    const reason = pauseReasons.find((each) => each.code === code);
    const since = this.clocks.second;
    const total = pauseLimits?.total === undefined ? Number.POSITIVE_INFINITY : seconds(pauseLimits.total);
    if (this.current !== undefined || reason === undefined) return false;
    if (resumeBy <= since || resumeBy - since > THREE_YEARS) return false;
    if (this.count >= (pauseLimits?.count ?? USUAL_COUNT) || this.spent >= total) return false;
    const longest = reason.maxPause === undefined ? Number.POSITIVE_INFINITY : seconds(reason.maxPause);
    const left = Math.min(longest, total - this.spent);
    this.current = { reason: code, clocks: reason.clocks, since, resumeBy, left };
    this.clocks.freeze(reason.clocks);
    return true;
  }

  /** Whether a clock of that name stands still. */
  names(clock: string): boolean {
    return this.current?.clocks.includes(clock) === true;
  }

  /** Whether a clock of that name stands still, and did not at `second`. */
  beganAfter(clock: string, second: number): boolean {
    return this.names(clock) && this.current !== undefined && second < this.current.since;
  }

  end(cause: string): boolean {
    if (this.current === undefined) return false;
    const at = this.clocks.second;
    const lasted = at - this.current.since;
    this.lastEnd = at;
    this.endings.push({ at, cause, lasted });
    this.count += 1;
    this.spent += lasted;
    this.current = undefined;
    this.clocks.thaw();
    return true;
  }

  endByItself(): boolean {
    if (this.current === undefined) return false;
    const { since, left, resumeBy } = this.current;
    const { second } = this.clocks;
    if (second >= resumeBy) return this.end('resume_by');
    return second - since >= left && this.end('cap');
  }
}
