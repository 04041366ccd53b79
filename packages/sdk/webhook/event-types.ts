// Generated from the routes' event schemas by `npm run openapi`. Do not edit.

/** Every event that this version knows, told apart by `type`. Newer types arrive too: keep a default branch for them. */
export type WebhookEvent =
  | HandoffSubmittedEvent
  | HandoffQueuedEvent
  | HandoffAssignedEvent
  | HandoffAcceptedEvent
  | HandoffRejectedEvent
  | HandoffResubmittedEvent
  | HandoffReassignedEvent
  | HandoffMilestoneReachedEvent
  | HandoffPausedEvent
  | HandoffResumedEvent
  | HandoffReprioritizedEvent
  | HandoffEscalatedEvent
  | HandoffCompletedEvent
  | HandoffDisqualifiedEvent
  | HandoffCancelledEvent
  | HandoffNotedEvent
  | HandoffMigratedEvent
  | HandoffRebasedEvent
  | ClockStartedEvent
  | ClockRetargetedEvent
  | ClockWarnedEvent
  | ClockBreachedEvent
  | ClockMetEvent
  | ClockClosedEvent
  | ClockCancelledEvent
  | ClockExcusedEvent
  | EscalationTriggeredEvent
  | EscalationAcknowledgedEvent
  | EscalationSkippedEvent
  | EscalationExhaustedEvent
  | ContractPublishedEvent
  | ContractRetiredEvent
  | ReviewReadyEvent
  | WebhookEndpointDisabledEvent
  | WebhookEndpointEnabledEvent
  | WebhookEndpointTestEvent;

export interface HandoffSubmittedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.submitted';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly contractId: string;
    readonly contractVersion: number;
    readonly subject: Subject;
    readonly priority: Priority;
    readonly sender?: Sender;
    readonly override?: Override;
    readonly routing: RoutingOutcome;
    readonly packetRevision: number;
    /** Fields of the packet that the sender left out and that an earlier packet of the subject had. */
    readonly inherited?: ReadonlyArray<InheritedField>;
    /** The queue it waits in, if nobody is assigned. */
    readonly queueId?: string;
    /** The version of each calendar that its clocks go by. */
    readonly calendars?: { readonly [name: string]: number };
    /** The test clock whose time it lives in. */
    readonly testClockId?: string;
  };
}

export interface HandoffQueuedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.queued';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    /** The queue it waits in, if nobody is assigned. */
    readonly queueId?: string;
    /** How it came to wait there. unrouted: not even a queue was found to wait in. */
    readonly routing?: RoutingOutcome;
    /** When it is routed again at the latest, as by then somebody may be available by time alone. Freed capacity and edits of owners and queues do it earlier. */
    readonly routeAgainAt?: string;
    /** Owners and queues that the contract names, or that stand in for those, and that are not there any more. It fell back to others; put the contract right. */
    readonly brokenReferences?: ReadonlyArray<Assignee>;
  };
}

export interface HandoffAssignedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.assigned';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly ownerId: string;
    /** The queue that routing picked them from. */
    readonly queueId?: string;
    /** rule, fallback: routed at once. claim: they took it from a queue. request: somebody asked for it. queue: it had waited, and was routed again. */
    readonly reason: 'rule' | 'fallback' | 'claim' | 'request' | 'queue';
    /** How they were found, where it was routed again. */
    readonly routing?: RoutingOutcome;
    /** Why somebody asked for it. */
    readonly note?: string;
    readonly ruleId?: string;
    /** Owners and queues that the contract names, or that stand in for those, and that are not there any more. It fell back to others; put the contract right. */
    readonly brokenReferences?: ReadonlyArray<Assignee>;
  };
}

export interface HandoffAcceptedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.accepted';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly ownerId: string;
  };
}

export interface HandoffRejectedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.rejected';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly reason: string;
    readonly class: 'procedural' | 'clerical' | 'definitional';
    /** Ids of the entry criteria that were not met. */
    readonly criteria: ReadonlyArray<string>;
    /** JSON Pointers of the packet fields at fault. */
    readonly fields: ReadonlyArray<string>;
    readonly note?: string;
    /** It was only the wrong owner: it is routed anew and does not go back to the sender. */
    readonly rerouted?: true;
  };
}

export interface HandoffResubmittedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.resubmitted';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly attempt: number;
    readonly packetRevision: number;
    /** JSON Pointers of what was cited and is now different. */
    readonly changed: ReadonlyArray<string>;
    /** Fields of the packet that the sender left out and that an earlier packet of the subject had. */
    readonly inherited?: ReadonlyArray<InheritedField>;
    readonly override?: Override;
    readonly routing: RoutingOutcome;
    /** The queue it waits in, if nobody is assigned. */
    readonly queueId?: string;
    /** Escalation steps of clocks that have gone on since an earlier attempt. */
    readonly escalations: ReadonlyArray<{
      readonly clock: string;
      readonly attempt: number;
      readonly stepId: string;
      /** An instant, RFC 3339 in UTC with milliseconds. */
      readonly at: string;
      readonly repetition: number;
    }>;
  };
}

