import type { EscalationStep } from '#domain/contract/body.ts';
import { type Planned, type Run, seconds, shareOf } from './reference-run.ts';
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
    for (const planned of this.planned) {
      if (planned.held === true && planned.passedAt === undefined && this.isDue(planned))
        planned.passedAt = this.second;
    }
    const next = this.planned.find((planned) => planned.held !== true && this.isDue(planned));
    this.planned = this.planned.filter((planned) => planned !== next);
    return next;
  }

  planAfterBreach(run: Run): void {
    for (const step of this.stepsOf(run)) {
      if (!isShare(step)) this.plan(run, step, delayOf(step));
    }
  }

  planRepetition({ run, step, repetition }: Planned): void {
    if (step.repeat === undefined || repetition >= step.repeat.times) return;
    this.plan(run, step, seconds(step.repeat.every), repetition + 1);
  }

  /** Whether the repetition of `planned` is due by `now`, if nothing happens to its run. */
  repeatsBy(now: number, { run, step, repetition }: Planned): boolean {
    if (step.repeat === undefined || repetition >= step.repeat.times) return false;
    const next = { run, step, repetition, need: seconds(step.repeat.every), counted: 0, overdue: false };
    return this.dueIn(next) <= now;
  }

  /** Lets the next step of a run that is late take the place of one that could do nothing. */
  bringForward({ run, step }: Planned): void {
    if (run.breachedAt === undefined) return;
    const ahead = this.planned.filter((each) => each.run === run && each.repetition === 0 && each.step !== step);
    let first: Planned | undefined;
    for (const each of ahead) if (first === undefined || this.dueIn(each) < this.dueIn(first)) first = each;
    if (first !== undefined) first.overdue = true;
  }

  /** Puts a step off that somebody sees to, or takes what is left of it away. */
  acknowledge(run: Run, step: EscalationStep): void {
    const waiting = this.planned.find((each) => each.run === run && each.step === step);
    if (waiting === undefined) return;
    if (step.ackTimeout === undefined) this.planned = this.planned.filter((each) => each !== waiting);
    else {
      waiting.need = seconds(step.ackTimeout);
      waiting.counted = 0;
      waiting.passedAt = undefined;
    }
  }

  isPlanned(run: Run, step?: EscalationStep): boolean {
    return this.planned.some((each) => each.run === run && (step === undefined || each.step === step));
  }

  /** Nothing happens on account of what is planned until it is taken up. */
  hold(): void {
    for (const planned of this.planned) planned.held = true;
  }

  /**
   * Takes up what is left of the steps of `run`, which were held at `heldAt`: themselves or the first of their repetitions
   * that lies ahead. Whether something was left, and all of it has passed.
   */
  takeUp(run: Run, heldAt: number, hasFired: (step: EscalationStep) => boolean): boolean {
    const held = this.planned.filter((planned) => planned.run === run && planned.held === true);
    // the end of a pause may have made due, in this very second, what nobody has looked at since
    for (const planned of held)
      if (planned.passedAt === undefined && this.isDue(planned)) planned.passedAt = this.second;
    this.planned = this.planned.filter((planned) => !held.includes(planned));
    const fresh = this.stepsOf(run).filter((step) => !hasFired(step) && !held.some((planned) => planned.step === step));
    const late = fresh.flatMap((step) => this.becameDue(run, step, heldAt));
    const before = this.planned.length;
    for (const { passedAt, held: _held, ...planned } of [...held, ...late]) {
      if (passedAt === undefined) this.planned.push(planned);
      else this.planNext(planned, passedAt);
    }
    for (const step of fresh) if (isShare(step)) this.planShare(run, step);
    return held.length + late.length > 0 && this.planned.length === before;
  }

  dropHeld(run: Run): void {
    this.planned = this.planned.filter((planned) => planned.run !== run || planned.held !== true);
  }

  private planShare(run: Run, step: EscalationStep & { at: { elapsed: number } }): void {
    const left = shareOf(run, step.at.elapsed) - run.elapsed;
    const ahead = left > 0 || (left === 0 && waitsForHours(step) && !this.isOpen(run));
    if (run.breachedAt === undefined && ahead) this.plan(run, step, 'share');
  }

  /** A step after the breach; where that was before it was held, it counts only if it is still to come. */
  private becameDue(run: Run, step: EscalationStep, heldAt: number): Planned[] {
    if (isShare(step) || run.breachedAt === undefined) return [];
    const { at, counted } = this.after(run, step, run.breachedAt, delayOf(step));
    const planned = { run, step, repetition: 0, need: delayOf(step), counted, overdue: false };
    if (at > this.second) return [planned];
    return run.breachedAt >= heldAt ? [{ ...planned, passedAt: at }] : [];
  }

  /** The first repetition behind one that was due at `passedAt`, if it is still to come. */
  private planNext({ run, step, repetition }: Planned, passedAt: number): void {
    if (step.repeat === undefined) return;
    const need = seconds(step.repeat.every);
    let from = passedAt;
    for (let next = repetition + 1; next <= step.repeat.times; next += 1) {
      const { at, counted } = this.after(run, step, from, need);
      if (at > this.second) {
        this.planned.push({ run, step, repetition: next, need, counted, overdue: false });
        return;
      }
      from = at;
    }
  }

  /** When a wait of `need` seconds from `from` on is over, and how much of it has been counted by now. */
  private after(run: Run, step: EscalationStep, from: number, need: number): { at: number; counted: number } {
    let sum = 0;
    let counted = 0;
    for (let second = from; ; second += 1) {
      if (second === this.second) counted = sum;
      const counts = !waitsForHours(step) || this.world.isOpen(run.definition.calendarId, second);
      if (counts && sum >= need) return { at: second, counted };
      if (counts) sum += 1;
    }
  }

  protected plan(run: Run, step: EscalationStep, need: Planned['need'], repetition = 0): void {
    this.planned.push({ run, step, repetition, need, counted: 0, overdue: false });
  }

  /** Of the steps that are due in one second, those whose plan was changed last come last. */
  protected planLast(run: Run): void {
    const own = this.planned.filter((planned) => planned.run === run);
    for (const planned of own) if (planned.need === 'share') planned.passedAt = undefined;
    this.planned = [...this.planned.filter((planned) => planned.run !== run), ...own];
  }

  protected isDue({ run, step, need, counted, overdue }: Planned): boolean {
    if (!this.lives(run) || (waitsForHours(step) && !this.isOpen(run))) return false;
    if (overdue) return true;
    return need === 'share' ? isShare(step) && this.hasCounted(run, step.at.elapsed) : counted >= need;
  }

  /** The second in which `planned` is due, if nothing happens to its run. */
  private dueIn({ run, step, need, counted, overdue }: Planned): number {
    let left = overdue || need === 'share' ? 0 : need - counted;
    for (let second = this.second; ; second += 1) {
      const counts = !waitsForHours(step) || this.world.isOpen(run.definition.calendarId, second);
      if (counts && left <= 0) return second;
      if (counts) left -= 1;
    }
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

  stepsOf({ definition }: Run): EscalationStep[] {
    return this.world.body.escalation.filter(({ clock }) => clock === definition.name).flatMap(({ steps }) => steps);
  }
}

export function isShare(step: EscalationStep): step is EscalationStep & { at: { elapsed: number } } {
  return 'elapsed' in step.at && step.at.elapsed < 1;
}

/** Seconds after the breach. */
function delayOf({ at }: EscalationStep): number {
  return 'afterBreach' in at ? seconds(at.afterBreach) : 0;
}

/** Whether `step` counts working time only. */
export function waitsForHours({ at }: EscalationStep): boolean {
  return at.working === true;
}
