import { ReferenceClocks } from './reference-clocks.ts';
import { ReferencePauses } from './reference-pauses.ts';
import { type Definition, isOpenRun, type Planned, type Run } from './reference-run.ts';
import { addressOf, type Holder, isThere, type Receiver, receiversOf, type World } from './reference-world.ts';

const LEVELS = ['low', 'normal', 'high', 'urgent'] as const;
export type Level = (typeof LEVELS)[number];

export interface Fired {
  readonly clock: string;
  readonly attempt: number;
  readonly step: string;
  readonly repetition: number;
  readonly at: number;
  readonly told: readonly string[];
  /** It repeated before anybody looked, and told nobody. */
  readonly missed: boolean;
  readonly movedTo: Receiver | undefined;
  readonly priority: string;
}

/** A step of a run that has fired, until the escalation of the run is over. */
export interface Seen {
  readonly run: Run;
  readonly step: Planned['step'];
  acknowledged: boolean;
  /** It was to hand over, and found nobody. */
  readonly failed: boolean;
}

/** How time passes for a handoff of the model, and whom it is with; no command has been given to it yet. */
export class ReferenceLife {
  state = 'pending';
  priority: Level = 'normal';
  attempt = 1;
  packetRevision = 1;
  holder: Holder = {};
  since = 0;
  readonly fired: Fired[] = [];
  readonly skipped: Omit<Fired, 'told' | 'missed' | 'movedTo' | 'priority'>[] = [];
  readonly exhausted: { readonly clock: string; readonly attempt: number; readonly at: number }[] = [];
  protected seen: Seen[] = [];
  /** Who has had it in this attempt. */
  protected readonly takenFrom = new Set<string>();
  readonly escalated: (readonly string[])[] = [];
  readonly reached = new Map<string, number>();
  readonly clocks: ReferenceClocks;
  readonly pauses: ReferencePauses;
  protected readonly world: World;

  constructor(world: World) {
    this.world = world;
    this.clocks = new ReferenceClocks(world);
    this.pauses = new ReferencePauses(world.body, this.clocks);
    this.arrive(world.to);
    this.occur('submitted');
  }

  /** Lets time pass up to `second`, as seen by somebody who looks only then. */
  lookAt(second: number): void {
    for (;;) {
      while (this.happens(second)) {}
      if (this.clocks.second >= second) return;
      this.clocks.tick();
    }
  }

  protected ended(): boolean {
    return this.state === 'completed' || this.state === 'disqualified' || this.state === 'cancelled';
  }

  /** Lets one thing happen that is due at this very second; false if nothing is. */
  protected happens(now: number): boolean {
    if (this.clocks.warn(now)) return true;
    const step = this.clocks.takeStep();
    if (step !== undefined) return this.take(step, now);
    if (this.pauses.endByItself()) return true;
    const late = this.clocks.breach(now);
    if (late === undefined) return false;
    if (this.state === 'rejected' && late.definition.start !== 'rejected') return true;
    this.clocks.planAfterBreach(late);
    if (this.clocks.stepsOf(late).length > 0) this.noteExhaustion(late);
    return true;
  }

  private take(planned: Planned, now: number): true {
    const { run, step, repetition } = planned;
    const { attempt, definition } = run;
    const about = { clock: definition.name, attempt, step: step.id, repetition, at: this.clocks.second };
    const { told, raises, movedTo, failed } = this.effectOf(planned);
    if (told.length === 0 && !raises && movedTo === undefined) {
      this.skipped.push(about);
      this.clocks.bringForward(planned);
    } else {
      const repeats = step.reassign === undefined || step.notify.length > 0 || failed;
      const missed = repeats && this.clocks.repeatsBy(now, planned);
      if (repeats) this.clocks.planRepetition(planned);
      this.seen = [...this.seen.filter((each) => each.run !== run || each.step !== step)];
      this.seen.push({ run, step, acknowledged: false, failed });
      if (raises) this.prioritize(step.raisePriority ?? this.priority);
      if (movedTo !== undefined) this.giveTo(movedTo);
      this.fired.push({ ...about, told: missed ? [] : told, missed, movedTo, priority: this.priority });
    }
    this.noteExhaustion(run);
    return true;
  }