export interface HandoffReassignedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.reassigned';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly from: {
      readonly ownerId?: string;
      readonly queueId?: string;
    };
    readonly to: {
      readonly ownerId?: string;
      readonly queueId?: string;
    };
    readonly reason: string;
    readonly cause: 'request' | 'escalation' | 'rejection';
    /** How they were found, where it was routed again. */
    readonly routing?: RoutingOutcome;
    /** It had gone to the wrong owner: its accept clock begins anew. */
    readonly misroute?: true;
  };
}

export interface HandoffMilestoneReachedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.milestone_reached';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly name: string;
  };
}

export interface HandoffPausedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.paused';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    /** A pause reason of the contract. */
    readonly reason: string;
    /** Names of the clocks that it stops. */
    readonly clocks: ReadonlyArray<string>;
    /** When it was asked to end. */
    readonly resumeBy: string;
    /** When it ends by itself: at `resumeBy`, or earlier where a cap of the contract ends it. */
    readonly resumesAt: string;
    /** The clocks that stand still from here on. */
    readonly stopped: ReadonlyArray<{
      readonly clock: string;
      readonly attempt: number;
      /** Working time that the clock has counted, pauses left out, in seconds. */
      readonly elapsedSeconds: number;
      readonly remainingSeconds: number;
    }>;
  };
}

export interface HandoffResumedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.resumed';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    /** request: somebody asked. resume_by: its time had come. cap: a cap of the contract. ended: what it waited with has ended. */
    readonly cause: 'request' | 'resume_by' | 'cap' | 'ended';
    /** How long the pause was, in real time. */
    readonly pausedSeconds: number;
    /** The clocks that go on. */
    readonly clocks: ReadonlyArray<{
      readonly clock: string;
      readonly attempt: number;
      /** Absent while it stands still in a pause. */
      readonly dueAt?: string;
      readonly warnings: ReadonlyArray<{
        /** Share of the target that has then elapsed. */
        readonly fraction: number;
        /** An instant, RFC 3339 in UTC with milliseconds. */
        readonly at: string;
      }>;
      /** Escalation steps that this made due later. */
      readonly escalations: ReadonlyArray<{
        readonly stepId: string;
        /** An instant, RFC 3339 in UTC with milliseconds. */
        readonly at: string;
        readonly repetition: number;
      }>;
    }>;
  };
}

export interface HandoffReprioritizedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.reprioritized';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly from: Priority;
    readonly to: Priority;
    readonly reason?: string;
  };
}

export interface HandoffEscalatedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.escalated';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly cause: 'max_attempts';
    /** Ids of the owners on both sides who are to settle it. */
    readonly recipients: ReadonlyArray<string>;
  };
}

export interface HandoffCompletedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.completed';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly outcome: { readonly [name: string]: unknown };
    readonly override?: Override;
  };
}

export interface HandoffDisqualifiedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.disqualified';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly reason: string;
  };
}

export interface HandoffCancelledEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.cancelled';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly reason: string;
  };
}

export interface HandoffNotedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.noted';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly text: string;
  };
}

export interface HandoffMigratedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.migrated';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly fromVersion: number;
    readonly toVersion: number;
    /** The version of each calendar that its clocks go by. */
    readonly calendars?: { readonly [name: string]: number };
  };
}

export interface HandoffRebasedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'handoff.rebased';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly calendarId: string;
    readonly fromVersion: number;
    readonly toVersion: number;
    /** What the clocks that go by it have counted under the version before. */
    readonly counted: ReadonlyArray<{
      readonly clock: string;
      readonly attempt: number;
      /** Working time that the clock has counted, pauses left out, in seconds. */
      readonly elapsedSeconds: number;
    }>;
  };
}

export interface ClockStartedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'clock.started';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    readonly target: string | {
      readonly businessDays: number;
    };
    /** The target in working time, in seconds. */
    readonly targetSeconds: number;
    readonly calendarId?: string;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly dueAt: string;
    readonly warnings: ReadonlyArray<{
      /** Share of the target that has then elapsed. */
      readonly fraction: number;
      /** An instant, RFC 3339 in UTC with milliseconds. */
      readonly at: string;
    }>;
    /** Escalation steps that this made due later. */
    readonly escalations: ReadonlyArray<{
      readonly stepId: string;
      /** An instant, RFC 3339 in UTC with milliseconds. */
      readonly at: string;
      readonly repetition: number;
    }>;
    /** It begins in a pause: it stands still, and falls due that much later. */
    readonly paused?: true;
  };
}

