import type { ClockTarget, EscalationStep } from '#domain/contract/body.ts';
import {
  asked,
  type Definition,
  dueAfter,
  isOpenRun,
  openSeconds,
  type Planned,
  type Run,
  seconds,
  shareOf,
} from './reference-run.ts';
import type { World } from './reference-world.ts';

const MINIMUM_NOTICE = 900;

export interface Warned {
  readonly clock: string;
  readonly attempt: number;
  readonly fraction: number;
  readonly at: number;
}

/** All clocks of a handoff and the steps of their escalation, each counting the seconds that pass. */
export class ReferenceClocks {
  second = 0;
  readonly runs: Run[] = [];
  readonly warnings: Warned[] = [];
  planned: Planned[] = [];
  /** Runs that began in the past; until they have caught up with the present, time passes for them alone. */
  private behind: { readonly runs: ReadonlySet<Run>; readonly until: number } | undefined;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

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
      excused: false,
      toWarn: [...definition.warnAt],
      warned: [],
    };
    if (!still) run.due = dueAfter(this.world, run, this.second);
    this.runs.push(run);
    for (const step of this.stepsOf(run)) if (isShare(step)) this.plan(run, step, 'share', false);
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
    run.target = run.shortNotice ? run.elapsed + MINIMUM_NOTICE : wanted.target;
    run.endsAtOpening = !run.shortNotice && wanted.endsAtOpening;
    this.planLast(run);
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
      if (this.lives(planned.run) && (!planned.working || this.isOpen(planned.run))) planned.counted += 1;
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

  /** Takes one step that is due; nobody can have taken it before its clock was known of. */
  takeStep(): Planned | undefined {
    if (this.behind !== undefined) {
      for (const planned of this.planned) planned.overdue ||= this.isDue(planned);
      return undefined;
    }
    const next = this.planned.find((planned) => planned.overdue || this.isDue(planned));
    this.planned = this.planned.filter((planned) => planned !== next);
    return next;
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

  planAfterBreach(run: Run): void {
    for (const step of this.stepsOf(run)) {
      if ('afterBreach' in step.at) this.plan(run, step, seconds(step.at.afterBreach), waitsForHours(step));
      else if (step.at.elapsed === 1) this.plan(run, step, 0, false);
    }
  }

  planRepetition({ run, step, repetition }: Planned): void {
    if (step.repeat === undefined || repetition >= step.repeat.times) return;
    this.plan(run, step, seconds(step.repeat.every), waitsForHours(step), repetition + 1);
  }

  /** Plans what lies ahead of `run`, as nothing of it is planned any more. */
  planAnew(run: Run): void {
    for (const step of this.stepsOf(run)) {
      if (isShare(step)) {
        const ahead = run.outcome === 'running' && shareOf(run, step.at.elapsed) > run.elapsed;
        if (ahead) this.plan(run, step, 'share', false);
      } else if (run.breachedAt !== undefined) this.planAfter(run.breachedAt, run, step);
    }
  }

  private planAfter(breachedAt: number, run: Run, step: EscalationStep): void {
    if (!('afterBreach' in step.at)) return;
    const working = waitsForHours(step);
    const waited = openSeconds(this.world, working ? run.definition.calendarId : undefined, breachedAt, this.second);
    const need = seconds(step.at.afterBreach);
    const waitsToOpen = working && need === 0 && waited === 0 && !this.isOpen(run);
    if (waited < need || waitsToOpen) this.plan(run, step, need - waited, working);
  }

  private plan(run: Run, step: EscalationStep, need: Planned['need'], working: boolean, repetition = 0): void {
    this.planned.push({ run, step, repetition, need, working, counted: 0, overdue: false });
  }

  /** Of the steps that are due in one second, those whose plan was changed last come last. */
  private planLast(run: Run): void {
    const own = this.planned.filter((planned) => planned.run === run);
    this.planned = [...this.planned.filter((planned) => planned.run !== run), ...own];
  }

  private isDue({ run, step, need, working, counted }: Planned): boolean {
    if (!this.lives(run)) return false;
    if (need === 'share') return isShare(step) && this.hasCounted(run, step.at.elapsed);
    return counted >= need && (need > 0 || !working || this.isOpen(run));
  }

  /** A clock that starts outside hours begins in effect with the next opening. */
  private hasCounted(run: Run, fraction: number): boolean {
    const share = shareOf(run, fraction);
    return run.elapsed >= share && (run.elapsed > 0 || this.isOpen(run));
  }

  /** Whether time passes for `run` in this second. */
  private lives(run: Run): boolean {
    return !run.still && this.behind?.runs.has(run) !== false;
  }

  private isOpen({ definition }: Run): boolean {
    return this.world.isOpen(definition.calendarId, this.second);
  }

  private stepsOf({ definition }: Run): EscalationStep[] {
    return this.world.body.escalation.filter(({ clock }) => clock === definition.name).flatMap(({ steps }) => steps);
  }
}

function isShare(step: EscalationStep): step is EscalationStep & { at: { elapsed: number } } {
  return 'elapsed' in step.at && step.at.elapsed < 1;
}

/** Whether `step` counts working time only. */
function waitsForHours({ at }: EscalationStep): boolean {
  return 'afterBreach' in at && at.working === true;
}
