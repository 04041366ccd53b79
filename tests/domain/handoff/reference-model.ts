import type { EscalationStep } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import {
  addressOf,
  type ClockRun,
  type Counter,
  canReceive,
  type Definition,
  definitionOf,
  dueSecond,
  type Fired,
  mayClaim,
  type Receiver,
  rejectionClass,
  seconds,
  share,
  type World,
  waitsForHours,
} from './reference-world.ts';

const LEVELS = ['low', 'normal', 'high', 'urgent'];

/**
 * A handoff told a second time, the slow way: nothing is computed ahead, every clock and every planned step counts the
 * seconds that pass. It shares the types of what it is given with the domain, and no code.
 */
export class ReferenceHandoff {
  second = 0;
  state = 'pending';
  priority = 'normal';
  ownerId: string | undefined;
  queueId: string | undefined;
  readonly runs: ClockRun[] = [];
  readonly fired: Fired[] = [];
  private rerouted = false;
  private readonly reached = new Set<string>();
  private counters: Counter[] = [];
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    if (world.to !== undefined && 'ownerId' in world.to) {
      this.ownerId = world.to.ownerId;
      this.state = 'assigned';
    } else this.queueId = world.to?.queueId;
    this.startClocks('submitted');
  }

  /** Lets time pass up to `second`, as seen by somebody who looks only then. */
  lookAt(second: number): void {
    while (this.second < second) {
      this.fireSteps();
      this.breachLate();
      this.tick();
    }
    this.fireSteps();
    this.warn();
  }

  /** Carries out `command` now; false if it is refused. */
  give(command: HandoffCommand): boolean {
    switch (command.type) {
      case 'accept':
        return this.accept(command.ownerId);
      case 'reject':
        return this.reject(command.reason, command.criteria, command.fields);
      case 'milestone':
        return this.reach(command.name);
      case 'complete':
        return this.state === 'accepted' && this.end('completed');
      case 'cancel':
        return this.state !== 'completed' && this.state !== 'cancelled' && this.end('cancelled');
    }
  }

  private accept(claimant: string | undefined): boolean {
    const who = claimant ?? (this.state === 'assigned' ? this.ownerId : undefined);
    if (this.state !== 'pending' && this.state !== 'assigned') return false;
    if (who === undefined || !this.world.active(who)) return false;
    if (this.state === 'assigned' && who !== this.ownerId) return false;
    if (this.state === 'pending' && !mayClaim(this.world, who, this.queueId)) return false;
    this.ownerId = who;
    this.state = 'accepted';
    this.stopClocks('accepted');
    this.startClocks('accepted');
    return true;
  }

  private reject(code: string, criteria: readonly string[], fields: readonly string[]): boolean {
    const { body } = this.world;
    const kind = this.state === 'assigned' ? rejectionClass(body, code, criteria, fields) : undefined;
    if (kind === undefined) return false;
    const fallback = body.routing.fallback;
    this.stopClocks('rejected');
    if (kind === 'procedural' && !this.rerouted && canReceive(this.world, fallback) && !this.has(fallback)) {
      this.rerouted = true;
      this.giveTo(fallback);
      for (const definition of body.clocks) {
        if (definition.start === 'submitted' && this.openRun(definition.name) === undefined) this.start(definition);
      }
      return true;
    }
    this.state = 'rejected';
    this.ownerId = undefined;
    this.queueId = undefined;
    this.counters = [];
    this.startClocks('rejected');
    return true;
  }

  private reach(name: string): boolean {
    if (this.state !== 'assigned' && this.state !== 'accepted') return false;
    if (name !== 'first_touch' && !this.world.body.milestones.includes(name)) return false;
    if (this.reached.has(name)) return false;
    this.reached.add(name);
    this.stopClocks(name);
    this.startClocks(name);
    return true;
  }

  private end(state: 'completed' | 'cancelled'): boolean {
    this.state = state;
    this.counters = [];
    this.stopClocks(state);
    for (const run of this.runs) if (run.stoppedAt === undefined) this.stop(run, 'cancelled');
    return true;
  }

  private tick(): void {
    for (const run of this.runs) {
      if (run.stoppedAt !== undefined) continue;
      const { calendarId } = definitionOf(this.world, run.name);
      if (this.world.isOpen(calendarId, this.second)) run.elapsed += 1;
    }
    for (const counter of this.counters) {
      const open = this.world.isOpen(definitionOf(this.world, counter.run.name).calendarId, this.second);
      if (open || !counter.working) counter.counted += 1;
    }
    this.second += 1;
  }

  private fireSteps(): void {
    for (;;) {
      const next = this.counters.find(({ counted, need }) => counted >= need);
      if (next === undefined) return;
      this.counters = this.counters.filter((counter) => counter !== next);
      this.fire(next);
    }
  }

  private fire({ run, step, repetition }: Counter): void {
    const told = [
      ...new Set(step.notify.flatMap((recipient) => addressOf(this.world, this.holder(), recipient) ?? [])),
    ];
    if (step.raisePriority !== undefined && LEVELS.indexOf(step.raisePriority) > LEVELS.indexOf(this.priority)) {
      this.priority = step.raisePriority;
    }
    const movedTo = this.state === 'rejected' ? undefined : this.receiverOf(step);
    if (movedTo !== undefined) this.giveTo(movedTo);
    const { second: at, priority } = this;
    this.fired.push({ clock: run.name, step: step.id, repetition, at, told, movedTo, priority });
    if (step.repeat !== undefined && repetition < step.repeat.times) {
      this.count(run, step, seconds(step.repeat.every), waitsForHours(step), repetition + 1);
    }
  }

  holder(): { ownerId?: string; queueId?: string } {
    return {
      ...(this.ownerId === undefined ? {} : { ownerId: this.ownerId }),
      ...(this.queueId === undefined ? {} : { queueId: this.queueId }),
    };
  }

  private breachLate(): void {
    for (const run of this.runs) {
      if (run.outcome !== 'running' || run.due !== this.second) continue;
      run.outcome = 'breached_open';
      run.breachedAt = this.second;
      if (this.state !== 'rejected' || definitionOf(this.world, run.name).start === 'rejected')
        this.planAfterBreach(run);
      this.fireSteps();
    }
  }

  private planAfterBreach(run: ClockRun): void {
    for (const step of this.stepsOf(run.name)) {
      if ('afterBreach' in step.at) this.count(run, step, seconds(step.at.afterBreach), waitsForHours(step));
      else if (step.at.elapsed === 1) this.count(run, step, 0, false);
    }
  }

  private count(run: ClockRun, step: EscalationStep, need: number, working: boolean, repetition = 0): void {
    this.counters.push({ run, step, repetition, need, working, counted: 0 });
  }

  /** Who looks only after the due instant sees no warning any more. */
  private warn(): void {
    for (const run of this.runs) {
      if (run.outcome !== 'running') continue;
      for (const fraction of [...new Set(definitionOf(this.world, run.name).warnAt)].sort((a, b) => a - b)) {
        if (
          !run.warned.includes(fraction) &&
          run.elapsed >= share(this.world, definitionOf(this.world, run.name), run, fraction)
        )
          run.warned.push(fraction);
      }
    }
  }

  private startClocks(event: string): void {
    for (const definition of this.world.body.clocks) {
      if (definition.start === event && !this.runs.some(({ name }) => name === definition.name)) this.start(definition);
    }
  }

  private start(definition: Definition): void {
    const { name } = definition;
    const due = dueSecond(this.world, definition, this.second);
    const run: ClockRun = { name, startedAt: this.second, due, outcome: 'running', elapsed: 0, warned: [] };
    this.runs.push(run);
    for (const step of this.stepsOf(name)) {
      if ('elapsed' in step.at && step.at.elapsed < 1)
        this.count(run, step, share(this.world, definition, run, step.at.elapsed), true);
    }
  }

  private stopClocks(event: string): void {
    for (const run of this.runs) {
      if (run.stoppedAt === undefined && definitionOf(this.world, run.name).stop.includes(event)) this.stop(run, 'met');
    }
  }

  private stop(run: ClockRun, outcome: 'met' | 'cancelled'): void {
    run.stoppedAt = this.second;
    run.outcome = run.outcome === 'breached_open' ? 'breached_closed' : outcome;
    this.counters = this.counters.filter((counter) => counter.run !== run);
  }

  private receiverOf({ reassign }: EscalationStep): Receiver | undefined {
    if (reassign === undefined) return undefined;
    const { fallback } = this.world.body.routing;
    const named = reassign.to === 'fallback' ? fallback : reassign.to;
    const to = canReceive(this.world, named) ? named : fallback;
    return canReceive(this.world, to) && !this.has(to) ? to : undefined;
  }

  private has(to: Receiver): boolean {
    if ('ownerId' in to) return to.ownerId === this.ownerId;
    return this.state === 'pending' && this.queueId === to.queueId;
  }

  private giveTo(to: Receiver): void {
    this.ownerId = 'ownerId' in to ? to.ownerId : undefined;
    this.queueId = 'queueId' in to ? to.queueId : undefined;
    this.state = this.ownerId === undefined ? 'pending' : 'assigned';
  }

  private stepsOf(clock: string): EscalationStep[] {
    return this.world.body.escalation.filter((path) => path.clock === clock).flatMap((path) => path.steps);
  }

  private openRun(name: string): ClockRun | undefined {
    return this.runs.find((run) => run.name === name && run.stoppedAt === undefined);
  }
}