export interface ClockRetargetedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'clock.retargeted';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    /** Absent while it stands still in a pause. */
    readonly dueAt?: string;
    readonly warnings: ReadonlyArray<{
      /** Share of the target that has then elapsed. */
      readonly fraction: number;
      /** An instant, RFC 3339 in UTC with milliseconds. */
      readonly at: string;
    }>;
    /** Escalation steps that this made due later. */
    readonly escalations: ReadonlyArray<{
      readonly stepId: string;
      /** An instant, RFC 3339 in UTC with milliseconds. */
      readonly at: string;
      readonly repetition: number;
    }>;
    readonly cause: 'target' | 'priority' | 'migration' | 'calendar';
    readonly target: string | {
      readonly businessDays: number;
    };
    readonly targetSeconds: number;
    readonly calendarId?: string;
    /** Working time that the clock has counted, pauses left out, in seconds. */
    readonly elapsedSeconds: number;
    /** Why somebody asked for another target. */
    readonly reason?: string;
    /** The new target has passed already: it is due after a minimum notice instead. */
    readonly shortNotice?: true;
  };
}

export interface ClockWarnedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'clock.warned';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    readonly fraction: number;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly dueAt: string;
  };
}

export interface ClockBreachedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'clock.breached';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly dueAt: string;
    /** Escalation steps that this made due later. */
    readonly escalations: ReadonlyArray<{
      readonly stepId: string;
      /** An instant, RFC 3339 in UTC with milliseconds. */
      readonly at: string;
      readonly repetition: number;
    }>;
  };
}

export interface ClockMetEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'clock.met';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    /** Absent if it stood still in a pause. */
    readonly dueAt?: string;
    /** Working time that the clock has counted, pauses left out, in seconds. */
    readonly elapsedSeconds: number;
  };
}

export interface ClockClosedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'clock.closed';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly dueAt: string;
    /** Working time that the clock has counted, pauses left out, in seconds. */
    readonly elapsedSeconds: number;
    /** Working time beyond the target, in seconds. */
    readonly lateSeconds: number;
  };
}

export interface ClockCancelledEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'clock.cancelled';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    /** Working time that the clock has counted, pauses left out, in seconds. */
    readonly elapsedSeconds: number;
  };
}

export interface ClockExcusedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'clock.excused';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    readonly reason: string;
  };
}

export interface EscalationTriggeredEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'escalation.triggered';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    readonly stepId: string;
    readonly repetition: number;
    /** Ids of the owners and queues that this step is for. */
    readonly recipients: ReadonlyArray<string>;
    /** Ids of those that it is for and who are left out: owners who are not active or gone, queues that are gone. */
    readonly unreachable?: ReadonlyArray<string>;
    /** Noticed only when a later repetition was due as well: that one tells the recipients, once for all. */
    readonly missed?: true;
    readonly reassignedTo?: {
      readonly ownerId?: string;
      readonly queueId?: string;
    };
    /** The step was to hand over and could not, while it did the rest. no_fallback: the contract has no fallback. nobody_available: none of those whom it names, who stand in for them, and the fallback, can be given it; the routing decisions of the handoff say why of each. Its next repetition tries again. */
    readonly reassignFailed?: 'no_fallback' | 'nobody_available';
    readonly raisedTo?: Priority;
    /** The next repetition of this step, if there is one. */
    readonly next?: {
      readonly stepId: string;
      /** An instant, RFC 3339 in UTC with milliseconds. */
      readonly at: string;
      readonly repetition: number;
    };
  };
}

export interface EscalationAcknowledgedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'escalation.acknowledged';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    readonly stepId: string;
    /** Who sees to it. */
    readonly ownerId?: string;
    readonly note?: string;
    /** When its repetitions go on, if the clock is still open then; absent: they do not. In a pause it is counted from the beginning of that, and moves with the resumption. */
    readonly until?: string;
  };
}

export interface EscalationSkippedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'escalation.skipped';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
    readonly stepId: string;
    readonly repetition: number;
    /** nobody_to_notify: none of its recipients is there. nobody_to_reassign_to: nobody else is available. priority_is_as_high: there is nothing to raise. step_removed: the contract no longer has it. */
    readonly reason: 'nobody_to_notify' | 'nobody_to_reassign_to' | 'priority_is_as_high' | 'step_removed';
    /** Ids of those that it is for and who are left out: owners who are not active or gone, queues that are gone. */
    readonly unreachable?: ReadonlyArray<string>;
    /** The next step of the ladder, brought forward to take its place. */
    readonly next?: {
      readonly stepId: string;
      /** An instant, RFC 3339 in UTC with milliseconds. */
      readonly at: string;
      readonly repetition: number;
    };
  };
}

