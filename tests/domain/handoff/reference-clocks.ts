import type { ClockTarget } from '#domain/contract/body.ts';
import { asked, type Definition, dueAfter, isOpenRun, openSeconds, type Run, shareOf } from './reference-run.ts';
import { isShare, ReferenceSteps, waitsForHours } from './reference-steps.ts';

const MINIMUM_NOTICE = 900;

export interface Warned {
  readonly clock: string;
  readonly attempt: number;
  readonly fraction: number;
  readonly at: number;
}

/** All clocks of a handoff, each counting the seconds that pass. */
export class ReferenceClocks extends ReferenceSteps {
  readonly runs: Run[] = [];
  readonly warnings: Warned[] = [];

  start(definition: Definition, attempt: number, target: ClockTarget, still: boolean): void {
    const run: Run = {
      definition,
      attempt,
      startedAt: this.second,
      outcome: still ? 'paused' : 'running',
      elapsed: 0,
      ...asked(this.world, target, definition.calendarId, this.second),
      still,
      countedSince: this.second,
      due: undefined,
      shortNotice: false,
      notice: Number.POSITIVE_INFINITY,
      excused: false,
      toWarn: [...definition.warnAt],
      warned: [],
    };
    if (!still) run.due = dueAfter(this.world, run, this.second);
    this.runs.push(run);
    for (const step of this.stepsOf(run)) if (isShare(step)) this.plan(run, step, 'share');
  }

  /** Stops `run` at `at`, now or a little earlier. */
  stop(run: Run, outcome: 'met' | 'cancelled', at = this.second): void {
    if (!run.still) run.elapsed -= openSeconds(this.world, run.definition.calendarId, at, this.second);
    run.stoppedAt = at;
    run.outcome = run.outcome === 'breached_open' ? 'breached_closed' : outcome;
    this.planned = this.planned.filter((planned) => planned.run !== run);
  }

  /** Goes back to `second` together with the runs that `begin` starts there; the next look brings them up to now. */
  rewind(second: number, begin: () => void): void {
    const until = this.second;
    const before = new Set(this.runs);
    this.second = second;
    begin();
    const runs = new Set(this.runs.filter((run) => !before.has(run)));
    if (runs.size === 0 || second === until) this.second = until;
    else this.behind = { runs, until };
  }

  /** What `run` has counted by `now`, which is where everything else is. */
  elapsedAt(run: Run, now: number): number {
    if (this.behind?.runs.has(run) !== true || run.still) return run.elapsed;
    return run.elapsed + openSeconds(this.world, run.definition.calendarId, this.second, now);
  }

  open(): Run[] {
    return this.runs.filter(isOpenRun);
  }

  awaiting(occurrence: string): Run[] {
    return this.open().filter(({ definition }) => definition.stop.includes(occurrence));
  }

  retarget(run: Run, target: ClockTarget): void {
    const wanted = asked(this.world, target, run.definition.calendarId, run.startedAt);
    run.shortNotice = wanted.target <= run.elapsed;
    const left = Math.max(Math.min(run.target, run.notice), run.elapsed);
    const notice = Math.min(run.elapsed + MINIMUM_NOTICE, left);
    run.target = run.shortNotice ? notice : wanted.target;
    if (run.shortNotice) run.notice = notice;
    run.endsAtOpening = !run.shortNotice && wanted.endsAtOpening;
    this.planLast(run);
    // What was due by the old target may be ahead by the new one.
    for (const planned of this.planned) if (planned.run === run && planned.need === 'share') planned.overdue = false;
    if (!run.still) {
      run.countedSince = this.second;
      run.due = dueAfter(this.world, run, this.second);
    }
    const open = run.definition.warnAt.filter((fraction) => run.warned.every((given) => fraction > given));
    const missed = open.filter((fraction) => run.elapsed > 0 && shareOf(run, fraction) <= run.elapsed);
    run.toWarn = open.filter((fraction) => !missed.includes(fraction) || fraction === Math.max(...missed));
  }

  freeze(names: readonly string[]): void {
    for (const run of this.open()) {
      if (!names.includes(run.definition.name)) continue;
      run.still = true;
      run.countedSince = this.second;
      if (run.outcome === 'breached_open') continue;
      run.outcome = 'paused';
      run.due = undefined;
    }
  }

  thaw(): void {
    for (const run of this.open()) {
      if (!run.still) continue;
      run.still = false;
      run.countedSince = this.second;
      this.planLast(run);
      if (run.outcome === 'breached_open') continue;
      run.outcome = 'running';
      run.due = dueAfter(this.world, run, this.second);
    }
  }

  tick(): void {
    for (const run of this.open()) {
      if (this.lives(run) && this.isOpen(run)) run.elapsed += 1;
    }
    for (const planned of this.planned) {
      if (this.lives(planned.run) && (!waitsForHours(planned.step) || this.isOpen(planned.run))) planned.counted += 1;
    }
    this.second += 1;
    if (this.second === this.behind?.until) this.behind = undefined;
  }

  /** Gives one warning that is due, or lets it go where whoever looks at `now` finds the clock late already. */
  warn(now: number): boolean {
    for (const run of this.runs) {
      const fraction = run.toWarn.find((each) => this.hasCounted(run, each));
      if (run.outcome !== 'running' || fraction === undefined || !this.lives(run)) continue;
      run.toWarn = run.toWarn.filter((each) => each !== fraction);
      if (run.due !== undefined && run.due < now) return true;
      run.warned.push(fraction);
      this.warnings.push({ clock: run.definition.name, attempt: run.attempt, fraction, at: this.second });
      return true;
    }
    return false;
  }

  /** Finds one clock late, where whoever looks does so after its due instant. */
  breach(now: number): Run | undefined {
    const run = this.runs.find((each) => each.outcome === 'running' && each.due === this.second && this.lives(each));
    if (run === undefined || this.second >= now) return undefined;
    run.outcome = 'breached_open';
    run.breachedAt = this.second;
    run.toWarn = [];
    return run;
  }
}