  private effectOf(planned: Planned) {
    const { step } = planned;
    const named = new Set(step.notify.flatMap((each) => addressOf(this.world, this.holder, each) ?? []));
    const told = [...named].filter((id) => isThere(this.world, id));
    const raises =
      step.raisePriority !== undefined && LEVELS.indexOf(step.raisePriority) > LEVELS.indexOf(this.priority);
    const tries = step.reassign !== undefined && this.state !== 'rejected' && !this.hasHandedOver(planned);
    const to = tries ? receiversOf(this.world, step).find((each) => this.has(each) || this.mayHave(each)) : undefined;
    const movedTo = to === undefined || this.has(to) ? undefined : to;
    return { told, raises, movedTo, failed: tries && to === undefined };
  }

  private noteExhaustion(run: Run): void {
    if (!isOpenRun(run) || this.clocks.isPlanned(run) || run.breachedAt === undefined) return;
    const { definition, attempt } = run;
    this.exhausted.push({ clock: definition.name, attempt, at: this.clocks.second });
  }

  /** A step hands over once; where it has found nobody, it tries again. */
  private hasHandedOver({ run, step, repetition }: Planned): boolean {
    const before = this.seen.find((each) => each.run === run && each.step === step);
    return repetition > 0 && before?.failed !== true;
  }

  private mayHave(to: Receiver): boolean {
    return !('ownerId' in to) || !this.takenFrom.has(to.ownerId);
  }

  protected prioritize(priority: Level): true {
    const before = this.priority;
    this.priority = priority;
    for (const run of this.clocks.open()) {
      const target = targetFor(run.definition, priority);
      const differs = JSON.stringify(target) !== JSON.stringify(targetFor(run.definition, before));
      if (run.outcome !== 'breached_open' && differs) this.clocks.retarget(run, target);
    }
    return true;
  }

  protected occur(occurrence: string): void {
    this.stopAt(occurrence);
    this.startAt(occurrence);
  }

  protected stopAt(occurrence: string): void {
    for (const run of this.clocks.awaiting(occurrence)) this.clocks.stop(run, 'met');
  }

  protected startAt(occurrence: string): void {
    for (const definition of this.world.body.clocks) {
      const runs = this.clocks.runs.filter((run) => run.definition === definition);
      const hasRun = runs.some((run) => run.attempt === this.attempt || run.stoppedAt === undefined);
      const taken = this.state === 'accepted' && definition.stop.includes('accepted');
      const over = taken || definition.stop.some((stop) => this.reached.has(stop));
      if (definition.start === occurrence && !hasRun && !over) this.start(definition);
    }
  }

  protected start(definition: Definition): void {
    const still = this.pauses.names(definition.name);
    this.clocks.start(definition, this.attempt, targetFor(definition, this.priority), still);
  }

  protected has(to: Receiver): boolean {
    if ('ownerId' in to) return to.ownerId === this.holder.ownerId;
    return this.state === 'pending' && this.holder.queueId === to.queueId;
  }

  protected arrive(to: Receiver | undefined): void {
    if (to !== undefined) this.giveTo(to);
    else {
      this.hold({});
      this.state = 'pending';
    }
  }

  protected giveTo(to: Receiver): void {
    if (this.holder.ownerId !== undefined) this.takenFrom.add(this.holder.ownerId);
    if ('ownerId' in to) this.takenFrom.delete(to.ownerId);
    this.hold(to);
    this.state = 'ownerId' in to ? 'assigned' : 'pending';
  }

  protected hold(holder: Holder): void {
    this.holder = holder;
    this.since = this.clocks.second;
  }
}

function targetFor({ target, targets }: Definition, priority: Level) {
  return targets?.[priority] ?? target;
}