export interface EscalationExhaustedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'escalation.exhausted';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly handoffId: string;
  /** Gapless within a handoff, from 1. Deliveries are not ordered; order by this. */
  readonly sequence: number;
  readonly data: {
    readonly clock: string;
    readonly attempt: number;
  };
}

export interface ContractPublishedEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'contract.published';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly data: {
    readonly contractId: string;
    readonly contractVersion: number;
    readonly name: string;
  };
}

export interface ContractRetiredEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'contract.retired';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly data: {
    readonly contractId: string;
    readonly successorId?: string;
  };
}

export interface ReviewReadyEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'review.ready';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly data: {
    readonly month: string;
    readonly timeZone: string;
    /** Where it is. */
    readonly review: string;
    readonly submitted: number;
    readonly breached: number;
    /** Of runs of clocks, those met; null: there were none. */
    readonly attainment: number | null;
    readonly contractsBelowTarget: number;
    /** How many it makes. */
    readonly suggestions: number;
    /** The one that the most handoffs speak for. */
    readonly firstSuggestion?: string;
  };
}

export interface WebhookEndpointDisabledEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'webhook_endpoint.disabled';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly data: {
    readonly endpointId: string;
    /** Where it leads: scheme, host and port. Path and query are withheld, as with many receivers they are secrets. */
    readonly url: string;
    /** gone: it answered 410. failing_for_5_days: nothing that was tried in that time succeeded. manual: somebody did it. */
    readonly reason: 'gone' | 'failing_for_5_days' | 'manual';
    /** From when on to replay what it misses, with `undeliveredOnly`, as far as is known by then; `webhook_endpoint.enabled` tells it for good. */
    readonly missedSince?: string;
  };
}

export interface WebhookEndpointEnabledEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'webhook_endpoint.enabled';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly data: {
    readonly endpointId: string;
    /** Where it leads: scheme, host and port. Path and query are withheld, as with many receivers they are secrets. */
    readonly url: string;
    /** Since when it had received nothing. */
    readonly disabledAt?: string;
    /** From when on to replay what it missed, with `undeliveredOnly`. */
    readonly missedSince?: string;
    readonly disabledReason?: 'gone' | 'failing_for_5_days' | 'manual';
  };
}

export interface WebhookEndpointTestEvent {
  /** Stable: the same fact has the same id however often it is delivered. */
  readonly id: string;
  readonly type: 'webhook_endpoint.test';
  /** When it really happened, also if it was noticed later. */
  readonly occurredAt: string;
  /** When Baton noticed, if that was later. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly actor: Actor;
  readonly data: {
    /** The only endpoint that it is sent to. */
    readonly endpointId: string;
    /** An invented event of the type that was asked for, as it would be posted. */
    readonly example?: { readonly [name: string]: unknown };
  };
}

/** Who caused the event. */
export type Actor = {
  readonly type: 'api_key';
  readonly id: string;
} | {
  readonly type: 'system';
  readonly id: 'deadline' | 'delivery' | 'routing' | 'review';
};

export interface Subject {
  /** What kind of thing it is: account, lead, case, … */
  readonly type: string;
  /** Its id in the tenant's system of record. */
  readonly id: string;
  readonly name?: string;
  /** Facts that criteria and routing rules may look at as `subject.attributes`. */
  readonly attributes?: { readonly [name: string]: string | number | boolean | null };
}

export type Priority = 'low' | 'normal' | 'high' | 'urgent';

export interface Sender {
  readonly ownerId?: string;
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
  readonly team?: string;
}

export interface Override {
  readonly reason: string;
}

/** How the receiver was found. */
export interface RoutingOutcome {
  /** request: somebody put it into a queue, and it went by that since. escalation: a step handed it over. */
  readonly reason: 'rule' | 'fallback' | 'request' | 'escalation' | 'unrouted';
  /** The routing rule that matched, also where it came to the fallback of the contract. */
  readonly ruleId?: string;
}

/** A field that its sender left out and an earlier packet had. */
export interface InheritedField {
  /** JSON Pointer into the packet. */
  readonly field: string;
  /** The earlier handoff of the same subject whose packet had it. */
  readonly handoffId: string;
  /** The revision of that packet. */
  readonly packetRevision: number;
  /** JSON Pointer into that packet; absent: it is the same as `field`. */
  readonly sourceField?: string;
}

/** An owner, or a queue. */
export type Assignee = {
  readonly ownerId: string;
} | {
  readonly queueId: string;
};
