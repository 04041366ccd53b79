import type { EscalationStep } from '#domain/contract/body.ts';
import { openSeconds, type Planned, type Run, seconds, shareOf } from './reference-run.ts';
import type { World } from './reference-world.ts';

/** The steps of the escalation of a handoff's clocks, each counting the seconds of its wait. */
export class ReferenceSteps {
  second = 0;
  planned: Planned[] = [];
  /** Runs that began in the past; until they have caught up with the present, time passes for them alone. */
  protected behind: { readonly runs: ReadonlySet<Run>; readonly until: number } | undefined;
  protected readonly world: World;

  constructor(world: World) {
    this.world = world;
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

  protected planAfter(breachedAt: number, run: Run, step: EscalationStep): void {
    if (!('afterBreach' in step.at)) return;
    const working = waitsForHours(step);
    const waited = openSeconds(this.world, working ? run.definition.calendarId : undefined, breachedAt, this.second);
    const need = seconds(step.at.afterBreach);
    const waitsToOpen = working && need === 0 && waited === 0 && !this.isOpen(run);
    if (waited < need || waitsToOpen) this.plan(run, step, need - waited, working);
  }

  protected plan(run: Run, step: EscalationStep, need: Planned['need'], working: boolean, repetition = 0): void {
    this.planned.push({ run, step, repetition, need, working, counted: 0, overdue: false });
  }

  /** Of the steps that are due in one second, those whose plan was changed last come last. */
  protected planLast(run: Run): void {
    const own = this.planned.filter((planned) => planned.run === run);
    this.planned = [...this.planned.filter((planned) => planned.run !== run), ...own];
  }

  protected isDue({ run, step, need, working, counted }: Planned): boolean {
    if (!this.lives(run)) return false;
    if (need === 'share') return isShare(step) && this.hasCounted(run, step.at.elapsed);
    return counted >= need && (need > 0 || !working || this.isOpen(run));
  }

  /** A clock that starts outside hours begins in effect with the next opening. */
  protected hasCounted(run: Run, fraction: number): boolean {
    const share = shareOf(run, fraction);
    return run.elapsed >= share && (run.elapsed > 0 || this.isOpen(run));
  }

  /** Whether time passes for `run` in this second. */
  protected lives(run: Run): boolean {
    return !run.still && this.behind?.runs.has(run) !== false;
  }

  protected isOpen({ definition }: Run): boolean {
    return this.world.isOpen(definition.calendarId, this.second);
  }

  protected stepsOf({ definition }: Run): EscalationStep[] {
    return this.world.body.escalation.filter(({ clock }) => clock === definition.name).flatMap(({ steps }) => steps);
  }
}

export function isShare(step: EscalationStep): step is EscalationStep & { at: { elapsed: number } } {
  return 'elapsed' in step.at && step.at.elapsed < 1;
}

/** Whether `step` counts working time only. */
function waitsForHours({ at }: EscalationStep): boolean {
  return 'afterBreach' in at && at.working === true;
}
