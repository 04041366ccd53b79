import type { EscalationStep } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { sinceBirth } from '#tests/support/instants.ts';
import { ReferenceLife } from './reference-life.ts';
import { isOpenRun, type Run } from './reference-run.ts';
import { bothSides, canReceive, mayClaim, rejectionClass } from './reference-world.ts';

type Command<T extends HandoffCommand['type']> = Extract<HandoffCommand, { type: T }>;

/**
 * A handoff told a second time, the slow way: nothing is computed ahead but due instants, by counting, and every clock
 * and every planned step counts the seconds that pass. It shares types with the domain, and no code.
 */
export class ReferenceHandoff extends ReferenceLife {
  private misroutedIn = 0;

  /** Carries out `command` now; false if it is refused. */
  give(command: HandoffCommand): boolean {
    switch (command.type) {
      case 'accept':
        return this.accept(command);
      case 'reject':
        return this.reject(command);
      case 'resubmit':
        return this.resubmit(command);
      case 'reassign':
        return this.reassign(command);
      case 'milestone':
        return this.reach(command);
      case 'pause':
        return !this.ended() && this.pauses.begin(command.reason, sinceBirth(command.resumeBy));
      case 'resume':
        return this.pauses.end('request');
      case 'reprioritize':
        return !this.ended() && command.priority !== this.priority && this.prioritize(command.priority);
      case 'retarget':
        return this.retarget(command);
      case 'complete':
        return this.state === 'accepted' && this.finish('completed');
      case 'disqualify':
        return this.state === 'accepted' && this.finish('disqualified');
      case 'cancel':
        return !this.ended() && this.finish('cancelled');
      case 'note':
        return true;
      case 'excuse':
        return this.excuse(command);
      case 'acknowledge':
        return this.acknowledge(command);
      case 'migrate':
      case 'rebase':
        throw new Error(`the reference model keeps its terms and cannot ${command.type}`);
      case 'assign':
      case 'requeue':
        throw new Error(`the reference model has nobody to ${command.type} what waits`);
    }
  }

  private accept({ ownerId }: Command<'accept'>): boolean {
    if (this.state !== 'pending' && this.state !== 'assigned') return false;
    const who = ownerId ?? (this.state === 'assigned' ? this.holder.ownerId : undefined);
    if (who === undefined || !this.world.active(who)) return false;
    if (this.state === 'assigned' && who !== this.holder.ownerId) return false;
    if (this.state === 'pending' && !mayClaim(this.world, who, this.holder.queueId)) return false;
    this.takenFrom.delete(who);
    this.hold({ ...this.holder, ownerId: who });
    this.state = 'accepted';
    this.occur('accepted');
    return true;
  }

  private reject({ reason, criteria, fields, route }: Command<'reject'>): boolean {
    const { body } = this.world;
    const kind = this.state === 'assigned' ? rejectionClass(body, reason, criteria, fields) : undefined;
    if (kind === undefined) return false;
    this.pauses.end('ended');
    const to = kind === 'procedural' && this.misroutedIn !== this.attempt ? route?.to : undefined;
    if (to !== undefined && !this.has(to)) {
      this.stopAt('rejected');
      this.giveTo(to);
      this.misroute();
      return true;
    }
    const final = this.attempt >= body.maxAttempts;
    if (final) this.escalated.push(bothSides(this.world, this.holder));
    this.state = 'rejected';
    this.hold({});
    this.clocks.hold();
    this.stopAt('rejected');
    if (!final) this.startAt('rejected');
    return true;
  }

  private resubmit({ route }: Command<'resubmit'>): boolean {
    if (this.state !== 'rejected' || this.attempt >= this.world.body.maxAttempts) return false;
    this.pauses.end('ended');
    this.attempt += 1;
    this.packetRevision += 1;
    const heldAt = this.since;
    this.takenFrom.clear();
    this.arrive(route.to);
    this.stopAt('resubmitted');
    for (const run of this.clocks.open()) this.takeUp(run, heldAt);
    this.startAt('resubmitted');
    this.occur('submitted');
    return true;
  }

  private takeUp(run: Run, heldAt: number): void {
    if (run.definition.start === 'rejected') {
      this.clocks.dropHeld(run);
      return;
    }
    const hasFired = (step: EscalationStep) => this.seen.some((each) => each.run === run && each.step === step);
    const isOver = this.clocks.takeUp(run, heldAt, hasFired);
    if (!isOver || run.breachedAt === undefined) return;
    this.exhausted.push({ clock: run.definition.name, attempt: run.attempt, at: this.clocks.second });
  }

  private reassign({ to, misroute }: Command<'reassign'>): boolean {
    if (this.ended() || this.state === 'rejected') return false;
    if (!canReceive(this.world, to) || this.has(to)) return false;
    if (this.state === 'pending' && 'ownerId' in to && !misroute) {
      this.takenFrom.delete(to.ownerId);
      this.hold({ ...this.holder, ownerId: to.ownerId });
      this.state = 'assigned';
      return true;
    }
    this.giveTo(to);
    if (misroute) this.misroute();
    return true;
  }

  private reach({ name, occurredAt }: Command<'milestone'>): boolean {
    if (this.state !== 'assigned' && this.state !== 'accepted') return false;
    if (name !== 'first_touch' && !this.world.body.milestones.includes(name)) return false;
    if (this.reached.has(name)) return false;
    const { second } = this.clocks;
    const at = occurredAt === undefined ? second : sinceBirth(occurredAt);
    if (at > second || at < 0) return false;
    if (this.clocks.awaiting(name).some((run) => at < run.countedSince)) return false;
    const starts = this.world.body.clocks.filter((clock) => clock.start === name);
    if (starts.some((clock) => this.pauses.beganAfter(clock.name, at))) return false;
    if (starts.some(({ pausable }) => pausable && at < this.pauses.lastEnd)) return false;
    this.reached.set(name, at);
    for (const run of this.clocks.awaiting(name)) this.clocks.stop(run, 'met', at);
    this.clocks.rewind(at, () => this.startAt(name));
    return true;
  }

  private retarget({ clock, target }: Command<'retarget'>): boolean {
    const run = this.clocks.open().find(({ definition }) => definition.name === clock);
    if (run === undefined || run.outcome === 'breached_open') return false;
    this.clocks.retarget(run, target);
    return true;
  }

  private excuse({ clock, attempt }: Command<'excuse'>): boolean {
    const run = this.clocks.runs.findLast(
      (each) =>
        each.definition.name === clock &&
        (attempt === undefined || each.attempt === attempt) &&
        each.breachedAt !== undefined &&
        !each.excused,
    );
    if (run !== undefined) run.excused = true;
    return run !== undefined;
  }

  private acknowledge({ clock, stepId, ownerId }: Command<'acknowledge'>): boolean {
    const { clocks, escalation } = this.world.body;
    if (this.ended() || (clock !== undefined && !clocks.some(({ name }) => name === clock))) return false;
    const paths = escalation.filter((path) => clock === undefined || path.clock === clock);
    if (stepId !== undefined && !paths.some(({ steps }) => steps.some(({ id }) => id === stepId))) return false;
    if (ownerId !== undefined && !this.world.active(ownerId)) return false;
    const seen = this.seen.filter(
      ({ run, step }) =>
        isOpenRun(run) &&
        (clock === undefined || run.definition.name === clock) &&
        (stepId === undefined || step.id === stepId),
    );
    const repeating = seen.filter(({ run, step, acknowledged }) => !acknowledged && this.clocks.isPlanned(run, step));
    const latest = repeating.at(-1) ?? seen.at(-1);
    if (latest === undefined || latest.acknowledged) return false;
    latest.acknowledged = true;
    this.clocks.acknowledge(latest.run, latest.step);
    return true;
  }

  private finish(state: 'completed' | 'disqualified' | 'cancelled'): boolean {
    this.pauses.end('ended');
    this.state = state;
    this.stopAt(state);
    for (const run of this.clocks.open()) this.clocks.stop(run, 'cancelled');
    return true;
  }

  /** Gives whoever is the right one the whole of the time to accept, once per attempt. */
  private misroute(): void {
    if (this.misroutedIn === this.attempt) return;
    this.misroutedIn = this.attempt;
    for (const definition of this.world.body.clocks) {
      if (definition.start !== 'submitted' || !definition.stop.includes('accepted')) continue;
      const open = this.clocks.open().find((run) => run.definition === definition);
      if (open !== undefined) this.clocks.stop(open, 'cancelled');
      this.start(definition);
    }
  }
}
