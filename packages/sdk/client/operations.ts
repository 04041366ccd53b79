// Generated from the routes by `npm run openapi`. Do not edit.

/** Every operation: what it takes and answers. */
export interface Operations {
  /** Sign up. */
  readonly 'POST /v1/tenants': {
    readonly idempotencyKey?: string;
    readonly body: TenantInput;
    readonly answer: SignedUp;
  };
  /** Whose key is this? */
  readonly 'GET /v1/tenant': {
    readonly answer: Tenant;
  };
  /** Change the tenant. */
  readonly 'PATCH /v1/tenant': {
    readonly ifMatch?: string;
    readonly body?: TenantPatch;
    readonly answer: Tenant;
  };
  /** Delete the tenant. */
  readonly 'DELETE /v1/tenant': {
    readonly ifMatch?: string;
    readonly body: TenantDeletionInput;
    readonly answer: TenantClosed;
  };
  /** Export everything. */
  readonly 'GET /v1/tenant/export': {
    readonly query?: {
      /** The most lines of a page, beside the last, which says where to go on. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: string;
  };
  /** How far is a deletion? */
  readonly 'GET /v1/tenant-deletions/{receipt}': {
    readonly path: {
      /** What `deleteTenant` answered. */
      readonly receipt: string;
    };
    readonly answer: TenantDeletion;
  };
  /** Create an API key. */
  readonly 'POST /v1/api-keys': {
    readonly idempotencyKey?: string;
    readonly body: ApiKeyInput;
    readonly answer: NewApiKey;
  };
  /** List API keys. */
  readonly 'GET /v1/api-keys': {
    readonly query?: {
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: ApiKeyPage;
  };
  /** Get an API key. */
  readonly 'GET /v1/api-keys/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: ApiKey;
  };
  /** Change an API key. */
  readonly 'PATCH /v1/api-keys/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly body?: ApiKeyPatch;
    readonly answer: ApiKey;
  };
  /** Revoke an API key. */
  readonly 'DELETE /v1/api-keys/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly answer: undefined;
  };
  /** Rotate the secret of an API key. */
  readonly 'POST /v1/api-keys/{id}/rotate': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body?: ApiKeyRotation;
    readonly answer: NewApiKey;
  };
  /** Get limits and usage. */
  readonly 'GET /v1/usage': {
    readonly answer: Usage;
  };
  /** List changes of the configuration. */
  readonly 'GET /v1/audit-log': {
    readonly query?: {
      /** Made at or after this instant. */
      readonly from?: string;
      /** Made before this instant. */
      readonly to?: string;
      /** Made with this API key. */
      readonly actor?: string;
      /** About this resource. */
      readonly resource?: string;
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: AuditEntryPage;
  };
  /** Draft a contract. */
  readonly 'POST /v1/contracts': {
    readonly idempotencyKey?: string;
    readonly body: ContractFromTemplate | ContractBody;
    readonly answer: Contract;
  };
  /** List contracts. */
  readonly 'GET /v1/contracts': {
    readonly query?: {
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: ContractPage;
  };
  /** Get a contract. */
  readonly 'GET /v1/contracts/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Contract;
  };
  /** Edit a contract. */
  readonly 'PATCH /v1/contracts/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly body?: ContractPatch;
    readonly answer: Contract;
  };
  /** Discard a contract. */
  readonly 'DELETE /v1/contracts/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly answer: undefined;
  };
  /** Check a contract. */
  readonly 'POST /v1/contracts/check': {
    readonly query?: {
      /** What it is to be good for. For `publication` the owners, queues and calendars that it names must be there. `draft` if left out. */
      readonly for?: 'draft' | 'publication';
    };
    readonly idempotencyKey?: string;
    readonly body: ContractBody;
    readonly answer: ContractBodyOutput;
  };
  /** Publish the draft. */
  readonly 'POST /v1/contracts/{id}/publish': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly answer: Contract;
  };
  /** Retire a contract. */
  readonly 'POST /v1/contracts/{id}/retire': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body?: ContractRetirement;
    readonly answer: Contract;
  };
  /** List published versions. */
  readonly 'GET /v1/contracts/{id}/versions': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: ContractVersionPage;
  };
  /** Get a published version. */
  readonly 'GET /v1/contracts/{id}/versions/{version}': {
    readonly path: {
      readonly id: string;
      /** The number of the version. */
      readonly version: number;
    };
    readonly answer: ContractVersion;
  };
  /** Migrate handoffs in flight. */
  readonly 'POST /v1/contracts/{id}/migrate': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: MigrationInput;
    readonly answer: Migration;
  };
  /** Simulate a submission. */
  readonly 'POST /v1/contracts/{id}/simulate': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: Simulation;
    readonly answer: HandoffCheck;
  };
  /** Test on past handoffs. */
  readonly 'POST /v1/contracts/{id}/backtest': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: BacktestInput;
    readonly answer: Backtest;
  };
  /** List contract templates. */
  readonly 'GET /v1/contract-templates': {
    readonly answer: ContractTemplateList;
  };
  /** Get a contract template. */
  readonly 'GET /v1/contract-templates/{slug}': {
    readonly path: {
      /** The slug of the template. */
      readonly slug: string;
    };
    readonly answer: ContractTemplate;
  };
  /** Add a calendar. */
  readonly 'POST /v1/calendars': {
    readonly idempotencyKey?: string;
    readonly body: CalendarInput;
    readonly answer: Calendar;
  };
  /** List calendars. */
  readonly 'GET /v1/calendars': {
    readonly query?: {
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: CalendarPage;
  };
  /** Try a calendar. */
  readonly 'POST /v1/calendars/preview': {
    readonly idempotencyKey?: string;
    readonly body: CalendarPreviewInput;
    readonly answer: CalendarPreview;
  };
  /** Get a calendar. */
  readonly 'GET /v1/calendars/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Calendar;
  };
  /** Replace a calendar. */
  readonly 'PUT /v1/calendars/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly body: CalendarInput;
    readonly answer: Calendar;
  };
  /** Remove a calendar. */
  readonly 'DELETE /v1/calendars/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly answer: undefined;
  };
  /** Rebase handoffs in flight. */
  readonly 'POST /v1/calendars/{id}/rebase': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body?: RebaseInput;
    readonly answer: Rebase;
  };
  /** Add an owner. */
  readonly 'POST /v1/owners': {
    readonly idempotencyKey?: string;
    readonly body: OwnerInput;
    readonly answer: OwnerWithLoad;
  };
  /** List owners. */
  readonly 'GET /v1/owners': {
    readonly query?: {
      /** Those who are active, or those who are not. */
      readonly active?: boolean;
      /** Those whose name holds this, in capitals or not. */
      readonly name?: string;
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: OwnerPage;
  };
  /** Get an owner. */
  readonly 'GET /v1/owners/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: OwnerWithLoad;
  };
  /** Change an owner. */
  readonly 'PATCH /v1/owners/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly body?: OwnerPatch;
    readonly answer: OwnerWithLoad;
  };
  /** Remove an owner. */
  readonly 'DELETE /v1/owners/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly answer: undefined;
  };
  /** Hand over what an owner has. */
  readonly 'POST /v1/owners/{id}/hand-over': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: HandOverInput;
    readonly answer: HandOver;
  };
  /** Add a queue. */
  readonly 'POST /v1/queues': {
    readonly idempotencyKey?: string;
    readonly body: QueueInput;
    readonly answer: Queue;
  };
  /** List queues. */
  readonly 'GET /v1/queues': {
    readonly query?: {
      /** Those whose name holds this, in capitals or not. */
      readonly name?: string;
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: QueuePage;
  };
  /** Get a queue. */
  readonly 'GET /v1/queues/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Queue;
  };
  /** Change a queue. */
  readonly 'PATCH /v1/queues/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly body?: QueuePatch;
    readonly answer: Queue;
  };
  /** Remove a queue. */
  readonly 'DELETE /v1/queues/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly answer: undefined;
  };
  /** Add a test clock. */
  readonly 'POST /v1/test-clocks': {
    readonly idempotencyKey?: string;
    readonly body?: TestClockInput;
    readonly answer: ReadyTestClock;
  };
  /** List test clocks. */
  readonly 'GET /v1/test-clocks': {
    readonly query?: {
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: TestClockPage;
  };
  /** Get a test clock. */
  readonly 'GET /v1/test-clocks/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: TestClock;
  };
  /** Remove a test clock. */
  readonly 'DELETE /v1/test-clocks/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: undefined;
  };
  /** Advance a test clock. */
  readonly 'POST /v1/test-clocks/{id}/advance': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly body?: TestClockMove;
    readonly answer: ArrivedTestClock | TestClockOnItsWay;
  };
  /** Add a webhook endpoint. */
  readonly 'POST /v1/webhook-endpoints': {
    readonly idempotencyKey?: string;
    readonly body: WebhookEndpointInput;
    readonly answer: NewWebhookEndpoint;
  };
  /** List webhook endpoints. */
  readonly 'GET /v1/webhook-endpoints': {
    readonly query?: {
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: WebhookEndpointPage;
  };
  /** Get a webhook endpoint. */
  readonly 'GET /v1/webhook-endpoints/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: WebhookEndpoint;
  };
  /** Change a webhook endpoint. */
  readonly 'PATCH /v1/webhook-endpoints/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly body?: WebhookEndpointPatch;
    readonly answer: WebhookEndpoint;
  };
  /** Remove a webhook endpoint. */
  readonly 'DELETE /v1/webhook-endpoints/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly ifMatch?: string;
    readonly answer: undefined;
  };
  /** Rotate the signing secret. */
  readonly 'POST /v1/webhook-endpoints/{id}/rotate-secret': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body?: SecretRotation;
    readonly answer: NewWebhookEndpoint;
  };
  /** Send a test event. */
  readonly 'POST /v1/webhook-endpoints/{id}/test': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body?: WebhookEndpointTestInput;
    readonly answer: WebhookEndpointTest;
  };
  /** List deliveries. */
  readonly 'GET /v1/webhook-endpoints/{id}/deliveries': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** Only deliveries that are this far. */
      readonly status?: 'pending' | 'delivered' | 'failed';
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: DeliveryPage;
  };
  /** Get a delivery. */
  readonly 'GET /v1/deliveries/{id}': {
    readonly path: {
      /** The id of a delivery. */
      readonly id: string;
    };
    readonly answer: DeliveryDetail;
  };
  /** Retry a delivery. */
  readonly 'POST /v1/deliveries/{id}/retry': {
    readonly path: {
      /** The id of a delivery. */
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly answer: Delivery;
  };
  /** Replay events to an endpoint. */
  readonly 'POST /v1/webhook-endpoints/{id}/replay': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: ReplayInput;
    readonly answer: Replay;
  };
  /** List replays of an endpoint. */
  readonly 'GET /v1/webhook-endpoints/{id}/replays': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: ReplayPage;
  };
  /** Get a replay. */
  readonly 'GET /v1/replays/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Replay;
  };
  /** Cancel a replay. */
  readonly 'POST /v1/replays/{id}/cancel': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly answer: Replay;
  };
  /** List events. */
  readonly 'GET /v1/events': {
    readonly query?: {
      /** Event types, families such as `clock.*`, or `*`; several are separated by commas. */
      readonly type?: string;
      /** Recorded at or after this instant; at most 90 days back. */
      readonly from?: string;
      /** Recorded before this instant. */
      readonly to?: string;
      /** A customer, as `type:id`. */
      readonly subject?: string;
      /** Events of this handoff. */
      readonly handoffId?: string;
      /** Oldest or newest first. Newest first if left out. */
      readonly sort?: 'recordedAt' | '-recordedAt';
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: RecordedEventPage;
  };
  /** Get an event. */
  readonly 'GET /v1/events/{id}': {
    readonly path: {
      /** The id of an event. */
      readonly id: string;
    };
    readonly answer: RecordedEvent;
  };
  /** List event types. */
  readonly 'GET /v1/event-types': {
    readonly answer: EventTypeList;
  };
  /** Get figures. */
  readonly 'GET /v1/metrics': {
    readonly query?: {
      /** The first day, of the tenant’s time zone. 30 days up to `to` if left out. */
      readonly from?: string;
      /** The last day, which is included. Today if left out. */
      readonly to?: string;
      /** Figures of this contract alone. */
      readonly contractId?: string;
      /** By what figures are told apart, beside the totals. */
      readonly groupBy?: 'contract' | 'version' | 'stage' | 'owner' | 'queue' | 'day';
      /** With what the figures are compared. `previous`: as many days, up to the day before `from`. `previousMonth`, for whole calendar months: as many calendar months before them, as the review compares. */
      readonly compareTo?: 'previous' | 'previousMonth';
      /** The most groups of a page. A table (CSV) has all of them. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: MetricsReport;
  };
  /** List the handoffs behind a figure. */
  readonly 'GET /v1/metrics/handoffs': {
    readonly query?: {
      /** The name of the figure, as it is in the link beside it; `submitted` if left out. */
      readonly figure?: 'submitted' | 'assigned' | 'accepted' | 'reaccepted' | 'rejected' | 'rerouted' | 'firstRejected' | 'resubmitted' | 'reassigned' | 'firstReassigned' | 'reassignedByEscalation' | 'misrouted' | 'completed' | 'disqualified' | 'cancelled' | 'overridden' | 'paused' | 'escalated' | 'acknowledged' | 'exhausted' | 'attemptsExhausted' | 'migratedOut' | 'migratedIn' | 'started' | 'met' | 'breached' | 'excused' | 'closedLate' | 'stopped' | 'reason' | 'class' | 'criterion' | 'field' | 'rerequested' | 'milestone' | 'lostTime' | 'waitingTime' | 'reworkTime' | 'pausedTime' | 'closedTime' | 'workedTime';
      /** The clock, of what is counted of clocks. */
      readonly clock?: string;
      /** Of what is counted by name: which reason, criterion, field. */
      readonly name?: string;
      /** Of time: whose. Everybody’s if left out. */
      readonly party?: 'platform' | 'sender' | 'receiver';
      /** The first day, of the tenant’s time zone. 30 days up to `to` if left out. */
      readonly from?: string;
      /** The last day, which is included. Today if left out. */
      readonly to?: string;
      /** Whose days they are: an IANA time zone. That of the figures if left out. The links of a review name the zone of the review. */
      readonly timeZone?: string;
      /** Figures of this contract alone. */
      readonly contractId?: string;
      /** What counts for this version of the contract. */
      readonly version?: number;
      /** What counts for contract versions from this stage. */
      readonly fromStage?: string;
      /** What counts for contract versions to this stage. */
      readonly toStage?: string;
      /** What counts for this owner. */
      readonly ownerId?: string;
      /** What counts for this queue. */
      readonly queueId?: string;
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: MetricHandoffPage;
  };
  /** Journey map. */
  readonly 'GET /v1/journey-map': {
    readonly query?: {
      /** The first day, of the tenant’s time zone. 30 days up to `to` if left out. */
      readonly from?: string;
      /** The last day, which is included. Today if left out. */
      readonly to?: string;
    };
    readonly answer: JourneyMap;
  };
  /** Funnel. */
  readonly 'GET /v1/funnel': {
    readonly query?: {
      /** The first day, of the tenant’s time zone. 30 days up to `to` if left out. */
      readonly from?: string;
      /** The last day, which is included. Today if left out. */
      readonly to?: string;
    };
    readonly answer: Funnel;
  };
  /** Journey of a customer. */
  readonly 'GET /v1/subjects/{type}/{id}/journey': {
    readonly path: {
      /** What kind of thing it is. */
      readonly type: string;
      /** Its id in the tenant's system of record, percent-encoded. */
      readonly id: string;
    };
    readonly answer: Journey;
  };
  /** Journey of a customer, by query. */
  readonly 'GET /v1/journey': {
    readonly query: {
      readonly subject: string;
    };
    readonly answer: Journey;
  };
  /** List reviews. */
  readonly 'GET /v1/reviews': {
    readonly query?: {
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: ReviewPage;
  };
  /** Get the review of a month. */
  readonly 'GET /v1/reviews/{month}': {
    readonly path: {
      /** A month of the calendar, in the time zone of the tenant. */
      readonly month: string;
    };
    readonly answer: ReviewWithActions;
  };
  /** Decide on an action. */
  readonly 'POST /v1/reviews/{month}/actions': {
    readonly path: {
      /** A month of the calendar, in the time zone of the tenant. */
      readonly month: string;
    };
    readonly idempotencyKey?: string;
    readonly body: ReviewActionInput;
    readonly answer: ReviewAction;
  };
  /** Change an action. */
  readonly 'PATCH /v1/reviews/{month}/actions/{actionId}': {
    readonly path: {
      /** A month of the calendar, in the time zone of the tenant. */
      readonly month: string;
      readonly actionId: string;
    };
    readonly ifMatch?: string;
    readonly body?: ReviewActionPatch;
    readonly answer: ReviewAction;
  };
  /** Measure maturity. */
  readonly 'GET /v1/maturity': {
    readonly answer: Maturity;
  };
  /** Submit a handoff. */
  readonly 'POST /v1/handoffs': {
    readonly idempotencyKey?: string;
    readonly body: HandoffInput;
    readonly answer: Handoff;
  };
  /** List handoffs. */
  readonly 'GET /v1/handoffs': {
    readonly query?: {
      /** One state, or several separated by commas. */
      readonly state?: string;
      /** Handoffs under this contract. */
      readonly contractId?: string;
      /** Open handoffs that are with this owner. */
      readonly ownerId?: string;
      /** Open handoffs that wait in this queue. */
      readonly queueId?: string;
      /** A customer, as `type:id`. */
      readonly subject?: string;
      /** Whether some clock is late and still open. */
      readonly overdue?: boolean;
      /** Whether it is paused. */
      readonly paused?: boolean;
      /** Created at or after this instant. */
      readonly from?: string;
      /** Created before this instant. */
      readonly to?: string;
      /** Oldest or newest first. Newest first if left out. */
      readonly sort?: 'createdAt' | '-createdAt';
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: HandoffPage;
  };
  /** Try a submission. */
  readonly 'POST /v1/handoffs/check': {
    readonly idempotencyKey?: string;
    readonly body: HandoffInput;
    readonly answer: HandoffCheck;
  };
  /** Get a handoff. */
  readonly 'GET /v1/handoffs/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Handoff;
  };
  /** Submit many handoffs. */
  readonly 'POST /v1/handoffs/batch': {
    readonly idempotencyKey?: string;
    readonly body: HandoffBatch;
    readonly answer: HandoffBatchResult;
  };
  /** Accept. */
  readonly 'POST /v1/handoffs/{id}/accept': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body?: Acceptance;
    readonly answer: Handoff;
  };
  /** Reject. */
  readonly 'POST /v1/handoffs/{id}/reject': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: Rejection;
    readonly answer: Handoff;
  };
  /** Resubmit. */
  readonly 'POST /v1/handoffs/{id}/resubmit': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: Resubmission;
    readonly answer: Handoff;
  };
  /** Reassign. */
  readonly 'POST /v1/handoffs/{id}/reassign': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: ReassignmentToOwner | ReassignmentToQueue;
    readonly answer: Handoff;
  };
  /** Report a milestone. */
  readonly 'POST /v1/handoffs/{id}/milestones': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: MilestoneInput;
    readonly answer: Handoff;
  };
  /** Complete. */
  readonly 'POST /v1/handoffs/{id}/complete': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body?: Completion;
    readonly answer: Handoff;
  };
  /** Disqualify. */
  readonly 'POST /v1/handoffs/{id}/disqualify': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: Disqualification;
    readonly answer: Handoff;
  };
  /** Cancel. */
  readonly 'POST /v1/handoffs/{id}/cancel': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: Cancellation;
    readonly answer: Handoff;
  };
  /** Pause. */
  readonly 'POST /v1/handoffs/{id}/pause': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: PauseInput;
    readonly answer: Handoff;
  };
  /** Resume. */
  readonly 'POST /v1/handoffs/{id}/resume': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly answer: Handoff;
  };
  /** Change the priority. */
  readonly 'POST /v1/handoffs/{id}/reprioritize': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: Reprioritization;
    readonly answer: Handoff;
  };
  /** Change the target of a clock. */
  readonly 'POST /v1/handoffs/{id}/retarget': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: Retargeting;
    readonly answer: Handoff;
  };
  /** Acknowledge an escalation. */
  readonly 'POST /v1/handoffs/{id}/acknowledge': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body?: Acknowledgement;
    readonly answer: Handoff;
  };
  /** Leave a note. */
  readonly 'POST /v1/handoffs/{id}/notes': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: NoteInput;
    readonly answer: Handoff;
  };
  /** Excuse a breach. */
  readonly 'POST /v1/handoffs/{id}/excuse': {
    readonly path: {
      readonly id: string;
    };
    readonly idempotencyKey?: string;
    readonly ifMatch?: string;
    readonly body: ExcuseInput;
    readonly answer: Handoff;
  };
  /** Timeline. */
  readonly 'GET /v1/handoffs/{id}/events': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** The most entries of a page. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, as it was answered. */
      readonly cursor?: string;
    };
    readonly answer: EventPage;
  };
  /** Packet. */
  readonly 'GET /v1/handoffs/{id}/packet': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** The latest if left out. */
      readonly revision?: number;
    };
    readonly answer: PacketRevision;
  };
  /** Clocks. */
  readonly 'GET /v1/handoffs/{id}/clocks': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: ClockList;
  };
  /** Explain a clock. */
  readonly 'GET /v1/handoffs/{id}/clocks/{name}/explain': {
    readonly path: {
      readonly id: string;
      /** The name of the clock. */
      readonly name: string;
    };
    readonly query?: {
      /** The latest run of the clock in this attempt. */
      readonly attempt?: number;
      /** This run of the clock: 1 for the first in the handoff, 2 for the next. As in `clocks`. */
      readonly run?: number;
    };
    readonly answer: ClockExplanation;
  };
  /** Explain the routing. */
  readonly 'GET /v1/handoffs/{id}/routing': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: RoutingTraceList;
  };
  /** Is the service up? */
  readonly 'GET /healthz': {
    readonly answer: Health;
  };
}

/** A refusal, as RFC 9457 problem details. */
export interface Problem {
  /** The page that explains this code. */
  readonly type: string;
  /** The same for every occurrence of the code. */
  readonly title: string;
  readonly status: number;
  /** What happened this time. */
  readonly detail: string;
  readonly code: ProblemCode;
  /** The same as the header X-Request-Id. Quote it to support. */
  readonly requestId: string;
  /** All causes at once; at most 100 are listed. */
  readonly errors?: ReadonlyArray<Violation>;
  /** How many causes beyond those listed. */
  readonly errorsOmitted?: number;
  readonly [name: string]: unknown;
}

export interface TenantInput {
  /** The name of the organisation. */
  readonly name: string;
  /** Where the operator can reach you. */
  readonly email?: string;
  /** IANA time zone of the organisation, by whose days figures are counted. No clock depends on it. */
  readonly timezone?: string;
}

export interface SignedUp {
  readonly tenant: Tenant;
  readonly apiKeys: {
    readonly live: IssuedKey;
    readonly test: IssuedKey;
  };
}

/** An organisation and all that it owns. */
export interface Tenant {
  /** The name of the organisation. */
  readonly name: string;
  /** Where the operator can reach you. */
  readonly email?: string;
  readonly id: string;
  /** IANA time zone of the organisation, by whose days figures are counted. No clock depends on it. */
  readonly timezone: string;
  /** What the tenant may have and do; the operator sets it. */
  readonly plan: 'standard';
  /** 1, and one more with each change. */
  readonly version: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
}

export interface TenantPatch {
  /** The name of the organisation. */
  readonly name?: string;
  /** Where the operator can reach you; null takes it away. */
  readonly email?: string | null;
  /** IANA time zone of the organisation, by whose days figures are counted. No clock depends on it. */
  readonly timezone?: string;
}

export interface TenantDeletionInput {
  /** The id of the tenant, so that it is meant. */
  readonly confirm: string;
}

/** A tenant that is closed, and is being deleted. */
export interface TenantClosed {
  readonly tenantId: string;
  readonly status: 'deleting';
  /** When the tenant was closed. */
  readonly requestedAt: string;
  /** Shown this once: by it you can ask how far the deletion is. */
  readonly receipt: string;
}

/** One line of an export. */
export interface ExportLine {
  /** What the line is: `export` (the first), `tenant`, `api_key`, `calendar`, `contract`, `handoff`, … `cursor` (the last of each page). */
  readonly kind: string;
  /** What there is of it, as the API shows it elsewhere. */
  readonly data?: unknown;
  readonly [name: string]: unknown;
}

/** How far the deletion of a tenant is. */
export interface TenantDeletion {
  readonly tenantId: string;
  readonly status: 'deleting' | 'deleted';
  /** When the tenant was closed. */
  readonly requestedAt: string;
  /** When nothing of the tenant was found any more, twice in a row. */
  readonly deletedAt?: string;
  /** How many stored items are gone. */
  readonly itemsRemoved: number;
}

export interface ApiKeyInput {
  readonly name: string;
  /** At most those of the calling key. */
  readonly scopes: ReadonlyArray<Scope>;
  /** Never, if left out. */
  readonly expiresAt?: string;
}

/** A key with its secret, which is shown this once. */
export interface NewApiKey {
  readonly id: string;
  /** 1, and one more with each change. */
  readonly version: number;
  readonly name: string;
  readonly mode: 'live' | 'test';
  readonly scopes: ReadonlyArray<Scope>;
  /** The last characters of the secret. */
  readonly hint: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly expiresAt?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly rotatedAt?: string;
  /** Until when the secret before the last rotation still holds. */
  readonly previousSecretExpiresAt?: string;
  /** When it was last used: noted at most once an hour by each process that serves it. */
  readonly lastUsedAt?: string;
  /** Shown this once. */
  readonly secret: string;
}

export interface ApiKeyPage {
  readonly data: ReadonlyArray<ApiKey>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** A key, without its secret. */
export interface ApiKey {
  readonly id: string;
  /** 1, and one more with each change. */
  readonly version: number;
  readonly name: string;
  readonly mode: 'live' | 'test';
  readonly scopes: ReadonlyArray<Scope>;
  /** The last characters of the secret. */
  readonly hint: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly expiresAt?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly rotatedAt?: string;
  /** Until when the secret before the last rotation still holds. */
  readonly previousSecretExpiresAt?: string;
  /** When it was last used: noted at most once an hour by each process that serves it. */
  readonly lastUsedAt?: string;
}

export interface ApiKeyPatch {
  readonly name?: string;
  /** Null: never. */
  readonly expiresAt?: string | null;
}

/** How the secret of an API key is replaced. */
export interface ApiKeyRotation {
  /** How long the secret before still holds: ISO 8601 in hours, minutes and seconds, from PT0S, which ends it at once, to PT168H. */
  readonly overlap?: string;
  /** Also while the overlap of an earlier rotation lasts: the oldest secret ends at once. */
  readonly force?: boolean;
}

/** What the tenant may have and do, has, and has done, in one mode. */
export interface Usage {
  readonly mode: 'live' | 'test';
  readonly plan: 'standard';
  readonly limits: {
    /** Handoffs that have not ended, about. */
    readonly openHandoffs: number;
    /** Contracts, retired ones included. */
    readonly contracts: number;
    /** Calendars. */
    readonly calendars: number;
    /** Owners. */
    readonly owners: number;
    /** Queues. */
    readonly queues: number;
    /** Webhook endpoints. */
    readonly webhookEndpoints: number;
    /** Test clocks. */
    readonly testClocks: number;
    /** API keys. */
    readonly apiKeys: number;
    /** The size of a packet. */
    readonly packetBytes: number;
  };
  readonly current: {
    /** Handoffs that have not ended, about. */
    readonly openHandoffs: number;
    /** Contracts, retired ones included. */
    readonly contracts: number;
    /** Calendars. */
    readonly calendars: number;
    /** Owners. */
    readonly owners: number;
    /** Queues. */
    readonly queues: number;
    /** Webhook endpoints. */
    readonly webhookEndpoints: number;
    /** Test clocks. */
    readonly testClocks: number;
    /** API keys. */
    readonly apiKeys: number;
  };
  readonly rate: {
    /** Requests per second that can be kept up. */
    readonly perSecond: number;
    /** Requests at once, after a pause. */
    readonly burst: number;
  };
  /** Requests of this day, in UTC; the last few seconds may be missing. */
  readonly today: {
    /** Requests that were let in. */
    readonly requests: number;
    /** Requests that were refused because there were too many. */
    readonly refused: number;
  };
  /** Requests of this month, in UTC; the last few seconds may be missing. */
  readonly month: {
    /** Requests that were let in. */
    readonly requests: number;
    /** Requests that were refused because there were too many. */
    readonly refused: number;
  };
}

export interface AuditEntryPage {
  readonly data: ReadonlyArray<AuditEntry>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** A template, and the members that replace its own. */
export interface ContractFromTemplate {
  /** The template to start from. */
  readonly templateSlug: string;
  readonly name?: string;
  readonly from?: Party;
  readonly to?: Party;
  /** What is handed over. */
  readonly subjectType?: string;
  readonly customerRisk?: string | null;
  readonly packet?: PacketDefinition | null;
  readonly entryCriteria?: ReadonlyArray<Criterion> | null;
  readonly exitCriteria?: ReadonlyArray<Criterion> | null;
  readonly milestones?: ReadonlyArray<string> | null;
  readonly rejectionReasons?: ReadonlyArray<RejectionReason> | null;
  readonly pauseReasons?: ReadonlyArray<PauseReason> | null;
  readonly pauseLimits?: PauseLimits | null;
  readonly routing?: Routing | null;
  readonly clocks?: ReadonlyArray<ClockDefinition> | null;
  readonly escalation?: ReadonlyArray<EscalationPath> | null;
  readonly maxAttempts?: number | null;
}

/** What two teams agree on about one kind of handoff. */
export interface ContractBody {
  readonly name: string;
  readonly from: Party;
  readonly to: Party;
  /** What is handed over. */
  readonly subjectType: string;
  /** What the customer suffers when this handoff goes wrong. */
  readonly customerRisk?: string;
  readonly packet?: PacketDefinition;
  /** What "ready" means. */
  readonly entryCriteria?: ReadonlyArray<Criterion>;
  /** What "done" means. */
  readonly exitCriteria?: ReadonlyArray<Criterion>;
  /** Milestones beyond the built-in first_touch. */
  readonly milestones?: ReadonlyArray<string>;
  readonly rejectionReasons?: ReadonlyArray<RejectionReason>;
  readonly pauseReasons?: ReadonlyArray<PauseReason>;
  readonly pauseLimits?: PauseLimits;
  readonly routing?: Routing;
  readonly clocks?: ReadonlyArray<ClockDefinition>;
  readonly escalation?: ReadonlyArray<EscalationPath>;
  /** After this many attempts a rejection escalates to both sides. */
  readonly maxAttempts?: number;
}

/** A contract: its draft if it has one, else the version in force. */
export interface Contract {
  readonly id: string;
  readonly status: 'draft' | 'published' | 'retired';
  /** The version in force; null before the first publication. */
  readonly version: number | null;
  /** Whether what is shown is an edit that is not published yet. */
  readonly hasDraft: boolean;
  /** Whose body this answer shows. `draft`: what is being edited; submissions go by `version` meanwhile, which `GET …/versions/{version}` shows. `published`: that of `version`. */
  readonly bodyOf: 'draft' | 'published';
  /** Counts edits; the ETag. */
  readonly revision: number;
  /** Where to go instead of a retired contract. */
  readonly successorId?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
  readonly name: string;
  readonly from: PartyOutput;
  readonly to: PartyOutput;
  /** What is handed over. */
  readonly subjectType: string;
  /** What the customer suffers when this handoff goes wrong. */
  readonly customerRisk?: string;
  readonly packet: PacketDefinitionOutput;
  /** What "ready" means. */
  readonly entryCriteria: ReadonlyArray<CriterionOutput>;
  /** What "done" means. */
  readonly exitCriteria: ReadonlyArray<CriterionOutput>;
  /** Milestones beyond the built-in first_touch. */
  readonly milestones: ReadonlyArray<string>;
  readonly rejectionReasons: ReadonlyArray<RejectionReasonOutput>;
  readonly pauseReasons: ReadonlyArray<PauseReasonOutput>;
  readonly pauseLimits?: PauseLimitsOutput;
  readonly routing: RoutingOutput;
  readonly clocks: ReadonlyArray<ClockDefinitionOutput>;
  readonly escalation: ReadonlyArray<EscalationPathOutput>;
  /** After this many attempts a rejection escalates to both sides. */
  readonly maxAttempts: number;
}

export interface ContractPage {
  readonly data: ReadonlyArray<Contract>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** The members of a contract that change, each replaced as a whole. One that is null is taken away, or goes back to its default. */
export interface ContractPatch {
  readonly name?: string;
  readonly from?: Party;
  readonly to?: Party;
  /** What is handed over. */
  readonly subjectType?: string;
  readonly customerRisk?: string | null;
  readonly packet?: PacketDefinition | null;
  readonly entryCriteria?: ReadonlyArray<Criterion> | null;
  readonly exitCriteria?: ReadonlyArray<Criterion> | null;
  readonly milestones?: ReadonlyArray<string> | null;
  readonly rejectionReasons?: ReadonlyArray<RejectionReason> | null;
  readonly pauseReasons?: ReadonlyArray<PauseReason> | null;
  readonly pauseLimits?: PauseLimits | null;
  readonly routing?: Routing | null;
  readonly clocks?: ReadonlyArray<ClockDefinition> | null;
  readonly escalation?: ReadonlyArray<EscalationPath> | null;
  readonly maxAttempts?: number | null;
}

/** What two teams agree on about one kind of handoff. */
export interface ContractBodyOutput {
  readonly name: string;
  readonly from: PartyOutput;
  readonly to: PartyOutput;
  /** What is handed over. */
  readonly subjectType: string;
  /** What the customer suffers when this handoff goes wrong. */
  readonly customerRisk?: string;
  readonly packet: PacketDefinitionOutput;
  /** What "ready" means. */
  readonly entryCriteria: ReadonlyArray<CriterionOutput>;
  /** What "done" means. */
  readonly exitCriteria: ReadonlyArray<CriterionOutput>;
  /** Milestones beyond the built-in first_touch. */
  readonly milestones: ReadonlyArray<string>;
  readonly rejectionReasons: ReadonlyArray<RejectionReasonOutput>;
  readonly pauseReasons: ReadonlyArray<PauseReasonOutput>;
  readonly pauseLimits?: PauseLimitsOutput;
  readonly routing: RoutingOutput;
  readonly clocks: ReadonlyArray<ClockDefinitionOutput>;
  readonly escalation: ReadonlyArray<EscalationPathOutput>;
  /** After this many attempts a rejection escalates to both sides. */
  readonly maxAttempts: number;
}

export interface ContractRetirement {
  /** The published contract that new submissions should use instead. */
  readonly successorId?: string;
}

export interface ContractVersionPage {
  readonly data: ReadonlyArray<ContractVersion>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** What was published, unchanged for ever. */
export interface ContractVersion {
  readonly contractId: string;
  readonly contractVersion: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly publishedAt: string;
  readonly body: ContractBodyOutput;
}

export interface MigrationInput {
  /** A published version of the contract. */
  readonly toVersion: number;
  /** Whether only to tell what would happen; true if left out. */
  readonly dryRun?: boolean;
  /** The most handoffs that one request moves. */
  readonly limit?: number;
  /** The `nextCursor` of the request before, as it was answered. */
  readonly cursor?: string;
}

export interface Migration {
  readonly toVersion: number;
  readonly dryRun: boolean;
  /** The handoffs that were moved, or would be, the oldest first. */
  readonly data: ReadonlyArray<HandoffMove>;
  /** How many were looked at and had nothing to be done. */
  readonly skipped: number;
  /** Pass it as `cursor` to go on; null once all have been looked at. A page may be empty. */
  readonly nextCursor: string | null;
  /** How many were migrated, or would be. */
  readonly migrated: number;
}

export interface Simulation {
  /** What travels; held to the packet schema of the contract. At most 128 KiB. */
  readonly packet: { readonly [name: string]: unknown };
  readonly subject: Subject;
  /** `normal` if left out. */
  readonly priority?: Priority;
  /** When it would be submitted, in the years 1970 to 2200; now if left out. Loads and turns are those of now in any case. */
  readonly at?: string;
}

export interface HandoffCheck {
  readonly ready: boolean;
  readonly criteria: ReadonlyArray<CriterionResult>;
  readonly schemaErrors: ReadonlyArray<PacketError>;
  /** What the packet leaves out and would be carried over from earlier packets of the subject. */
  readonly inherited: ReadonlyArray<InheritedField>;
  readonly routing: RoutingPreview;
  /** The clocks that would start, with their due instants. */
  readonly clocks: ReadonlyArray<Clock>;
}

export interface BacktestInput {
  /** Handoffs that were submitted at or after this instant, or, for a day such as 2026-10-01, from the beginning of that day of the tenant’s time zone on. */
  readonly from: string;
  /** And before this instant, or, for a day, up to the end of it; at most 400 days later. */
  readonly to: string;
  /** What to change of the draft, or of the version in force where there is no draft, before it is tested. */
  readonly patch?: ContractPatch;
  /** The most handoffs that one request looks at; fewer, where their packets take long to check. */
  readonly limit?: number;
  /** The `nextCursor` of the request before, as it was answered. */
  readonly cursor?: string;
}

export interface Backtest {
  readonly contractId: string;
  readonly tested: {
    /** The number that it has, or would be published under. */
    readonly contractVersion: number;
    /** What was tested. */
    readonly source: 'draft' | 'published';
    /** Whether with the changes of `patch`. */
    readonly patched: boolean;
  };
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly from: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly to: string;
  /** How many handoffs this answer is about. Figures of several pages add up. */
  readonly judged: number;
  /** The versions that they were submitted under. */
  readonly versions: ReadonlyArray<{
    readonly contractVersion: number;
    readonly count: number;
  }>;
  readonly refused: BacktestRefusals;
  /** What went through by an override, and would need one again; it is not among the refused. */
  readonly overridden: {
    /** How many handoffs. */
    readonly count: number;
    /** The first 20 of them. */
    readonly handoffIds: ReadonlyArray<string>;
  };
  readonly routing: BacktestRouting;
  /** Of what would not have been refused. */
  readonly clocks: ReadonlyArray<BacktestClock>;
  /** Not judged: the packet is not kept any more. */
  readonly withoutPacket: number;
  /** Not judged: more than 2,000 events have happened to it, or to what its fields would be carried over from. */
  readonly tooLong: number;
  /** What these figures take for granted. */
  readonly assumptions: ReadonlyArray<string>;
  /** Pass it as `cursor` to go on; null once the whole window has been looked at. */
  readonly nextCursor: string | null;
}

export interface ContractTemplateList {
  readonly data: ReadonlyArray<ContractTemplateSummary>;
  /** There is no next page. */
  readonly nextCursor: null;
}

/** A contract to start from. */
export interface ContractTemplate {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** The moment in the customer's journey at which ownership changes. */
  readonly moment: string;
  readonly body: ContractBodyOutput;
  readonly examples: {
    /** A packet that the contract calls ready. */
    readonly ready: { readonly [name: string]: unknown };
    /** A packet as it often arrives, with its gaps. */
    readonly notReady: { readonly [name: string]: unknown };
    /** An outcome with which the handoff may be completed. */
    readonly outcome: { readonly [name: string]: unknown };
  };
}

export interface CalendarInput {
  readonly name: string;
  /** IANA time zone in which the times of day are meant. */
  readonly timezone: string;
  /** Opening times of an ordinary week. A day that is left out is closed. */
  readonly weekly: {
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly mon?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly tue?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly wed?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly thu?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly fri?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly sat?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly sun?: ReadonlyArray<readonly [string, string]>;
  };
  /** Dates on which it is closed, whatever the weekday. */
  readonly holidays?: ReadonlyArray<string>;
  /** Opening times of single dates. They win over the weekday and over a holiday. */
  readonly overrides?: { readonly [name: string]: ReadonlyArray<readonly [string, string]> };
}

/** When a team works: the hours in which clocks run. */
export interface Calendar {
  readonly name: string;
  /** IANA time zone in which the times of day are meant. */
  readonly timezone: string;
  /** Opening times of an ordinary week. A day that is left out is closed. */
  readonly weekly: {
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly mon?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly tue?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly wed?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly thu?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly fri?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly sat?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly sun?: ReadonlyArray<readonly [string, string]>;
  };
  /** Dates on which it is closed, whatever the weekday. */
  readonly holidays: ReadonlyArray<string>;
  /** Opening times of single dates. They win over the weekday and over a holiday. */
  readonly overrides: { readonly [name: string]: ReadonlyArray<readonly [string, string]> };
  readonly id: string;
  /** Each change makes another; clocks keep theirs. */
  readonly version: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
}

export interface CalendarPage {
  readonly data: ReadonlyArray<Calendar>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** Exactly one of `calendar` and `calendarId`, and exactly one of `target` and `end`. */
export interface CalendarPreviewInput {
  readonly calendar?: CalendarToTry;
  /** A stored calendar, in its newest version. */
  readonly calendarId?: string;
  /** From when on; of the years 1900 to 2200. */
  readonly start: string;
  /** Working time of the calendar, or whole business days. */
  readonly target?: TargetDuration | BusinessDays;
  /** Up to when; not before `start`, and at most 20 years after it. */
  readonly end?: string;
}

export interface CalendarPreview {
  /** When the target falls due; absent where `end` was given. */
  readonly dueAt?: string;
  /** Working time of the span; the open segments add up to it. */
  readonly elapsedSeconds: number;
  /** From `start` to `dueAt` or `end`, in order and without gaps. */
  readonly segments: ReadonlyArray<CalendarSegment>;
}

export interface RebaseInput {
  /** Whether only to tell what would happen; true if left out. */
  readonly dryRun?: boolean;
  /** The most handoffs that one request moves. */
  readonly limit?: number;
  /** The `nextCursor` of the request before, as it was answered. */
  readonly cursor?: string;
}

export interface Rebase {
  readonly toVersion: number;
  readonly dryRun: boolean;
  /** The handoffs that were moved, or would be, the oldest first. */
  readonly data: ReadonlyArray<HandoffMove>;
  /** How many were looked at and had nothing to be done. */
  readonly skipped: number;
  /** Pass it as `cursor` to go on; null once all have been looked at. A page may be empty. */
  readonly nextCursor: string | null;
  /** How many were rebased, or would be. */
  readonly rebased: number;
}

export interface OwnerInput {
  readonly name: string;
  readonly email?: string;
  /** The owner who is told when an escalation says `manager`, also while they are not active. */
  readonly managerId?: string;
  /** Nobody is given a handoff who is not active. */
  readonly active?: boolean;
  /** The hours in which queues give them handoffs; around the clock if left out. */
  readonly calendarId?: string;
  /** How many handoffs they have at most, assigned and accepted ones together; no limit if left out. */
  readonly capacity?: number;
  /** When they are away: from `from` until, and not at, `to`. Replaced as a whole. */
  readonly outOfOffice?: ReadonlyArray<{
    /** An instant, RFC 3339 in UTC. */
    readonly from: string;
    /** An instant, RFC 3339 in UTC. */
    readonly to: string;
    /** Who is given, meanwhile, what names this owner; one who is not active or has enough is passed over as if there were none. Queues pass an absent member over instead. */
    readonly delegateId?: string;
  }>;
}

/** An owner, and how much is with them. */
export interface OwnerWithLoad {
  readonly name: string;
  readonly email?: string;
  /** The owner who is told when an escalation says `manager`, also while they are not active. */
  readonly managerId?: string;
  /** Nobody is given a handoff who is not active. */
  readonly active: boolean;
  /** The hours in which queues give them handoffs; around the clock if left out. */
  readonly calendarId?: string;
  /** How many handoffs they have at most, assigned and accepted ones together; no limit if left out. */
  readonly capacity?: number;
  /** When they are away, and who is given meanwhile what names them. */
  readonly outOfOffice?: ReadonlyArray<{
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly from: string;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly to: string;
    /** Who is given, meanwhile, what names this owner; one who is not active or has enough is passed over as if there were none. Queues pass an absent member over instead. */
    readonly delegateId?: string;
  }>;
  readonly id: string;
  readonly version: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
  /** How many handoffs are with them, assigned and accepted ones together. */
  readonly openHandoffs: number;
}

export interface OwnerPage {
  readonly data: ReadonlyArray<Owner>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

export interface OwnerPatch {
  readonly name?: string;
  /** `null` takes it away. */
  readonly email?: string | null;
  /** The owner who is told when an escalation says `manager`, also while they are not active. `null` takes them away. */
  readonly managerId?: string | null;
  /** Nobody is given a handoff who is not active. */
  readonly active?: boolean;
  /** The hours in which queues give them handoffs; around the clock if left out. `null` takes it away. */
  readonly calendarId?: string | null;
  /** How many handoffs they have at most, assigned and accepted ones together; no limit if left out. `null` takes the limit away. */
  readonly capacity?: number | null;
  /** When they are away: from `from` until, and not at, `to`. Replaced as a whole. */
  readonly outOfOffice?: ReadonlyArray<{
    /** An instant, RFC 3339 in UTC. */
    readonly from: string;
    /** An instant, RFC 3339 in UTC. */
    readonly to: string;
    /** Who is given, meanwhile, what names this owner; one who is not active or has enough is passed over as if there were none. Queues pass an absent member over instead. */
    readonly delegateId?: string;
  }>;
}

export interface HandOverInput {
  readonly to: Assignee;
  readonly reason: string;
  /** Whether only to tell what would happen; true if left out. */
  readonly dryRun?: boolean;
  /** The most handoffs that one request moves. */
  readonly limit?: number;
  /** The `nextCursor` of the request before, as it was answered. */
  readonly cursor?: string;
}

export interface HandOver {
  readonly dryRun: boolean;
  /** The handoffs that are with the owner, the oldest first. */
  readonly data: ReadonlyArray<HandedOver>;
  /** How many were handed over, or would be. */
  readonly handedOver: number;
  /** How many were no longer with the owner when it came to them. */
  readonly skipped: number;
  /** Pass it as `cursor` to go on; null once all have been looked at. */
  readonly nextCursor: string | null;
}

export interface QueueInput {
  readonly name: string;
  /** How a handoff in the queue finds its owner. `manual`: a member claims it by accepting it. The others choose among the members who are active, not away, in their working hours and below their capacity: `round_robin` one after the other, `weighted` in proportion to their weights, `least_loaded` whoever has the fewest handoffs for their weight. */
  readonly strategy?: 'manual' | 'round_robin' | 'weighted' | 'least_loaded';
  /** Who may be given, or claim, what is in the queue; order breaks ties. Empty: every active owner may claim. */
  readonly members?: ReadonlyArray<{
    readonly ownerId: string;
    /** Their share, in proportion to the weights of the others; `round_robin` takes everybody for 1. */
    readonly weight?: number;
  }>;
  /** Who receives what nobody of the queue can be given. Also tried before the fallbacks of a contract. */
  readonly fallback?: Assignee;
}

/** Where handoffs find an owner, or wait until somebody claims them. */
export interface Queue {
  readonly name: string;
  /** How a handoff in the queue finds its owner. `manual`: a member claims it by accepting it. The others choose among the members who are active, not away, in their working hours and below their capacity: `round_robin` one after the other, `weighted` in proportion to their weights, `least_loaded` whoever has the fewest handoffs for their weight. */
  readonly strategy: 'manual' | 'round_robin' | 'weighted' | 'least_loaded';
  /** Who may be given, or claim, what is in the queue; order breaks ties. Empty: every active owner may claim. */
  readonly members: ReadonlyArray<{
    readonly ownerId: string;
    /** Their share, in proportion to the weights of the others; `round_robin` takes everybody for 1. */
    readonly weight?: number;
  }>;
  /** Who receives what nobody of the queue can be given. Also tried before the fallbacks of a contract. */
  readonly fallback?: AssigneeOutput;
  readonly id: string;
  readonly version: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
}

export interface QueuePage {
  readonly data: ReadonlyArray<Queue>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

export interface QueuePatch {
  readonly name?: string;
  /** How a handoff in the queue finds its owner. `manual`: a member claims it by accepting it. The others choose among the members who are active, not away, in their working hours and below their capacity: `round_robin` one after the other, `weighted` in proportion to their weights, `least_loaded` whoever has the fewest handoffs for their weight. */
  readonly strategy?: 'manual' | 'round_robin' | 'weighted' | 'least_loaded';
  /** Who may be given, or claim, what is in the queue; order breaks ties. Empty: every active owner may claim. */
  readonly members?: ReadonlyArray<{
    readonly ownerId: string;
    /** Their share, in proportion to the weights of the others; `round_robin` takes everybody for 1. */
    readonly weight?: number;
  }>;
  /** Who receives what nobody of the queue can be given. Also tried before the fallbacks of a contract. `null` takes it away. */
  readonly fallback?: Assignee | null;
}

export interface TestClockInput {
  readonly name?: string;
  /** Where it stands at first, in the years 1970 to 2200; the present if left out. */
  readonly now?: string;
}

/** It stands still, and everything due by its time has been recorded. */
export interface ReadyTestClock {
  readonly id: string;
  readonly version: number;
  readonly name?: string;
  /** The time of the handoffs on it. */
  readonly now: string;
  readonly status: 'ready';
  /** In real time. */
  readonly createdAt: string;
  /** In real time. */
  readonly updatedAt: string;
}

export interface TestClockPage {
  readonly data: ReadonlyArray<TestClock>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** A time of its own for handoffs in test mode. */
export type TestClock = ReadyTestClock | AdvancingTestClock;

/** Exactly one of `to` and `by`. */
export interface TestClockMove {
  /** Up to when; not before where it stands, and at most five years after it. */
  readonly to?: string;
  /** By how much. */
  readonly by?: PositiveDuration;
}

/** The clock, and what the advance did. */
export interface ArrivedTestClock {
  readonly id: string;
  readonly version: number;
  readonly name?: string;
  /** The time of the handoffs on it. */
  readonly now: string;
  readonly status: 'ready';
  /** In real time. */
  readonly createdAt: string;
  /** In real time. */
  readonly updatedAt: string;
  readonly progress: {
    /** How often this call brought a handoff up to a deadline of its own. */
    readonly recorded: number;
  };
}

/** The clock where it is so far, and how much of the way is left. */
export interface TestClockOnItsWay {
  readonly id: string;
  readonly version: number;
  readonly name?: string;
  /** The time of the handoffs on it. */
  readonly now: string;
  readonly status: 'advancing';
  /** Where it is on its way to. */
  readonly advancingTo: string;
  /** In real time. */
  readonly createdAt: string;
  /** In real time. */
  readonly updatedAt: string;
  readonly progress: {
    /** How often this call brought a handoff up to a deadline of its own. */
    readonly recorded: number;
    /** Handoffs that have a deadline on the rest of the way; 1000 stands for as many or more. */
    readonly waiting: number;
  };
}

/** A receiver of events. */
export interface WebhookEndpointInput {
  /** Where events are posted. HTTPS in live mode; never a private address. */
  readonly url: string;
  /** Event types, families such as clock.*, or *. */
  readonly eventTypes: ReadonlyArray<string>;
  /** For people; Baton does not read it. */
  readonly description?: string;
  /** What is posted: the event itself (`standard`), or a message for people, as an incoming webhook of Slack (`slack`) or a workflow of Microsoft Teams (`teams`) takes it. */
  readonly format?: 'standard' | 'slack' | 'teams';
  /** Where people open a handoff, for the rendered formats: https, with `{handoffId}`, `{subjectId}` and `{subjectType}` after the host. The values are URL-encoded. */
  readonly linkTemplate?: string;
  /** CEL over `event`, the event as it is posted: only what it is true for is sent. It is checked against the schemas of the subscribed types and must fit one of them at least. */
  readonly filter?: string;
  /** Headers that are sent with each post, for instance what a gateway in front of the receiver asks for. Values are never shown again. A change replaces all of them. */
  readonly headers?: { readonly [name: string]: string };
  /** The most posts in a second; what is beyond waits. */
  readonly rateLimit?: number;
  /** A signing secret of your own: `whsec_` and the base64 of 24 to 64 random bytes. One is made if left out. */
  readonly secret?: string;
  /** A disabled endpoint receives nothing. */
  readonly enabled?: boolean;
}

/** A receiver of events, with its signing secret. */
export interface NewWebhookEndpoint {
  readonly id: string;
  /** Counts edits; the ETag. */
  readonly version: number;
  readonly url: string;
  readonly description?: string;
  readonly eventTypes: ReadonlyArray<string>;
  /** What is posted: the event itself, or a message for people in a chat. */
  readonly format: 'standard' | 'slack' | 'teams';
  /** Where people open a handoff, for the rendered formats. */
  readonly linkTemplate?: string;
  /** CEL over `event`: only what it is true for is sent. */
  readonly filter?: string;
  /** What is sent with each post, by name. The values are hidden. */
  readonly headers?: { readonly [name: string]: string };
  /** The most posts in a second. */
  readonly rateLimit?: number;
  readonly enabled: boolean;
  /** When its secret was last replaced; absent if it never was. */
  readonly secretRotatedAt?: string;
  /** Until when the secret before signs beside the current one; absent if only one signs. */
  readonly previousSecretExpiresAt?: string;
  /** Every attempt since then has failed; absent while it is healthy. */
  readonly failingSince?: string;
  /** Since then it takes longer than 3 seconds to answer, and its deliveries wait in a line of their own; absent while it answers quickly. */
  readonly slowSince?: string;
  /** Why it is disabled: it answered 410 (gone), nothing succeeded for five days, or somebody did it (manual). */
  readonly disabledReason?: 'gone' | 'failing_for_5_days' | 'manual';
  /** Since when it receives nothing. */
  readonly disabledAt?: string;
  /** From when on to replay what it missed, with `undeliveredOnly`, once it is enabled: before `disabledAt`, by what was on its way then, had failed or waited. What has waited longest moves it back in the minutes after it was disabled. */
  readonly missedSince?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
  /** Verifies deliveries. Shown this once. */
  readonly secret: string;
}

export interface WebhookEndpointPage {
  readonly data: ReadonlyArray<WebhookEndpoint>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** A receiver of events. */
export interface WebhookEndpoint {
  readonly id: string;
  /** Counts edits; the ETag. */
  readonly version: number;
  readonly url: string;
  readonly description?: string;
  readonly eventTypes: ReadonlyArray<string>;
  /** What is posted: the event itself, or a message for people in a chat. */
  readonly format: 'standard' | 'slack' | 'teams';
  /** Where people open a handoff, for the rendered formats. */
  readonly linkTemplate?: string;
  /** CEL over `event`: only what it is true for is sent. */
  readonly filter?: string;
  /** What is sent with each post, by name. The values are hidden. */
  readonly headers?: { readonly [name: string]: string };
  /** The most posts in a second. */
  readonly rateLimit?: number;
  readonly enabled: boolean;
  /** When its secret was last replaced; absent if it never was. */
  readonly secretRotatedAt?: string;
  /** Until when the secret before signs beside the current one; absent if only one signs. */
  readonly previousSecretExpiresAt?: string;
  /** Every attempt since then has failed; absent while it is healthy. */
  readonly failingSince?: string;
  /** Since then it takes longer than 3 seconds to answer, and its deliveries wait in a line of their own; absent while it answers quickly. */
  readonly slowSince?: string;
  /** Why it is disabled: it answered 410 (gone), nothing succeeded for five days, or somebody did it (manual). */
  readonly disabledReason?: 'gone' | 'failing_for_5_days' | 'manual';
  /** Since when it receives nothing. */
  readonly disabledAt?: string;
  /** From when on to replay what it missed, with `undeliveredOnly`, once it is enabled: before `disabledAt`, by what was on its way then, had failed or waited. What has waited longest moves it back in the minutes after it was disabled. */
  readonly missedSince?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
}

/** The fields of an endpoint that change; `null` takes one away. */
export interface WebhookEndpointPatch {
  /** Where events are posted. HTTPS in live mode; never a private address. */
  readonly url?: string;
  /** Event types, families such as clock.*, or *. */
  readonly eventTypes?: ReadonlyArray<string>;
  readonly description?: string | null;
  /** What is posted: the event itself (`standard`), or a message for people, as an incoming webhook of Slack (`slack`) or a workflow of Microsoft Teams (`teams`) takes it. */
  readonly format?: 'standard' | 'slack' | 'teams';
  readonly linkTemplate?: string | null;
  readonly filter?: string | null;
  readonly headers?: { readonly [name: string]: string } | null;
  readonly rateLimit?: number | null;
  /** A disabled endpoint receives nothing. */
  readonly enabled?: boolean;
}

/** How a signing secret is replaced. */
export interface SecretRotation {
  /** How long the secret before goes on signing beside the new one: ISO 8601 in hours, minutes and seconds, from PT0S, which ends it at once, to PT168H. */
  readonly overlap?: string;
  /** Also while the overlap of an earlier rotation lasts: the oldest secret ends at once. */
  readonly force?: boolean;
  /** A signing secret of your own: `whsec_` and the base64 of 24 to 64 random bytes. One is made if left out. */
  readonly secret?: string;
}

export interface WebhookEndpointTestInput {
  /** The test holds an example of this type. */
  readonly type?: 'handoff.submitted' | 'handoff.queued' | 'handoff.assigned' | 'handoff.accepted' | 'handoff.rejected' | 'handoff.resubmitted' | 'handoff.reassigned' | 'handoff.milestone_reached' | 'handoff.paused' | 'handoff.resumed' | 'handoff.reprioritized' | 'handoff.escalated' | 'handoff.completed' | 'handoff.disqualified' | 'handoff.cancelled' | 'handoff.noted' | 'handoff.migrated' | 'handoff.rebased' | 'clock.started' | 'clock.retargeted' | 'clock.warned' | 'clock.breached' | 'clock.met' | 'clock.closed' | 'clock.cancelled' | 'clock.excused' | 'escalation.triggered' | 'escalation.acknowledged' | 'escalation.skipped' | 'escalation.exhausted' | 'contract.published' | 'contract.retired' | 'review.ready' | 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled' | 'webhook_endpoint.test';
}

/** A test event on its way. */
export interface WebhookEndpointTest {
  readonly event: WebhookEndpointTestEvent;
  /** The delivery, which can be looked at once the first attempt was made. */
  readonly deliveryId: string;
}

export interface DeliveryPage {
  readonly data: ReadonlyArray<Delivery>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** One event on its way to one endpoint, with what is posted. */
export type DeliveryDetail = {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: 'handoff.submitted' | 'handoff.queued' | 'handoff.assigned' | 'handoff.accepted' | 'handoff.rejected' | 'handoff.resubmitted' | 'handoff.reassigned' | 'handoff.milestone_reached' | 'handoff.paused' | 'handoff.resumed' | 'handoff.reprioritized' | 'handoff.escalated' | 'handoff.completed' | 'handoff.disqualified' | 'handoff.cancelled' | 'handoff.noted' | 'handoff.migrated' | 'handoff.rebased' | 'clock.started' | 'clock.retargeted' | 'clock.warned' | 'clock.breached' | 'clock.met' | 'clock.closed' | 'clock.cancelled' | 'clock.excused' | 'escalation.triggered' | 'escalation.acknowledged' | 'escalation.skipped' | 'escalation.exhausted' | 'contract.published' | 'contract.retired' | 'review.ready' | 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled' | 'webhook_endpoint.test';
  readonly endpointId: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** Counts its changes. */
  readonly version: number;
  /** Oldest first; the last 20 of them. */
  readonly attempts: ReadonlyArray<DeliveryAttempt>;
  /** Attempts made so far by the schedule of retries, which a retry by hand or a replay begins anew. */
  readonly attemptNumber: number;
  /** The replay, or retry by hand, that sent it last; absent if none did. */
  readonly replayId?: string;
  readonly status: 'pending';
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly nextAttemptAt: string;
  /** What was posted last, or would be now. Absent once its endpoint is removed. */
  readonly request?: {
    readonly url: string;
    /** Signed and posted exactly so. */
    readonly body: string;
  };
} | {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: 'handoff.submitted' | 'handoff.queued' | 'handoff.assigned' | 'handoff.accepted' | 'handoff.rejected' | 'handoff.resubmitted' | 'handoff.reassigned' | 'handoff.milestone_reached' | 'handoff.paused' | 'handoff.resumed' | 'handoff.reprioritized' | 'handoff.escalated' | 'handoff.completed' | 'handoff.disqualified' | 'handoff.cancelled' | 'handoff.noted' | 'handoff.migrated' | 'handoff.rebased' | 'clock.started' | 'clock.retargeted' | 'clock.warned' | 'clock.breached' | 'clock.met' | 'clock.closed' | 'clock.cancelled' | 'clock.excused' | 'escalation.triggered' | 'escalation.acknowledged' | 'escalation.skipped' | 'escalation.exhausted' | 'contract.published' | 'contract.retired' | 'review.ready' | 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled' | 'webhook_endpoint.test';
  readonly endpointId: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** Counts its changes. */
  readonly version: number;
  /** Oldest first; the last 20 of them. */
  readonly attempts: ReadonlyArray<DeliveryAttempt>;
  /** Attempts made so far by the schedule of retries, which a retry by hand or a replay begins anew. */
  readonly attemptNumber: number;
  /** The replay, or retry by hand, that sent it last; absent if none did. */
  readonly replayId?: string;
  readonly status: 'delivered';
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly deliveredAt: string;
  /** What was posted last, or would be now. Absent once its endpoint is removed. */
  readonly request?: {
    readonly url: string;
    /** Signed and posted exactly so. */
    readonly body: string;
  };
} | {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: 'handoff.submitted' | 'handoff.queued' | 'handoff.assigned' | 'handoff.accepted' | 'handoff.rejected' | 'handoff.resubmitted' | 'handoff.reassigned' | 'handoff.milestone_reached' | 'handoff.paused' | 'handoff.resumed' | 'handoff.reprioritized' | 'handoff.escalated' | 'handoff.completed' | 'handoff.disqualified' | 'handoff.cancelled' | 'handoff.noted' | 'handoff.migrated' | 'handoff.rebased' | 'clock.started' | 'clock.retargeted' | 'clock.warned' | 'clock.breached' | 'clock.met' | 'clock.closed' | 'clock.cancelled' | 'clock.excused' | 'escalation.triggered' | 'escalation.acknowledged' | 'escalation.skipped' | 'escalation.exhausted' | 'contract.published' | 'contract.retired' | 'review.ready' | 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled' | 'webhook_endpoint.test';
  readonly endpointId: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** Counts its changes. */
  readonly version: number;
  /** Oldest first; the last 20 of them. */
  readonly attempts: ReadonlyArray<DeliveryAttempt>;
  /** Attempts made so far by the schedule of retries, which a retry by hand or a replay begins anew. */
  readonly attemptNumber: number;
  /** The replay, or retry by hand, that sent it last; absent if none did. */
  readonly replayId?: string;
  readonly status: 'failed';
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly failedAt: string;
  /** Why no further attempt is made. */
  readonly reason: 'attempts_exhausted' | 'endpoint_gone' | 'endpoint_disabled' | 'endpoint_removed' | 'event_expired';
  /** What was posted last, or would be now. Absent once its endpoint is removed. */
  readonly request?: {
    readonly url: string;
    /** Signed and posted exactly so. */
    readonly body: string;
  };
};

/** One event on its way to one endpoint. */
export type Delivery = {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: 'handoff.submitted' | 'handoff.queued' | 'handoff.assigned' | 'handoff.accepted' | 'handoff.rejected' | 'handoff.resubmitted' | 'handoff.reassigned' | 'handoff.milestone_reached' | 'handoff.paused' | 'handoff.resumed' | 'handoff.reprioritized' | 'handoff.escalated' | 'handoff.completed' | 'handoff.disqualified' | 'handoff.cancelled' | 'handoff.noted' | 'handoff.migrated' | 'handoff.rebased' | 'clock.started' | 'clock.retargeted' | 'clock.warned' | 'clock.breached' | 'clock.met' | 'clock.closed' | 'clock.cancelled' | 'clock.excused' | 'escalation.triggered' | 'escalation.acknowledged' | 'escalation.skipped' | 'escalation.exhausted' | 'contract.published' | 'contract.retired' | 'review.ready' | 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled' | 'webhook_endpoint.test';
  readonly endpointId: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** Counts its changes. */
  readonly version: number;
  /** Oldest first; the last 20 of them. */
  readonly attempts: ReadonlyArray<DeliveryAttempt>;
  /** Attempts made so far by the schedule of retries, which a retry by hand or a replay begins anew. */
  readonly attemptNumber: number;
  /** The replay, or retry by hand, that sent it last; absent if none did. */
  readonly replayId?: string;
  readonly status: 'pending';
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly nextAttemptAt: string;
} | {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: 'handoff.submitted' | 'handoff.queued' | 'handoff.assigned' | 'handoff.accepted' | 'handoff.rejected' | 'handoff.resubmitted' | 'handoff.reassigned' | 'handoff.milestone_reached' | 'handoff.paused' | 'handoff.resumed' | 'handoff.reprioritized' | 'handoff.escalated' | 'handoff.completed' | 'handoff.disqualified' | 'handoff.cancelled' | 'handoff.noted' | 'handoff.migrated' | 'handoff.rebased' | 'clock.started' | 'clock.retargeted' | 'clock.warned' | 'clock.breached' | 'clock.met' | 'clock.closed' | 'clock.cancelled' | 'clock.excused' | 'escalation.triggered' | 'escalation.acknowledged' | 'escalation.skipped' | 'escalation.exhausted' | 'contract.published' | 'contract.retired' | 'review.ready' | 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled' | 'webhook_endpoint.test';
  readonly endpointId: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** Counts its changes. */
  readonly version: number;
  /** Oldest first; the last 20 of them. */
  readonly attempts: ReadonlyArray<DeliveryAttempt>;
  /** Attempts made so far by the schedule of retries, which a retry by hand or a replay begins anew. */
  readonly attemptNumber: number;
  /** The replay, or retry by hand, that sent it last; absent if none did. */
  readonly replayId?: string;
  readonly status: 'delivered';
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly deliveredAt: string;
} | {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: 'handoff.submitted' | 'handoff.queued' | 'handoff.assigned' | 'handoff.accepted' | 'handoff.rejected' | 'handoff.resubmitted' | 'handoff.reassigned' | 'handoff.milestone_reached' | 'handoff.paused' | 'handoff.resumed' | 'handoff.reprioritized' | 'handoff.escalated' | 'handoff.completed' | 'handoff.disqualified' | 'handoff.cancelled' | 'handoff.noted' | 'handoff.migrated' | 'handoff.rebased' | 'clock.started' | 'clock.retargeted' | 'clock.warned' | 'clock.breached' | 'clock.met' | 'clock.closed' | 'clock.cancelled' | 'clock.excused' | 'escalation.triggered' | 'escalation.acknowledged' | 'escalation.skipped' | 'escalation.exhausted' | 'contract.published' | 'contract.retired' | 'review.ready' | 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled' | 'webhook_endpoint.test';
  readonly endpointId: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** Counts its changes. */
  readonly version: number;
  /** Oldest first; the last 20 of them. */
  readonly attempts: ReadonlyArray<DeliveryAttempt>;
  /** Attempts made so far by the schedule of retries, which a retry by hand or a replay begins anew. */
  readonly attemptNumber: number;
  /** The replay, or retry by hand, that sent it last; absent if none did. */
  readonly replayId?: string;
  readonly status: 'failed';
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly failedAt: string;
  /** Why no further attempt is made. */
  readonly reason: 'attempts_exhausted' | 'endpoint_gone' | 'endpoint_disabled' | 'endpoint_removed' | 'event_expired';
};

/** A window of the event log, or certain events. */
export type ReplayInput = {
  /** Recorded at or after; at most 90 days back. */
  readonly from: string;
  /** Recorded before; not in the future. Up to now, if it is left out. */
  readonly to?: string;
  /** Leaves out what was delivered. Otherwise that is sent again too, under the same ids. */
  readonly undeliveredOnly?: boolean;
} | {
  /** Events that are sent whatever the endpoint subscribes to. */
  readonly eventIds: ReadonlyArray<string>;
  /** Leaves out what was delivered. Otherwise that is sent again too, under the same ids. */
  readonly undeliveredOnly?: boolean;
};

/** Events that are sent to an endpoint again. */
export interface Replay {
  readonly id: string;
  /** A retry is of one delivery, asked for by hand. */
  readonly kind: 'replay' | 'retry';
  readonly endpointId: string;
  readonly status: 'queued' | 'running' | 'completed' | 'cancelled';
  readonly window?: {
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly from: string;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly to: string;
  };
  readonly eventIds?: ReadonlyArray<string>;
  readonly undeliveredOnly: boolean;
  /** Events found so far that are to be sent, those included that `undeliveredOnly` leaves out. */
  readonly matched: number;
  /** Events handed to delivery so far. */
  readonly sent: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly completedAt?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly cancelledAt?: string;
  /** Why it was cancelled. */
  readonly reason?: 'requested' | 'endpoint_disabled' | 'endpoint_removed';
}

export interface ReplayPage {
  readonly data: ReadonlyArray<Replay>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

export interface RecordedEventPage {
  readonly data: ReadonlyArray<RecordedEvent>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** An event as subscribers receive it, and its place in time. */
export interface RecordedEvent {
  readonly id: string;
  readonly type: 'handoff.submitted' | 'handoff.queued' | 'handoff.assigned' | 'handoff.accepted' | 'handoff.rejected' | 'handoff.resubmitted' | 'handoff.reassigned' | 'handoff.milestone_reached' | 'handoff.paused' | 'handoff.resumed' | 'handoff.reprioritized' | 'handoff.escalated' | 'handoff.completed' | 'handoff.disqualified' | 'handoff.cancelled' | 'handoff.noted' | 'handoff.migrated' | 'handoff.rebased' | 'clock.started' | 'clock.retargeted' | 'clock.warned' | 'clock.breached' | 'clock.met' | 'clock.closed' | 'clock.cancelled' | 'clock.excused' | 'escalation.triggered' | 'escalation.acknowledged' | 'escalation.skipped' | 'escalation.exhausted' | 'contract.published' | 'contract.retired' | 'review.ready' | 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled' | 'webhook_endpoint.test';
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly occurredAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly handoffId?: string;
  readonly sequence?: number;
  readonly actor: Actor;
  readonly data: unknown;
  /** When Baton wrote it down, in whole seconds: the order of the log. */
  readonly recordedAt: string;
}

export interface EventTypeList {
  readonly data: ReadonlyArray<EventType>;
  /** There is no next page. */
  readonly nextCursor: null;
}

/** The figures of some days. */
export interface MetricsReport {
  readonly period: MetricsPeriod;
  /** When it was made; figures follow events within seconds. */
  readonly asOf: string;
  /** Figures for another time zone or by other rules are being counted, and will replace these. */
  readonly rebuilding: boolean;
  /** The last of the days is not over. */
  readonly provisional: boolean;
  /** Nothing was counted on these days. */
  readonly empty: boolean;
  readonly groupBy: 'contract' | 'version' | 'stage' | 'owner' | 'queue' | 'day' | null;
  readonly totals: Figures;
  /** By stages, whatever the grouping. */
  readonly dropOff: ReadonlyArray<StageDropOff>;
  /** The days that are compared with; null if that was not asked for. */
  readonly comparedTo: {
    /** The first day. */
    readonly from: string;
    /** The last day, which is included. */
    readonly to: string;
    readonly days: number;
    /** Whose days they are. */
    readonly timeZone: string;
    readonly empty: boolean;
  } | null;
  /** One page of the groups in which something is counted, in the order of their keys. */
  readonly groups: ReadonlyArray<MetricsGroup>;
  /** Pass it as `cursor` for the groups that follow; null on the last page. */
  readonly nextCursor: string | null;
}

export interface MetricHandoffPage {
  readonly data: ReadonlyArray<MetricHandoff>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** The journey as the contracts have it, with what happened. */
export interface JourneyMap {
  readonly period: MetricsPeriod;
  /** When it was made; figures follow events within seconds. */
  readonly asOf: string;
  /** Figures for another time zone or by other rules are being counted. */
  readonly rebuilding: boolean;
  /** The last of the days is not over. */
  readonly provisional: boolean;
  /** Nothing was counted on these days. */
  readonly empty: boolean;
  /** In the order of the journey. */
  readonly stages: ReadonlyArray<MapStage>;
  /** Those in force, and of the retired ones those under which something happened on these days. */
  readonly contracts: ReadonlyArray<MapEdge>;
}

/** How far customers came, stage by stage. */
export interface Funnel {
  readonly period: MetricsPeriod;
  /** When it was made; figures follow events within seconds. */
  readonly asOf: string;
  /** Figures for another time zone or by other rules are being counted. */
  readonly rebuilding: boolean;
  /** The last of the days is not over. */
  readonly provisional: boolean;
  /** Nothing was counted on these days. */
  readonly empty: boolean;
  /** In the order of the journey. */
  readonly stages: ReadonlyArray<FunnelStage>;
  /** The same, for each two stages. */
  readonly steps: ReadonlyArray<FunnelStep>;
}

/** All handoffs of one customer as one story. */
export interface Journey {
  readonly subject: {
    readonly type: string;
    readonly id: string;
    readonly name?: string;
  };
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly asOf: string;
  /** Whether these are all handoffs of the subject. Otherwise older ones are left out, or those of more than 10,000 events. */
  readonly complete: boolean;
  /** The latest 50 at the most, in the order in which they began. */
  readonly handoffs: ReadonlyArray<JourneyHandoff>;
  readonly totals: {
    readonly handoffs: number;
    readonly open: number;
    /** From the first submission to the last end, or to `asOf`. */
    readonly elapsedSeconds: number;
    readonly time: JourneyTime;
    /** Attempts beyond the first of each handoff. */
    readonly furtherAttempts: number;
    /** Fields that travelled without being sent again. */
    readonly carried: number;
    /** Fields that were sent again although an earlier packet had them. */
    readonly repeated: number;
  };
  /** The same in sentences: the whole, then one paragraph for each handoff. Plain text. */
  readonly narrative: ReadonlyArray<string>;
}

export interface ReviewPage {
  readonly data: ReadonlyArray<ReviewBrief>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** A month of a tenant, and what was decided in its review. */
export interface ReviewWithActions {
  /** A month of the calendar, in the time zone of the tenant. */
  readonly month: string;
  readonly mode: 'live' | 'test';
  /** The days are days of this zone. */
  readonly timeZone: string;
  readonly from: string;
  /** The last day, included. */
  readonly to: string;
  /** When the figures were read. */
  readonly asOf: string;
  /** It is not kept: see `provisionalBecause`. */
  readonly provisional: boolean;
  /** `running`: the month is not over. `settling`: it has been over for less than two hours. `recount`: figures are being counted anew, or counting is hours late. `test_clocks`: only test clocks can have been in that month, and they may go on. */
  readonly provisionalBecause?: 'running' | 'settling' | 'recount' | 'test_clocks';
  /** Nothing happened in the month. */
  readonly empty: boolean;
  readonly attainmentTarget: number;
  readonly summary: ReviewSummary;
  /** The month before; null where there is nothing of it. */
  readonly before: ReviewSummary | null;
  readonly changes: ReadonlyArray<ReviewChange>;
  readonly days: ReadonlyArray<ReviewDay>;
  readonly weekdays: ReadonlyArray<ReviewWeekday>;
  /** Those below target first, then those with the most handoffs; 50 at most. */
  readonly contracts: ReadonlyArray<ContractReview>;
  /** How many more had a part in the month. */
  readonly contractsOmitted: number;
  readonly rejections: {
    readonly reasons: ReadonlyArray<ReviewPart>;
    readonly fields: ReadonlyArray<ReviewPart>;
    readonly criteria: ReadonlyArray<ReviewPart>;
  };
  /** What new versions of contracts changed. */
  readonly shipped: ReadonlyArray<ShippedVersion>;
  readonly suggestions: ReadonlyArray<Suggestion>;
  /** What was decided in it; this goes on after the figures are frozen. */
  readonly actions: ReadonlyArray<{
    readonly id: string;
    readonly version: number;
    /** A month of the calendar, in the time zone of the tenant. */
    readonly month: string;
    readonly title: string;
    readonly status: 'open' | 'in_progress' | 'done' | 'dropped';
    readonly ownerId?: string;
    readonly assignee?: string;
    readonly dueOn?: string;
    readonly contractId?: string;
    /** The published version of the contract that ships the fix. */
    readonly contractVersion?: number;
    /** The suggestion of the review that it follows. */
    readonly suggestionId?: string;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly createdAt: string;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly updatedAt: string;
    /** When it was done or dropped. */
    readonly closedAt?: string;
    /** There once a later version than the first ships it. */
    readonly effect?: ActionEffect;
  }>;
  /** What earlier reviews decided and nobody has closed yet, as of this answer, the oldest due first; 20 at most. */
  readonly earlierActions: ReadonlyArray<EarlierAction>;
  /** How many more of them are open, of the 500 latest actions of earlier months. */
  readonly earlierActionsOmitted: number;
  /** Actions whose effect was not looked at: one answer looks at 20 versions. */
  readonly effectsOmitted: number;
}

export interface ReviewActionInput {
  readonly title: string;
  /** An owner who sees to it. */
  readonly ownerId?: string;
  /** Who sees to it, where that is nobody who receives handoffs. */
  readonly assignee?: string;
  readonly dueOn?: string;
  /** The contract that it mends. */
  readonly contractId?: string;
  /** The suggestion of the review that it follows. */
  readonly suggestionId?: string;
}

/** What was decided in a review, and which version ships it. */
export interface ReviewAction {
  readonly id: string;
  readonly version: number;
  /** A month of the calendar, in the time zone of the tenant. */
  readonly month: string;
  readonly title: string;
  readonly status: 'open' | 'in_progress' | 'done' | 'dropped';
  readonly ownerId?: string;
  readonly assignee?: string;
  readonly dueOn?: string;
  readonly contractId?: string;
  /** The published version of the contract that ships the fix. */
  readonly contractVersion?: number;
  /** The suggestion of the review that it follows. */
  readonly suggestionId?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
  /** When it was done or dropped. */
  readonly closedAt?: string;
}

/** What is null is taken away. */
export interface ReviewActionPatch {
  readonly title?: string;
  readonly status?: 'open' | 'in_progress' | 'done' | 'dropped';
  readonly ownerId?: string | null;
  readonly assignee?: string | null;
  readonly dueOn?: string | null;
  readonly contractId?: string | null;
  /** The published version of the contract that ships the fix. */
  readonly contractVersion?: number | null;
  readonly suggestionId?: string | null;
}

/** Six capabilities, from ad hoc to operationalized. */
export interface Maturity {
  readonly mode: 'live' | 'test';
  readonly timeZone: string;
  readonly from: string;
  readonly to: string;
  /** Over how many days figures were looked at: 90, or fewer if that is too much to add up. */
  readonly days: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly asOf: string;
  /** Contracts in force that were looked at, 100 at most. */
  readonly contracts: number;
  /** The mean of the six. */
  readonly level: number;
  readonly capabilities: ReadonlyArray<Capability>;
}

export interface HandoffInput {
  /** A published contract. */
  readonly contractId: string;
  readonly subject: Subject;
  /** What travels; held to the packet schema of the contract. At most 128 KiB. */
  readonly packet: { readonly [name: string]: unknown };
  /** `normal` if left out. */
  readonly priority?: Priority;
  /** Who hands over; a bare string is a name. */
  readonly sender?: Sender | string;
  /** Submits although it is not ready. Needs the scope `handoffs:override`, and is kept. */
  readonly override?: Override;
  /** A test clock in whose time it is to live; in test mode only. */
  readonly testClockId?: string;
}

/** A handoff, with its clocks as of the moment of the answer. */
export interface Handoff {
  readonly id: string;
  readonly contractId: string;
  /** The version whose terms it goes by. */
  readonly contractVersion: number;
  readonly subject: SubjectOutput;
  readonly state: HandoffState;
  readonly attempt: number;
  /** Sequence of its last event; the ETag. */
  readonly version: number;
  readonly priority: Priority;
  readonly sender?: SenderOutput;
  readonly override?: OverrideOutput;
  /** The test clock in whose time it lives. */
  readonly testClockId?: string;
  readonly holder: Holder;
  readonly routing: RoutingOutcome;
  readonly packetRevision: number;
  /** In the order in which they were reached. */
  readonly milestones: ReadonlyArray<{
    readonly name: string;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly reachedAt: string;
  }>;
  readonly paused?: Pause;
  readonly clocks: ReadonlyArray<Clock>;
  readonly nextDeadlineAt: string | null;
  /** While it waits for somebody: when it is routed again at the latest, as by then somebody may be available by time alone. */
  readonly routeAgainAt?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly acceptedAt?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly completedAt?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly disqualifiedAt?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly cancelledAt?: string;
  /** Why the receiver sent it back; while it is rejected. */
  readonly rejection?: {
    readonly reason: string;
    readonly class: 'procedural' | 'clerical' | 'definitional';
    /** Ids of the entry criteria that were not met. */
    readonly criteria: ReadonlyArray<string>;
    /** JSON Pointers of the packet fields at fault. */
    readonly fields: ReadonlyArray<string>;
    readonly note?: string;
  };
  /** Why it was disqualified or cancelled. */
  readonly reason?: string;
}

export interface HandoffPage {
  readonly data: ReadonlyArray<Handoff>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

/** Submissions that have nothing to do with each other. */
export interface HandoffBatch {
  readonly items: ReadonlyArray<HandoffBatchItem>;
}

export interface HandoffBatchResult {
  /** One for each item, in their order. */
  readonly results: ReadonlyArray<{
    /** The place of the item in the batch, from 0. */
    readonly index: number;
    /** The status that it would have been answered with by itself. */
    readonly status: number;
    readonly handoff: Handoff;
  } | {
    /** The place of the item in the batch, from 0. */
    readonly index: number;
    /** The status that it would have been answered with by itself. */
    readonly status: number;
    readonly problem: Problem;
  }>;
}

export interface Acceptance {
  /** Who takes it. May be left out where it is assigned; needed to claim from a queue. */
  readonly ownerId?: string;
}

export interface Rejection {
  /** A code of the contract. */
  readonly reason: string;
  /** Ids of the entry criteria that were not met. */
  readonly criteria?: ReadonlyArray<string>;
  /** JSON Pointers of the packet fields at fault. */
  readonly fields?: ReadonlyArray<string>;
  /** For the sender. */
  readonly note?: string;
}

export interface Resubmission {
  /** What travels; held to the packet schema of the contract. At most 128 KiB. */
  readonly packet: { readonly [name: string]: unknown };
  /** Resubmits although it is not ready, or nothing has changed. Needs the scope `handoffs:override`. */
  readonly override?: Override;
}

export interface ReassignmentToOwner {
  /** An active owner. */
  readonly ownerId: string;
  readonly reason: string;
  /** It had gone to the wrong one: the accept clock begins anew, once per attempt. */
  readonly misroute?: boolean;
}

export interface ReassignmentToQueue {
  readonly queueId: string;
  readonly reason: string;
  /** It had gone to the wrong one: the accept clock begins anew, once per attempt. */
  readonly misroute?: boolean;
}

export interface MilestoneInput {
  /** `first_touch`, or a milestone of the contract. */
  readonly name: string;
  /** Now, if left out. An instant in the past needs the scope `handoffs:override`. */
  readonly occurredAt?: string;
}

export interface Completion {
  /** What came of it; the exit criteria look at this. At most 16 KiB. */
  readonly outcome?: { readonly [name: string]: unknown };
  /** Completes although exit criteria are unmet. Needs the scope `handoffs:override`, and is kept. */
  readonly override?: Override;
}

export interface Disqualification {
  readonly reason: string;
}

export interface Cancellation {
  readonly reason: string;
}

export interface PauseInput {
  /** A pause reason of the contract. */
  readonly reason: string;
  /** When it ends by itself at the latest: in the future, and at most three years ahead. */
  readonly resumeBy: string;
}

export interface Reprioritization {
  readonly priority: Priority;
  readonly reason?: string;
}

export interface Retargeting {
  /** A clock of the handoff. */
  readonly clock: string;
  /** Working time of the calendar, or whole business days. */
  readonly target: TargetDuration | BusinessDays;
  readonly reason?: string;
}

export interface Acknowledgement {
  /** A clock of the handoff. */
  readonly clock?: string;
  /** A step of its escalation path. The latest that would fire again, if left out, or else the latest. */
  readonly stepId?: string;
  /** Who sees to it. */
  readonly ownerId?: string;
  readonly note?: string;
}

export interface NoteInput {
  readonly text: string;
}

export interface ExcuseInput {
  /** A clock of the handoff. */
  readonly clock: string;
  /** The latest run that is late and not excused, if left out. */
  readonly attempt?: number;
  readonly reason: string;
}

export interface EventPage {
  readonly data: ReadonlyArray<Event>;
  /** Pass it as `cursor` for the next page; null on the last. */
  readonly nextCursor: string | null;
}

export interface PacketRevision {
  readonly revision: number;
  /** As it was sent, with what was carried over into it. */
  readonly packet: unknown;
  /** Its fields that were not sent but carried over. */
  readonly inherited: ReadonlyArray<InheritedField>;
}

export interface ClockList {
  readonly data: ReadonlyArray<Clock>;
  /** There is no next page. */
  readonly nextCursor: null;
}

export interface ClockExplanation {
  readonly name: string;
  readonly attempt: number;
  /** 1 for the first run of a clock of this name in the handoff, 2 for the next: an attempt may have two, after a misroute. */
  readonly run: number;
  /** `breached_open`: late and not yet done. `breached_closed`: done, but late. */
  readonly state: 'running' | 'paused' | 'met' | 'breached_open' | 'breached_closed' | 'cancelled';
  /** As the contract says it. */
  readonly target: string | {
    readonly businessDays: number;
  };
  /** What the clock may count until it is due, in seconds of working time: that of `target`. Under `shortNotice` it is what had elapsed and the notice instead. */
  readonly targetSeconds: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly startedAt: string;
  /** null while it stands still in a pause. */
  readonly dueAt: string | null;
  readonly stoppedAt: string | null;
  /** The moment of the answer. */
  readonly asOf: string;
  /** Working time that has counted, pauses and closed hours left out. */
  readonly elapsedSeconds: number;
  /** Frozen in a pause, negative when late; null once the clock has been stopped. */
  readonly remainingSeconds: number | null;
  /** From the start to the stop, or to `asOf`, in order and without gaps. */
  readonly segments: ReadonlyArray<ClockSegment>;
  /** Each holder once; together they have the elapsed time. */
  readonly holders: ReadonlyArray<HolderShare>;
  /** In the order in which they happened. */
  readonly changes: ReadonlyArray<ClockChange>;
}

export interface RoutingTraceList {
  readonly data: ReadonlyArray<RoutingTrace>;
  /** There is no next page. */
  readonly nextCursor: null;
}

export interface Health {
  readonly status: 'ok';
  /** Version of the running code. */
  readonly version: string;
}

/** Stable; decide by this one. */
export type ProblemCode = 'malformed_request' | 'validation_failed' | 'unsupported_media_type' | 'payload_too_large' | 'unauthenticated' | 'insufficient_scope' | 'not_found' | 'method_not_allowed' | 'not_acceptable' | 'conflict' | 'concurrent_update' | 'illegal_transition' | 'contract_invalid' | 'contract_not_published' | 'contract_retired' | 'not_ready' | 'exit_criteria_unmet' | 'live_mode_forbids' | 'test_mode_forbids' | 'in_use' | 'limit_reached' | 'idempotency_key_reused' | 'idempotency_in_progress' | 'idempotency_unanswered' | 'rate_limited' | 'internal_error' | 'unavailable';

/** One cause of a refusal. */
export interface Violation {
  /** JSON Pointer (RFC 6901) into the request body; query parameters are at `/query/<name>`. */
  readonly pointer: string;
  /** Stable, for programs. */
  readonly code: string;
  /** For people. */
  readonly message: string;
  /** Further facts, such as a position. */
  readonly details?: { readonly [name: string]: unknown };
}

export interface IssuedKey {
  readonly id: string;
  /** Shown this once. Send it as `Authorization: Bearer <secret>`. */
  readonly secret: string;
}

export type Scope = 'contracts:read' | 'contracts:write' | 'handoffs:read' | 'handoffs:write' | 'handoffs:override' | 'routing:read' | 'routing:write' | 'webhooks:read' | 'webhooks:write' | 'metrics:read' | 'tenant:admin';

/** A change of the configuration, and who made it. */
export interface AuditEntry {
  readonly id: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly occurredAt: string;
  /** The X-Request-Id of the request that made it. */
  readonly requestId: string;
  readonly actor: Actor;
  /** The kind of thing, and what was done. */
  readonly action: string;
  /** What was changed. */
  readonly resource: {
    readonly type: string;
    readonly id: string;
  };
  readonly changes: ReadonlyArray<ChangedMember>;
  /** Why, where the caller had to say it. */
  readonly reason?: string;
}

/** One side of the handoff. */
export interface Party {
  /** A node of the journey map. */
  readonly stage: string;
  readonly team?: string;
  readonly channel?: string;
  readonly system?: string;
}

/** What must travel with the handoff. */
export interface PacketDefinition {
  /** JSON Schema 2020-12 of the packet; local $ref only, at most 64 KiB. */
  readonly schema: { readonly [name: string]: unknown };
  /** Fields that are carried over from earlier packets of the same subject where the sender leaves them out. */
  readonly inherit?: ReadonlyArray<Inheritance>;
}

/** A named condition that the machine evaluates. */
export interface Criterion {
  /** Unique within the contract. */
  readonly id: string;
  /** What the sender reads when it is not met. */
  readonly description?: string;
  /** CEL over packet, subject, handoff and outcome, with a boolean result. */
  readonly expression: string;
}

/** A reason for which the receiver may send the handoff back. */
export interface RejectionReason {
  readonly code: string;
  /** procedural: the wrong owner or process. clerical: incomplete or wrong data. definitional: not what was agreed. */
  readonly class: 'procedural' | 'clerical' | 'definitional';
  readonly label: string;
}

/** A reason for which clocks may stand still. */
export interface PauseReason {
  readonly code: string;
  readonly label?: string;
  /** The pausable clocks that it stops. */
  readonly clocks: ReadonlyArray<string>;
  /** The longest single pause, in real time; at its end the handoff resumes itself. */
  readonly maxPause?: PositiveDuration;
}

/** How often and how long one handoff may pause, whatever the reasons. */
export interface PauseLimits {
  /** How often one handoff may pause; 10 if left out. */
  readonly count?: number;
  /** How long one handoff may pause in all; at its end it resumes itself. */
  readonly total?: PositiveDuration;
}

/** Who receives the handoff. */
export interface Routing {
  /** Tried in order. */
  readonly rules?: ReadonlyArray<RoutingRule>;
  /** Who receives what no rule could place, and what escalations give back. */
  readonly fallback?: Assignee;
}

/** A promise of time between two facts of the handoff. */
export interface ClockDefinition {
  /** Unique within the contract. */
  readonly name: string;
  /** What starts it: submitted, accepted, rejected, resubmitted, or a milestone. */
  readonly start: string;
  /** What stops it, whichever comes first: accepted, rejected, resubmitted, completed, disqualified, cancelled, or a milestone. */
  readonly stop: ReadonlyArray<string>;
  /** Working time of the calendar, or whole business days. */
  readonly target: TargetDuration | BusinessDays;
  /** Targets of single priorities, in place of `target`. */
  readonly targets?: { readonly [name: string]: TargetDuration | BusinessDays };
  /** Whose working hours count. Absent: around the clock, every day of the year. */
  readonly calendarId?: string;
  /** Fractions of the target at which to warn, each between 0 and 1. */
  readonly warnAt?: ReadonlyArray<number>;
  /** Whether a pause reason may name this clock. An accept clock is best left unpausable. */
  readonly pausable?: boolean;
}

/** The escalation path of one clock. */
export interface EscalationPath {
  /** The name of the clock. */
  readonly clock: string;
  readonly steps: ReadonlyArray<EscalationStep>;
}

/** One side of the handoff. */
export interface PartyOutput {
  /** A node of the journey map. */
  readonly stage: string;
  readonly team?: string;
  readonly channel?: string;
  readonly system?: string;
}

/** What must travel with the handoff. */
export interface PacketDefinitionOutput {
  /** JSON Schema 2020-12 of the packet; local $ref only, at most 64 KiB. */
  readonly schema: { readonly [name: string]: unknown };
  /** Fields that are carried over from earlier packets of the same subject where the sender leaves them out. */
  readonly inherit?: ReadonlyArray<InheritanceOutput>;
}

/** A named condition that the machine evaluates. */
export interface CriterionOutput {
  /** Unique within the contract. */
  readonly id: string;
  /** What the sender reads when it is not met. */
  readonly description?: string;
  /** CEL over packet, subject, handoff and outcome, with a boolean result. */
  readonly expression: string;
}

/** A reason for which the receiver may send the handoff back. */
export interface RejectionReasonOutput {
  readonly code: string;
  /** procedural: the wrong owner or process. clerical: incomplete or wrong data. definitional: not what was agreed. */
  readonly class: 'procedural' | 'clerical' | 'definitional';
  readonly label: string;
}

/** A reason for which clocks may stand still. */
export interface PauseReasonOutput {
  readonly code: string;
  readonly label?: string;
  /** The pausable clocks that it stops. */
  readonly clocks: ReadonlyArray<string>;
  /** The longest single pause, in real time; at its end the handoff resumes itself. */
  readonly maxPause?: PositiveDuration;
}

/** How often and how long one handoff may pause, whatever the reasons. */
export interface PauseLimitsOutput {
  /** How often one handoff may pause; 10 if left out. */
  readonly count: number;
  /** How long one handoff may pause in all; at its end it resumes itself. */
  readonly total?: PositiveDuration;
}

/** Who receives the handoff. */
export interface RoutingOutput {
  /** Tried in order. */
  readonly rules: ReadonlyArray<RoutingRuleOutput>;
  /** Who receives what no rule could place, and what escalations give back. */
  readonly fallback?: AssigneeOutput;
}

/** A promise of time between two facts of the handoff. */
export interface ClockDefinitionOutput {
  /** Unique within the contract. */
  readonly name: string;
  /** What starts it: submitted, accepted, rejected, resubmitted, or a milestone. */
  readonly start: string;
  /** What stops it, whichever comes first: accepted, rejected, resubmitted, completed, disqualified, cancelled, or a milestone. */
  readonly stop: ReadonlyArray<string>;
  /** Working time of the calendar, or whole business days. */
  readonly target: TargetDuration | BusinessDaysOutput;
  /** Targets of single priorities, in place of `target`. */
  readonly targets?: { readonly [name: string]: TargetDuration | BusinessDaysOutput };
  /** Whose working hours count. Absent: around the clock, every day of the year. */
  readonly calendarId?: string;
  /** Fractions of the target at which to warn, each between 0 and 1. */
  readonly warnAt: ReadonlyArray<number>;
  /** Whether a pause reason may name this clock. An accept clock is best left unpausable. */
  readonly pausable: boolean;
}

/** The escalation path of one clock. */
export interface EscalationPathOutput {
  /** The name of the clock. */
  readonly clock: string;
  readonly steps: ReadonlyArray<EscalationStepOutput>;
}

/** What became of one handoff, or would. */
export interface HandoffMove {
  readonly handoffId: string;
  /** The version that it left, or was not moved from. */
  readonly fromVersion: number;
  /** The clocks that were open. */
  readonly clocks: ReadonlyArray<ClockMove>;
  /** Why it was refused; then it is as it was. */
  readonly error?: {
    readonly code: string;
    readonly message: string;
  };
}

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

export interface CriterionResult {
  readonly id: string;
  readonly met: boolean;
  /** Why it could not be evaluated; it then counts as not met. */
  readonly error?: string;
}

/** Something in which the packet differs from its schema. */
export interface PacketError {
  /** JSON Pointer into the packet. */
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
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

/** Who would receive it, and how that comes about. */
export interface RoutingPreview {
  /** Who would receive it, or the queue it would wait in; absent: nobody could be found. */
  readonly to?: AssigneeOutput;
  readonly reason: 'rule' | 'fallback' | 'request' | 'unrouted';
  readonly ruleId?: string;
  /** The queue that the owner would be picked from. */
  readonly queueId?: string;
  /** The queue it would wait in until a member is available. */
  readonly waitsIn?: string;
  /** When it would be routed again at the latest. */
  readonly routeAgainAt?: string;
  readonly trace: RoutingTrace;
}

/** One clock of a handoff, as of the moment of the answer. */
export interface Clock {
  readonly name: string;
  readonly attempt: number;
  /** 1 for the first run of a clock of this name in the handoff, 2 for the next: an attempt may have two, after a misroute. */
  readonly run: number;
  /** `breached_open`: late and not yet done. `breached_closed`: done, but late. */
  readonly state: 'running' | 'paused' | 'met' | 'breached_open' | 'breached_closed' | 'cancelled';
  /** As the contract says it. */
  readonly target: string | {
    readonly businessDays: number;
  };
  /** null: around the clock. */
  readonly calendarId: string | null;
  /** The version of the calendar that it goes by; null around the clock. */
  readonly calendarVersion: number | null;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly startedAt: string;
  /** null while it stands still in a pause. */
  readonly dueAt: string | null;
  readonly stoppedAt: string | null;
  /** The due instant, once it has passed. */
  readonly breachedAt: string | null;
  /** When Baton noticed the breach. */
  readonly detectedAt: string | null;
  /** Working time that has counted, pauses and closed hours left out. */
  readonly elapsedSeconds: number;
  /** Frozen in a pause, negative when late; null once the clock has been stopped. */
  readonly remainingSeconds: number | null;
  /** Fractions of the target at which a warning was given. */
  readonly warnings: ReadonlyArray<number>;
  /** Its target was changed to one that had passed: it is due a little after the change. */
  readonly shortNotice?: true;
  /** Why its breach is not held against anybody. It stays breached; reports show both. */
  readonly excused?: {
    readonly reason: string;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly at: string;
  };
}

/** What would have been refused. */
export interface BacktestRefusals {
  /** How many handoffs. */
  readonly count: number;
  /** The first 20 of them. */
  readonly handoffIds: ReadonlyArray<string>;
  /** How many of them their receivers sent back in fact. */
  readonly sentBack: number;
  /** How many hand over another type of subject. */
  readonly wrongSubjectType: number;
  /** The entry criteria that are not met, the one with most handoffs first. */
  readonly criteria: ReadonlyArray<{
    readonly id: string;
    /** In how many of them it could not be evaluated. */
    readonly errors: number;
    /** How many handoffs. */
    readonly count: number;
    /** The first 20 of them. */
    readonly handoffIds: ReadonlyArray<string>;
  }>;
  /** Where packets differ from the schema, the place with most handoffs first; at most 100. */
  readonly fields: ReadonlyArray<{
    /** JSON Pointer into the packet, with `*` for any place in a list. */
    readonly pointer: string;
    /** The keyword of the schema. */
    readonly keyword: string;
    /** How many handoffs. */
    readonly count: number;
    /** The first 20 of them. */
    readonly handoffIds: ReadonlyArray<string>;
  }>;
}

/** Where handoffs would have gone. */
export interface BacktestRouting {
  /** How many would be sent to another owner or queue. */
  readonly moved: number;
  /** Each way that was taken with the way that would be, the one with most handoffs first. */
  readonly flows: ReadonlyArray<{
    readonly recorded: BacktestDestination;
    readonly tested: BacktestDestination;
    /** Whether that is another owner or queue. */
    readonly moved: boolean;
    /** How many handoffs. */
    readonly count: number;
    /** The first 20 of them. */
    readonly handoffIds: ReadonlyArray<string>;
  }>;
}

/** One clock as it ran, and as it would have. */
export interface BacktestClock {
  readonly name: string;
  readonly recorded: BacktestClockResults;
  readonly tested: BacktestClockResults;
  /** Handoffs in which it was not late, or did not run, and would have been late. */
  readonly broken: {
    /** How many handoffs. */
    readonly count: number;
    /** The first 20 of them. */
    readonly handoffIds: ReadonlyArray<string>;
  };
  /** Handoffs in which it was late, and would not have been. */
  readonly kept: {
    /** How many handoffs. */
    readonly count: number;
    /** The first 20 of them. */
    readonly handoffIds: ReadonlyArray<string>;
  };
}

export interface ContractTemplateSummary {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** The moment in the customer's journey at which ownership changes. */
  readonly moment: string;
}

/** A calendar that need not be stored. */
export interface CalendarToTry {
  readonly name?: string;
  /** IANA time zone in which the times of day are meant. */
  readonly timezone: string;
  /** Opening times of an ordinary week. A day that is left out is closed. */
  readonly weekly: {
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly mon?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly tue?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly wed?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly thu?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly fri?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly sat?: ReadonlyArray<readonly [string, string]>;
    /** Opening and closing times of the day, in order and apart. Empty: closed. */
    readonly sun?: ReadonlyArray<readonly [string, string]>;
  };
  /** Dates on which it is closed, whatever the weekday. */
  readonly holidays?: ReadonlyArray<string>;
  /** Opening times of single dates. They win over the weekday and over a holiday. */
  readonly overrides?: { readonly [name: string]: ReadonlyArray<readonly [string, string]> };
}

/** Working time: ISO 8601, at least one second, in whole hours, minutes and seconds; at most three years. */
export type TargetDuration = string;

/** Whole working days of the calendar; at most three years of them. */
export interface BusinessDays {
  readonly businessDays: number;
}

/** A stretch that is open throughout, or closed throughout. */
export interface CalendarSegment {
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly from: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly to: string;
  readonly kind: 'open' | 'closed';
}

/** A person who can receive handoffs. */
export interface Owner {
  readonly name: string;
  readonly email?: string;
  /** The owner who is told when an escalation says `manager`, also while they are not active. */
  readonly managerId?: string;
  /** Nobody is given a handoff who is not active. */
  readonly active: boolean;
  /** The hours in which queues give them handoffs; around the clock if left out. */
  readonly calendarId?: string;
  /** How many handoffs they have at most, assigned and accepted ones together; no limit if left out. */
  readonly capacity?: number;
  /** When they are away, and who is given meanwhile what names them. */
  readonly outOfOffice?: ReadonlyArray<{
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly from: string;
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly to: string;
    /** Who is given, meanwhile, what names this owner; one who is not active or has enough is passed over as if there were none. Queues pass an absent member over instead. */
    readonly delegateId?: string;
  }>;
  readonly id: string;
  readonly version: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
}

/** An owner, or a queue. */
export type Assignee = {
  readonly ownerId: string;
} | {
  readonly queueId: string;
};

/** What became of one handoff, or would. */
export interface HandedOver {
  readonly handoffId: string;
  /** As it is after it, or would be. */
  readonly state: 'pending' | 'assigned' | 'accepted' | 'rejected' | 'completed' | 'disqualified' | 'cancelled';
  /** Whom it is with then; without an owner it waits in that queue. */
  readonly holder: {
    readonly ownerId?: string;
    readonly queueId?: string;
  };
  /** Why it was refused; then it is as it was. */
  readonly error?: {
    readonly code: string;
    readonly message: string;
  };
}

/** An owner, or a queue. */
export type AssigneeOutput = {
  readonly ownerId: string;
} | {
  readonly queueId: string;
};

/** It is on its way to `advancingTo`; everything due before its time has been recorded. */
export interface AdvancingTestClock {
  readonly id: string;
  readonly version: number;
  readonly name?: string;
  /** The time of the handoffs on it. */
  readonly now: string;
  readonly status: 'advancing';
  /** Where it is on its way to. */
  readonly advancingTo: string;
  /** In real time. */
  readonly createdAt: string;
  /** In real time. */
  readonly updatedAt: string;
}

/** ISO 8601 duration of at least one second, in whole hours, minutes and seconds; at most three years. */
export type PositiveDuration = string;

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

/** One attempt to deliver an event. */
export interface DeliveryAttempt {
  /** When the attempt ended. */
  readonly at: string;
  /** Where it was posted to. */
  readonly url: string;
  readonly outcome: 'succeeded' | 'failed';
  readonly httpStatus?: number;
  readonly latencyMs: number;
  /** The first 4 KiB of the answer, with what looks like a secret removed. */
  readonly responseExcerpt?: string;
  /** Why the attempt failed. */
  readonly error?: {
    readonly code: 'unsuccessful_status' | 'timeout' | 'refused_url' | 'refused_address' | 'connection_error';
    readonly message: string;
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

export interface EventType {
  readonly type: 'handoff.submitted' | 'handoff.queued' | 'handoff.assigned' | 'handoff.accepted' | 'handoff.rejected' | 'handoff.resubmitted' | 'handoff.reassigned' | 'handoff.milestone_reached' | 'handoff.paused' | 'handoff.resumed' | 'handoff.reprioritized' | 'handoff.escalated' | 'handoff.completed' | 'handoff.disqualified' | 'handoff.cancelled' | 'handoff.noted' | 'handoff.migrated' | 'handoff.rebased' | 'clock.started' | 'clock.retargeted' | 'clock.warned' | 'clock.breached' | 'clock.met' | 'clock.closed' | 'clock.cancelled' | 'clock.excused' | 'escalation.triggered' | 'escalation.acknowledged' | 'escalation.skipped' | 'escalation.exhausted' | 'contract.published' | 'contract.retired' | 'review.ready' | 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled' | 'webhook_endpoint.test';
  /** What comes before the dot: `family.*` stands for all of it. */
  readonly family: string;
  readonly description: string;
  /** JSON Schema 2020-12 of the whole event, as subscribers receive it. */
  readonly schema: { readonly [name: string]: unknown };
  /** A whole event of this type. */
  readonly example: { readonly [name: string]: unknown };
}

/** Days of a time zone, both ends included. */
export interface MetricsPeriod {
  /** The first day. */
  readonly from: string;
  /** The last day, which is included. */
  readonly to: string;
  readonly days: number;
  /** Whose days they are. */
  readonly timeZone: string;
}

/** Figures, each with a link to the handoffs behind it. */
export interface Figures {
  /** Events of each kind. */
  readonly counts: {
    readonly submitted: number;
    readonly assigned: number;
    readonly accepted: number;
    readonly reaccepted: number;
    readonly rejected: number;
    readonly rerouted: number;
    readonly firstRejected: number;
    readonly resubmitted: number;
    readonly reassigned: number;
    readonly firstReassigned: number;
    readonly reassignedByEscalation: number;
    readonly misrouted: number;
    readonly completed: number;
    readonly disqualified: number;
    readonly cancelled: number;
    readonly overridden: number;
    readonly paused: number;
    readonly escalated: number;
    readonly acknowledged: number;
    readonly exhausted: number;
    readonly attemptsExhausted: number;
    readonly migratedOut: number;
    readonly migratedIn: number;
  };
  /** Null where they would be shares of nothing. */
  readonly rates: {
    /** Rejections, of the decisions of receivers: from 0 to 1. */
    readonly rejection: number | null;
    /** Handoffs that were reassigned, over those submitted: above 1 where more of earlier days were. */
    readonly reassignment: number | null;
    /** What went through by an override: from 0 to 1. */
    readonly override: number | null;
    /** Disqualified or cancelled, of those that ended: from 0 to 1. */
    readonly dropOff: number | null;
  };
  readonly clocks: ReadonlyArray<ClockFigures>;
  /** Rejections by what they cite, the most frequent first. */
  readonly rejections: {
    /** By reason code. */
    readonly reasons: ReadonlyArray<NamedCount>;
    /** By the class of the reason. */
    readonly classes: ReadonlyArray<NamedCount>;
    /** By the criteria that they cite. */
    readonly criteria: ReadonlyArray<NamedCount>;
    /** By the packet fields that they cite, as JSON Pointers. */
    readonly fields: ReadonlyArray<NamedCount>;
  };
  /** Packet fields that had been asked for again, and came. */
  readonly rerequested: ReadonlyArray<NamedCount>;
  /** Milestones that were reached. */
  readonly milestones: ReadonlyArray<NamedCount>;
  /** What the time of handoffs went into. */
  readonly time: {
    /** All but `worked`. */
    readonly lostSeconds: number;
    readonly causes: {
      readonly waiting: TimeSplit;
      readonly rework: TimeSplit;
      readonly paused: TimeSplit;
      readonly closed: TimeSplit;
      readonly worked: TimeSplit;
    };
    /** Where the handoffs behind each figure are listed, by the names of figures; those that are 0 have none. */
    readonly handoffs: { readonly [name: string]: string };
  };
  /** Where the handoffs behind each figure are listed, by the names of figures; those that are 0 have none. */
  readonly handoffs: { readonly [name: string]: string };
  /** Against the period compared with; null where there is none, or nothing in it. */
  readonly change: FiguresChange | null;
}

/** How many of those that ended between two stages did not arrive. */
export interface StageDropOff {
  readonly from: string;
  readonly to: string;
  /** Completed, disqualified or cancelled. */
  readonly ended: number;
  /** Disqualified or cancelled. */
  readonly dropped: number;
  /** Dropped, of those that ended; null where none did. */
  readonly rate: number | null;
}

export interface MetricsGroup {
  readonly key: MetricsGroupKey;
  /** What the contract, owner or queue is called now; absent where it is deleted. */
  readonly name?: string;
  /** Events of each kind. */
  readonly counts: {
    readonly submitted: number;
    readonly assigned: number;
    readonly accepted: number;
    readonly reaccepted: number;
    readonly rejected: number;
    readonly rerouted: number;
    readonly firstRejected: number;
    readonly resubmitted: number;
    readonly reassigned: number;
    readonly firstReassigned: number;
    readonly reassignedByEscalation: number;
    readonly misrouted: number;
    readonly completed: number;
    readonly disqualified: number;
    readonly cancelled: number;
    readonly overridden: number;
    readonly paused: number;
    readonly escalated: number;
    readonly acknowledged: number;
    readonly exhausted: number;
    readonly attemptsExhausted: number;
    readonly migratedOut: number;
    readonly migratedIn: number;
  };
  /** Null where they would be shares of nothing. */
  readonly rates: {
    /** Rejections, of the decisions of receivers: from 0 to 1. */
    readonly rejection: number | null;
    /** Handoffs that were reassigned, over those submitted: above 1 where more of earlier days were. */
    readonly reassignment: number | null;
    /** What went through by an override: from 0 to 1. */
    readonly override: number | null;
    /** Disqualified or cancelled, of those that ended: from 0 to 1. */
    readonly dropOff: number | null;
  };
  readonly clocks: ReadonlyArray<ClockFigures>;
  /** Rejections by what they cite, the most frequent first. */
  readonly rejections: {
    /** By reason code. */
    readonly reasons: ReadonlyArray<NamedCount>;
    /** By the class of the reason. */
    readonly classes: ReadonlyArray<NamedCount>;
    /** By the criteria that they cite. */
    readonly criteria: ReadonlyArray<NamedCount>;
    /** By the packet fields that they cite, as JSON Pointers. */
    readonly fields: ReadonlyArray<NamedCount>;
  };
  /** Packet fields that had been asked for again, and came. */
  readonly rerequested: ReadonlyArray<NamedCount>;
  /** Milestones that were reached. */
  readonly milestones: ReadonlyArray<NamedCount>;
  /** What the time of handoffs went into. */
  readonly time: {
    /** All but `worked`. */
    readonly lostSeconds: number;
    readonly causes: {
      readonly waiting: TimeSplit;
      readonly rework: TimeSplit;
      readonly paused: TimeSplit;
      readonly closed: TimeSplit;
      readonly worked: TimeSplit;
    };
    /** Where the handoffs behind each figure are listed, by the names of figures; those that are 0 have none. */
    readonly handoffs: { readonly [name: string]: string };
  };
  /** Where the handoffs behind each figure are listed, by the names of figures; those that are 0 have none. */
  readonly handoffs: { readonly [name: string]: string };
  /** Against the period compared with; null where there is none, or nothing in it. */
  readonly change: FiguresChange | null;
}

/** A handoff that a figure is made of. */
export interface MetricHandoff {
  readonly handoffId: string;
  readonly contractId: string;
  /** How much of the figure: how many, or of time how many seconds. */
  readonly amount: number;
  /** When it counted. */
  readonly moments: ReadonlyArray<{
    /** An instant, RFC 3339 in UTC with milliseconds. */
    readonly at: string;
    readonly amount: number;
    /** The version that it counts for. */
    readonly contractVersion: number;
  }>;
}

/** A node of the journey map. */
export interface MapStage {
  readonly stage: string;
  /** How far along the journey: 0 for where it begins. What leads on leads to a greater one. */
  readonly layer: number;
  /** Teams that contracts name on this side. */
  readonly teams: ReadonlyArray<string>;
}

/** A contract as an arrow of the journey map, with all its versions. */
export interface MapEdge {
  readonly contractId: string;
  readonly version: number;
  readonly status: 'draft' | 'published' | 'retired';
  readonly name: string;
  readonly subjectType: string;
  readonly from: string;
  readonly to: string;
  /** It leads back to an earlier stage, or to the same. */
  readonly feedback: boolean;
  /** What the customer suffers when it goes wrong. */
  readonly customerRisk?: string;
  readonly figures: EdgeFigures;
}

/** What left a stage, by all contracts from it. */
export interface FunnelStage {
  readonly stage: string;
  /** How far along the journey: 0 for where it begins. What leads on leads to a greater one. */
  readonly layer: number;
  /** Handoffs that arrived in this stage. */
  readonly reached: number;
  /** Submitted. */
  readonly entered: number;
  /** Completed. */
  readonly arrived: number;
  readonly disqualified: number;
  readonly cancelled: number;
  /** Disqualified or cancelled. */
  readonly droppedOff: number;
  /** By how many more began than ended on these days; below 0 where more ended. */
  readonly inProgress: number;
  /** Of those that ended, those that arrived; null where none ended. */
  readonly conversion: number | null;
}

/** What went from one stage to another. */
export interface FunnelStep {
  readonly from: string;
  readonly to: string;
  /** It leads back to an earlier stage, or to the same. */
  readonly feedback: boolean;
  /** Submitted. */
  readonly entered: number;
  /** Completed. */
  readonly arrived: number;
  readonly disqualified: number;
  readonly cancelled: number;
  /** Disqualified or cancelled. */
  readonly droppedOff: number;
  /** By how many more began than ended on these days; below 0 where more ended. */
  readonly inProgress: number;
  /** Of those that ended, those that arrived; null where none ended. */
  readonly conversion: number | null;
}

/** One boundary of the journey. */
export interface JourneyHandoff {
  readonly handoffId: string;
  readonly contractId: string;
  readonly contractVersion: number;
  readonly contractName: string;
  /** The stage that it came from. */
  readonly from: string;
  /** The stage that it went to. */
  readonly to: string;
  readonly customerRisk?: string;
  readonly sender?: SenderOutput;
  readonly state: 'pending' | 'assigned' | 'accepted' | 'rejected' | 'completed' | 'disqualified' | 'cancelled';
  readonly attempts: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly submittedAt: string;
  /** When it was first accepted. */
  readonly acceptedAt: string | null;
  readonly endedAt: string | null;
  /** The latest 50 at the most, in order. */
  readonly holders: ReadonlyArray<HeldSpan>;
  readonly packetRevision: number;
  /** The fields of the latest packet, the first 100 at the most. */
  readonly travelled: ReadonlyArray<TravelledField>;
  readonly askedAgain: ReadonlyArray<AskedAgain>;
  readonly time: JourneyTime;
}

/** What time went into, by the rules of the metrics; what has not ended counts as far as it has come. */
export interface JourneyTime {
  /** All but what was worked. */
  readonly lostSeconds: number;
  readonly workedSeconds: number;
  /** What the time went into, and with whom; nothing is left out but what is nothing. */
  readonly shares: ReadonlyArray<{
    readonly cause: 'waiting' | 'rework' | 'paused' | 'closed' | 'worked';
    /** platform: nobody was assigned. receiver: somebody had it. sender: it was sent back. */
    readonly party: 'platform' | 'sender' | 'receiver';
    readonly seconds: number;
  }>;
}

/** A review that is kept, in brief. */
export interface ReviewBrief {
  /** A month of the calendar, in the time zone of the tenant. */
  readonly month: string;
  readonly mode: 'live' | 'test';
  readonly timeZone: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly asOf: string;
  readonly summary: ReviewSummary;
  readonly contractsBelowTarget: number;
  /** How many it makes. */
  readonly suggestions: number;
}

/** What a month comes to. See [Metrics](/docs/guides/metrics). */
export interface ReviewSummary {
  readonly submitted: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly completed: number;
  readonly disqualified: number;
  readonly cancelled: number;
  readonly reassigned: number;
  readonly overridden: number;
  readonly escalated: number;
  /** Escalations whose last step fired in vain. */
  readonly exhausted: number;
  /** Runs of all clocks that were met. */
  readonly met: number;
  /** Runs of all clocks that were late. */
  readonly breached: number;
  readonly excused: number;
  readonly attainment: ReviewAttainment;
  readonly rates: {
    readonly rejection: number | null;
    /** Handoffs reassigned in the month, over those submitted in it: more than 1 where more of earlier months were. */
    readonly reassignment: number | null;
    readonly override: number | null;
    readonly dropOff: number | null;
  };
  /** What time between submission and end went into, but for the work itself. */
  readonly timeLost: {
    readonly seconds: number;
    readonly waitingSeconds: number;
    readonly reworkSeconds: number;
    readonly pausedSeconds: number;
    readonly closedSeconds: number;
    /** By the names of the figures beside it: where the handoffs behind each are listed. Those that are 0 have none. */
    readonly handoffs?: { readonly [name: string]: string };
  };
  /** By the names of the figures beside it: where the handoffs behind each are listed. Those that are 0 have none. */
  readonly handoffs?: { readonly [name: string]: string };
}

/** A figure, beside that of the month before. */
export interface ReviewChange {
  readonly figure: 'submitted' | 'completed' | 'breached' | 'attainment' | 'rejectionRate' | 'reassignmentRate' | 'dropOff' | 'timeLostSeconds';
  readonly now: number | null;
  readonly before: number | null;
  /** `now` less `before`; null where either is not known. */
  readonly change: number | null;
}

export interface ReviewDay {
  readonly day: string;
  readonly submitted: number;
  readonly completed: number;
  readonly rejected: number;
  readonly met: number;
  readonly breached: number;
}

/** All days of the month that were this day of the week. */
export interface ReviewWeekday {
  readonly weekday: 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
  readonly met: number;
  readonly breached: number;
  readonly attainment: number | null;
}

/** A contract in the month. */
export interface ContractReview {
  readonly contractId: string;
  readonly name: string;
  readonly versions: ReadonlyArray<number>;
  readonly stages?: {
    readonly from: string;
    readonly to: string;
  };
  readonly summary: ReviewSummary;
  /** Raw attainment of the month before, over all clocks; each clock has its own. */
  readonly attainmentBefore: number | null;
  readonly belowTarget: boolean;
  readonly clocks: ReadonlyArray<ReviewClock>;
  readonly behind: ReviewBehind;
}

/** A part of the rejections, or of the breaches. */
export interface ReviewPart {
  /** A criterion, a field, a reason, or the id of an owner or a queue. */
  readonly id: string;
  /** What an owner or a queue is called. */
  readonly name?: string;
  readonly count: number;
  readonly share: number | null;
  /** Where the handoffs behind it are listed. */
  readonly handoffs?: string;
}

/** What a version of a contract changed, against the version that ran before it. */
export interface ShippedVersion {
  readonly contractId: string;
  readonly contractName: string;
  readonly version: number;
  readonly previousVersion: number;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly publishedAt?: string;
  readonly verdict: 'better' | 'worse' | 'same' | 'too_few' | 'too_early';
  readonly text: string;
  readonly measures: ReadonlyArray<VersionComparison>;
}

/** What would probably help, and the figures that say so. */
export interface Suggestion {
  /** The same for the same suggestion, in every month. */
  readonly id: string;
  /** Why it is made. See [Reviews](/docs/guides/reviews). */
  readonly rule: 'require_field' | 'sharpen_field' | 'sharpen_criterion' | 'revisit_overridden_criteria' | 'relieve_queue' | 'cover_weekend' | 'cover_weekday' | 'end_escalation' | 'relieve_owner' | 'sharpen_routing' | 'qualify_earlier';
  readonly title: string;
  /** What was found, in a sentence or two. */
  readonly text: string;
  readonly contractId?: string;
  readonly contractName?: string;
  /** The version that was looked at. */
  readonly contractVersion?: number;
  readonly clock?: string;
  /** A packet field, as a JSON Pointer. */
  readonly field?: string;
  readonly criterionId?: string;
  readonly queueId?: string;
  readonly ownerId?: string;
  readonly evidence: ReadonlyArray<SuggestionEvidence>;
  /** There where this review or an earlier one has decided on it: the latest action that is open, or else the latest. */
  readonly action?: SuggestionAction;
}

/** What the version that ships an action changed, against the version that ran before it. */
export interface ActionEffect {
  readonly version: number;
  readonly previousVersion: number;
  readonly from: string;
  readonly to: string;
  readonly verdict: 'better' | 'worse' | 'same' | 'too_few' | 'too_early';
  readonly measures: ReadonlyArray<VersionComparison>;
}

/** What an earlier review decided and nobody has closed yet. */
export interface EarlierAction {
  readonly id: string;
  readonly version: number;
  /** A month of the calendar, in the time zone of the tenant. */
  readonly month: string;
  readonly title: string;
  readonly status: 'open' | 'in_progress' | 'done' | 'dropped';
  readonly ownerId?: string;
  readonly assignee?: string;
  readonly dueOn?: string;
  readonly contractId?: string;
  /** The published version of the contract that ships the fix. */
  readonly contractVersion?: number;
  /** The suggestion of the review that it follows. */
  readonly suggestionId?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly createdAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly updatedAt: string;
  /** When it was done or dropped. */
  readonly closedAt?: string;
  /** It was due before today, in the time zone of the tenant, also where the review is frozen. */
  readonly overdue: boolean;
}

/** How far one capability is, and why. */
export interface Capability {
  readonly capability: 'stage_definitions' | 'handoff_packet' | 'routing_and_ownership' | 'slas_and_alerts' | 'continuity' | 'feedback_loop';
  readonly level: number;
  readonly levelName: 'ad hoc' | 'begun' | 'defined' | 'measured' | 'operationalized';
  readonly kpi: MaturityKpi;
  readonly checks: ReadonlyArray<MaturityCheck>;
  /** What the next level needs that is not there; null at the last. The `links` of the check of that level lead to it. */
  readonly nextStep: string | null;
}

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

export interface SubjectOutput {
  /** What kind of thing it is: account, lead, case, … */
  readonly type: string;
  /** Its id in the tenant's system of record. */
  readonly id: string;
  readonly name?: string;
  /** Facts that criteria and routing rules may look at as `subject.attributes`. */
  readonly attributes?: { readonly [name: string]: string | number | boolean | null };
}

export type HandoffState = 'pending' | 'assigned' | 'accepted' | 'rejected' | 'completed' | 'disqualified' | 'cancelled';

export interface SenderOutput {
  readonly ownerId?: string;
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
  readonly team?: string;
}

export interface OverrideOutput {
  readonly reason: string;
}

/** Whom it is with; neither owner nor queue if nobody could be found. */
export interface Holder {
  readonly ownerId?: string;
  readonly queueId?: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly since: string;
}

/** How the receiver was found. */
export interface RoutingOutcome {
  /** request: somebody put it into a queue, and it went by that since. escalation: a step handed it over. */
  readonly reason: 'rule' | 'fallback' | 'request' | 'escalation' | 'unrouted';
  /** The routing rule that matched, also where it came to the fallback of the contract. */
  readonly ruleId?: string;
}

/** The pause that it is in; absent if it is not paused. */
export interface Pause {
  /** A pause reason of the contract. */
  readonly reason: string;
  /** Names of the clocks that it stops. */
  readonly clocks: ReadonlyArray<string>;
  /** When it was asked to end. */
  readonly resumeBy: string;
  /** When it ends by itself: at `resumeBy`, or earlier where a cap of the contract ends it. */
  readonly resumesAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly since: string;
}

export interface HandoffBatchItem {
  /** A published contract. */
  readonly contractId: string;
  readonly subject: Subject;
  /** What travels; held to the packet schema of the contract. At most 128 KiB. */
  readonly packet: { readonly [name: string]: unknown };
  /** `normal` if left out. */
  readonly priority?: Priority;
  /** Who hands over; a bare string is a name. */
  readonly sender?: Sender | string;
  /** Submits although it is not ready. Needs the scope `handoffs:override`, and is kept. */
  readonly override?: Override;
  /** A test clock in whose time it is to live; in test mode only. */
  readonly testClockId?: string;
  /** As the header `Idempotency-Key` of this submission alone. Left out, it follows from the key of the batch and the place in it. */
  readonly idempotencyKey?: string;
}

/** A fact. The webhooks of this reference show the `data` of each type. */
export interface Event {
  readonly id: string;
  readonly type: 'handoff.submitted' | 'handoff.queued' | 'handoff.assigned' | 'handoff.accepted' | 'handoff.rejected' | 'handoff.resubmitted' | 'handoff.reassigned' | 'handoff.milestone_reached' | 'handoff.paused' | 'handoff.resumed' | 'handoff.reprioritized' | 'handoff.escalated' | 'handoff.completed' | 'handoff.disqualified' | 'handoff.cancelled' | 'handoff.noted' | 'handoff.migrated' | 'handoff.rebased' | 'clock.started' | 'clock.retargeted' | 'clock.warned' | 'clock.breached' | 'clock.met' | 'clock.closed' | 'clock.cancelled' | 'clock.excused' | 'escalation.triggered' | 'escalation.acknowledged' | 'escalation.skipped' | 'escalation.exhausted' | 'contract.published' | 'contract.retired' | 'review.ready' | 'webhook_endpoint.disabled' | 'webhook_endpoint.enabled' | 'webhook_endpoint.test';
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly occurredAt: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly detectedAt?: string;
  readonly tenantId: string;
  readonly mode: 'live' | 'test';
  readonly handoffId?: string;
  readonly sequence?: number;
  readonly actor: Actor;
  readonly data: unknown;
}

/** A stretch of the life of a clock. Only open ones count. */
export interface ClockSegment {
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly from: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly to: string;
  readonly kind: 'open' | 'closed' | 'paused';
  /** Real seconds from `from` to `to`. */
  readonly seconds: number;
  /** platform: it waits to be assigned. receiver: somebody has it. sender: it was sent back. */
  readonly party: 'platform' | 'sender' | 'receiver';
  readonly ownerId?: string;
  /** The queue that it waits in, with the platform. */
  readonly queueId?: string;
}

/** What the clock counted while one holder had the handoff. */
export interface HolderShare {
  /** platform: it waits to be assigned. receiver: somebody has it. sender: it was sent back. */
  readonly party: 'platform' | 'sender' | 'receiver';
  readonly ownerId?: string;
  /** The queue that it waits in, with the platform. */
  readonly queueId?: string;
  readonly elapsedSeconds: number;
}

/** Something that changed the course of a clock while it was open. */
export type ClockChange = {
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  readonly change: 'paused';
  readonly reason: string;
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly resumesAt: string;
} | {
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  readonly change: 'resumed';
  readonly cause: 'request' | 'resume_by' | 'cap' | 'ended';
  readonly dueAt: string | null;
} | {
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  readonly change: 'retargeted';
  readonly cause: 'target' | 'priority' | 'migration' | 'calendar';
  readonly from: ClockGoal;
  readonly to: ClockGoal;
  readonly shortNotice?: true;
} | {
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  readonly change: 'migrated';
  readonly fromVersion: number;
  readonly toVersion: number;
} | {
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  readonly change: 'rebased';
  readonly calendarId: string;
  readonly fromVersion: number;
  readonly toVersion: number;
};

/** Who was asked to receive the handoff, and how that came out. */
export interface RoutingTrace {
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  /** In the order of the contract. */
  readonly rules: ReadonlyArray<RoutingRuleResult>;
  /** In the order asked. */
  readonly considered: ReadonlyArray<RoutingTraceCandidate>;
  readonly outcome: RoutingOutcomeTraced;
}

/** A member that the change made another. */
export interface ChangedMember {
  readonly member: string;
  /** What it was. Absent: it was not there, or is withheld. */
  readonly before?: unknown;
  /** What it is. Absent: it is not there, or is withheld. */
  readonly after?: unknown;
  /** Why neither value is told. */
  readonly withheld?: 'secret' | 'long';
}

/** A field that is carried over from an earlier packet of the same subject, if the sender leaves it out. */
export interface Inheritance {
  /** A field that the schema declares. */
  readonly field: string;
  readonly from?: InheritanceSource;
}

export interface RoutingRule {
  /** Unique within the contract. */
  readonly id: string;
  /** CEL over packet, subject and handoff; the first rule that holds wins. */
  readonly when: string;
  readonly assign: Assignee;
  /** Who receives it when the assigned queue has nobody available. */
  readonly fallback?: Assignee;
}

/** What happens when a clock runs late, or is about to. */
export interface EscalationStep {
  /** Unique within its clock. */
  readonly id: string;
  /** A fraction of the target (1 is the breach itself), or a delay after the breach. With `working` the delay and the time between repetitions count the working hours of its calendar only, and nothing fires while it is closed. */
  readonly at: {
    readonly elapsed: number;
    readonly working?: boolean;
  } | {
    readonly afterBreach: Duration;
    readonly working?: boolean;
  };
  readonly notify?: ReadonlyArray<'owner' | 'manager' | 'queue' | 'sender' | {
    readonly ownerId: string;
  }>;
  readonly reassign?: {
    /** The contract's fallback, an owner, or a queue. */
    readonly to: 'fallback' | {
      readonly ownerId: string;
    } | {
      readonly queueId: string;
    };
  };
  /** Raises the handoff to at least this priority; never lowers it. */
  readonly raisePriority?: 'low' | 'normal' | 'high' | 'urgent';
  /** Fires again, `times` more, each `every` after the last. */
  readonly repeat?: {
    readonly every: PositiveDuration;
    readonly times: number;
  };
  /** Acknowledged, the step waits so long, in its own kind of time, before the repetitions that were left go on. Absent: they do not go on. */
  readonly ackTimeout?: PositiveDuration;
}

/** A field that is carried over from an earlier packet of the same subject, if the sender leaves it out. */
export interface InheritanceOutput {
  /** A field that the schema declares. */
  readonly field: string;
  readonly from?: InheritanceSourceOutput;
}

export interface RoutingRuleOutput {
  /** Unique within the contract. */
  readonly id: string;
  /** CEL over packet, subject and handoff; the first rule that holds wins. */
  readonly when: string;
  readonly assign: AssigneeOutput;
  /** Who receives it when the assigned queue has nobody available. */
  readonly fallback?: AssigneeOutput;
}

/** Whole working days of the calendar; at most three years of them. */
export interface BusinessDaysOutput {
  readonly businessDays: number;
}

/** What happens when a clock runs late, or is about to. */
export interface EscalationStepOutput {
  /** Unique within its clock. */
  readonly id: string;
  /** A fraction of the target (1 is the breach itself), or a delay after the breach. With `working` the delay and the time between repetitions count the working hours of its calendar only, and nothing fires while it is closed. */
  readonly at: {
    readonly elapsed: number;
    readonly working?: boolean;
  } | {
    readonly afterBreach: Duration;
    readonly working?: boolean;
  };
  readonly notify: ReadonlyArray<'owner' | 'manager' | 'queue' | 'sender' | {
    readonly ownerId: string;
  }>;
  readonly reassign?: {
    /** The contract's fallback, an owner, or a queue. */
    readonly to: 'fallback' | {
      readonly ownerId: string;
    } | {
      readonly queueId: string;
    };
  };
  /** Raises the handoff to at least this priority; never lowers it. */
  readonly raisePriority?: 'low' | 'normal' | 'high' | 'urgent';
  /** Fires again, `times` more, each `every` after the last. */
  readonly repeat?: {
    readonly every: PositiveDuration;
    readonly times: number;
  };
  /** Acknowledged, the step waits so long, in its own kind of time, before the repetitions that were left go on. Absent: they do not go on. */
  readonly ackTimeout?: PositiveDuration;
}

/** What becomes of one open clock. */
export interface ClockMove {
  readonly name: string;
  readonly attempt: number;
  /** Which run of that name in the handoff it is, from 1. */
  readonly run: number;
  /** retargeted: another target, calendar or due instant. cancelled: the version has no such clock. closed: nor that, and it was late. kept: it goes on as it was. */
  readonly change: 'retargeted' | 'cancelled' | 'closed' | 'kept';
  /** null while it stands still in a pause. */
  readonly dueAtBefore: string | null;
  /** null while it stands still in a pause, or where it has ended. */
  readonly dueAtAfter: string | null;
  readonly targetBefore: string | {
    readonly businessDays: number;
  };
  /** null where it has ended. */
  readonly targetAfter: string | {
    readonly businessDays: number;
  } | null;
  /** Working time that was left, frozen in a pause; negative when late. */
  readonly remainingSecondsBefore: number;
  /** Working time that is left, frozen in a pause; null where it has ended. */
  readonly remainingSecondsAfter: number | null;
  /** Its target has passed already: it is due after a minimum notice instead. */
  readonly shortNotice?: true;
}

/** Whither the rules send it. */
export interface BacktestDestination {
  /** null: no rule matched. */
  readonly ruleId: string | null;
  /** null: the contract names no fallback. */
  readonly to: AssigneeOutput | null;
}

/** How the runs of a clock came out. */
export interface BacktestClockResults {
  readonly met: number;
  /** Late, whether or not it was stopped at last. */
  readonly breached: number;
  readonly cancelled: number;
  /** Neither late nor over. */
  readonly open: number;
}

/** Of one clock, by its name. */
export interface ClockFigures {
  readonly clock: string;
  /** Runs of the clock. */
  readonly counts: {
    readonly started: number;
    readonly met: number;
    readonly breached: number;
    readonly excused: number;
    readonly closedLate: number;
    readonly cancelled: number;
  };
  readonly attainment: {
    /** Met, of those that were met or breached. */
    readonly raw: number | null;
    /** The same without the breaches that were excused. */
    readonly excused: number | null;
  };
  /** What the clock counted, of runs that stopped. */
  readonly workingSeconds: DurationQuantiles | null;
  /** Real time from start to stop, of the same runs. */
  readonly calendarSeconds: DurationQuantiles | null;
  /** Where the handoffs behind each figure are listed, by the names of figures; those that are 0 have none. */
  readonly handoffs: { readonly [name: string]: string };
}

export interface NamedCount {
  readonly name: string;
  readonly count: number;
  /** Where the handoffs behind it are listed. */
  readonly handoffs: string;
}

/** Seconds, in all and by who had the handoff. */
export interface TimeSplit {
  readonly seconds: number;
  readonly platformSeconds: number;
  readonly senderSeconds: number;
  readonly receiverSeconds: number;
}

/** How figures have changed; null where one of the periods has no such figure. */
export interface FiguresChange {
  readonly counts: {
    readonly submitted: FigureChange;
    readonly assigned: FigureChange;
    readonly accepted: FigureChange;
    readonly reaccepted: FigureChange;
    readonly rejected: FigureChange;
    readonly rerouted: FigureChange;
    readonly firstRejected: FigureChange;
    readonly resubmitted: FigureChange;
    readonly reassigned: FigureChange;
    readonly firstReassigned: FigureChange;
    readonly reassignedByEscalation: FigureChange;
    readonly misrouted: FigureChange;
    readonly completed: FigureChange;
    readonly disqualified: FigureChange;
    readonly cancelled: FigureChange;
    readonly overridden: FigureChange;
    readonly paused: FigureChange;
    readonly escalated: FigureChange;
    readonly acknowledged: FigureChange;
    readonly exhausted: FigureChange;
    readonly attemptsExhausted: FigureChange;
    readonly migratedOut: FigureChange;
    readonly migratedIn: FigureChange;
  };
  readonly rates: {
    readonly rejection: FigureChange | null;
    readonly reassignment: FigureChange | null;
    readonly override: FigureChange | null;
    readonly dropOff: FigureChange | null;
  };
  readonly clocks: ReadonlyArray<{
    readonly clock: string;
    readonly attainment: {
      readonly raw: FigureChange | null;
      readonly excused: FigureChange | null;
    };
    readonly workingSeconds: {
      readonly p50: FigureChange;
      readonly p90: FigureChange;
      readonly p99: FigureChange;
    } | null;
    readonly calendarSeconds: {
      readonly p50: FigureChange;
      readonly p90: FigureChange;
      readonly p99: FigureChange;
    } | null;
  }>;
  readonly lostSeconds: FigureChange;
}

/** What the figures of a group are of. */
export type MetricsGroupKey = {
  readonly by: 'contract';
  readonly contractId: string;
} | {
  readonly by: 'version';
  readonly contractId: string;
  readonly version: number;
} | {
  readonly by: 'stage';
  readonly from: string;
  readonly to: string;
} | {
  readonly by: 'owner';
  readonly ownerId: string;
} | {
  readonly by: 'queue';
  readonly queueId: string;
} | {
  readonly by: 'day';
  /** A day of the time zone. */
  readonly day: string;
};

/** Shares are from 0 to 1, and null where they would be of nothing. */
export interface EdgeFigures {
  readonly submitted: number;
  readonly completed: number;
  /** Disqualified or cancelled. */
  readonly droppedOff: number;
  /** Of all clocks of the contract together. */
  readonly attainment: {
    /** Runs that were met, of those that were met or breached. */
    readonly raw: number | null;
    /** The same without the breaches that were excused. */
    readonly excused: number | null;
  };
  /** Clocks below their target of 90 %, by the rule of the review: ten runs or more, excused or not. */
  readonly belowTarget: ReadonlyArray<string>;
  /** Rejections, of the decisions of receivers. */
  readonly rejectionRate: number | null;
  /** Disqualified or cancelled, of those that ended. */
  readonly dropOffRate: number | null;
  readonly lostSeconds: number;
  /** The same for each handoff that was submitted. */
  readonly lostSecondsPerHandoff: number | null;
}

/** Who had the handoff from when to when. */
export interface HeldSpan {
  /** An instant, RFC 3339 in UTC with milliseconds. */
  readonly from: string;
  /** Null while they have it. */
  readonly to: string | null;
  /** platform: nobody was assigned. receiver: somebody had it. sender: it was sent back. */
  readonly party: 'platform' | 'sender' | 'receiver';
  readonly ownerId?: string;
  /** The queue that it waited in, with the platform. */
  readonly queueId?: string;
  /** Real seconds. */
  readonly seconds: number;
}

export interface TravelledField {
  /** JSON Pointer into the packet. */
  readonly field: string;
  /** carried: it was not sent, and came from an earlier packet. repeated: sent again as it was. changed: an earlier packet had another value. new: no earlier one had it. */
  readonly travel: 'carried' | 'repeated' | 'changed' | 'new';
  /** The latest earlier handoff that had it. */
  readonly fromHandoffId?: string;
}

/** What had to be given once more: because of a rejection, or because a contract asks for what an earlier packet had and does not have it carried over. */
export type AskedAgain = {
  readonly cause: 'rejection';
  readonly field: string;
  /** The attempt that was sent back for it. */
  readonly attempt: number;
  /** A reason code of the contract. */
  readonly reason: string;
  /** Whether the next attempt had it otherwise. */
  readonly mended: boolean;
} | {
  readonly cause: 'repetition';
  readonly field: string;
  /** The handoff that had it already. */
  readonly fromHandoffId: string;
};

/** Of runs of clocks, those that were met; null: there were none. */
export interface ReviewAttainment {
  readonly raw: number | null;
  readonly excused: number | null;
}

/** A clock of a contract in the month. */
export interface ReviewClock {
  readonly clock: string;
  readonly met: number;
  readonly breached: number;
  readonly excused: number;
  readonly attainment: ReviewAttainment;
  /** Less than 90 % were met, of 10 or more that ended. */
  readonly belowTarget: boolean;
  /** Of this clock, the month before; null: none ended then. Absent where it was not kept. */
  readonly attainmentBefore?: number | null;
  /** The same of the month before: below target two months in a row, if both are. */
  readonly belowTargetBefore?: boolean;
  /** Working time of those that ended; null: there are none. */
  readonly p50Seconds: number | null;
  readonly p90Seconds: number | null;
  /** Where the handoffs behind its breaches are listed. */
  readonly breaches: string;
}

/** What is behind rejections and breaches, five of each at most. */
export interface ReviewBehind {
  readonly reasons: ReadonlyArray<ReviewPart>;
  readonly criteria: ReadonlyArray<ReviewPart>;
  readonly fields: ReadonlyArray<ReviewPart>;
  /** With whom breaches were. */
  readonly owners: ReadonlyArray<ReviewPart>;
  /** In which breaches were. */
  readonly queues: ReadonlyArray<ReviewPart>;
}

/** One measure under two versions of a contract. */
export interface VersionComparison {
  readonly measure: 'rejectionRate' | 'attainment' | 'overrideRate' | 'dropOff';
  readonly before: ComparedShare;
  readonly after: ComparedShare;
  readonly change: number | null;
  /** `same`: the two differ by less than 5 points, or by no more than chance would have it. `too_few`: fewer than 20 under one of the versions. `too_early`: what is undecided could make it another verdict. */
  readonly verdict: 'better' | 'worse' | 'same' | 'too_few' | 'too_early';
}

/** A figure that a suggestion rests on. */
export interface SuggestionEvidence {
  readonly what: string;
  readonly value: number;
  /** Out of how many; absent where it is no part of anything. */
  readonly of?: number;
  readonly unit: 'count' | 'seconds' | 'times' | 'share';
  /** Where the handoffs behind it are listed. */
  readonly handoffs?: string;
}

/** The action that follows a suggestion. */
export interface SuggestionAction {
  readonly id: string;
  /** The month in whose review it was decided. */
  readonly month: string;
  readonly status: 'open' | 'in_progress' | 'done' | 'dropped';
}

export interface MaturityKpi {
  readonly name: string;
  /** Null: there is not enough to tell it from. */
  readonly value: number | null;
  readonly unit: 'share' | 'seconds';
  /** How many it is made of. */
  readonly of: number;
}

/** What one level of a capability needs. */
export interface MaturityCheck {
  /** The level that needs it, with all that lower levels need. */
  readonly level: number;
  readonly met: boolean;
  /** What was found. */
  readonly found: string;
  /** Where to look: what does not meet it, or the figure. */
  readonly links: ReadonlyArray<string>;
}

/** What a clock goes by. */
export interface ClockGoal {
  readonly target: string | {
    readonly businessDays: number;
  };
  /** What the clock may count until it is due, in seconds of working time: that of `target`. Under `shortNotice` it is what had elapsed and the notice instead. */
  readonly targetSeconds: number;
  readonly calendarId: string | null;
  readonly dueAt: string | null;
}

export interface RoutingRuleResult {
  readonly id: string;
  readonly matched: boolean;
  /** Why it could not be evaluated; it then counts as not matched. */
  readonly error?: string;
}

export interface RoutingTraceCandidate {
  readonly assignee: AssigneeOutput;
  /** Whether it could be given the handoff, or why not. `nobody`: a queue none of whose members is available. */
  readonly availability: 'unknown' | 'inactive' | 'excluded' | 'absent' | 'closed' | 'full' | 'available' | 'nobody';
  /** How it came to be asked. `request`: somebody put it into that queue. `escalation`: a step was to hand it over to them. Fallbacks of queues, and delegates, follow the one that they stand in for. Nobody is asked twice: one that had been asked before is named again without its members. */
  readonly via: 'rule' | 'rule_fallback' | 'contract_fallback' | 'request' | 'escalation' | 'queue_fallback' | 'delegate';
  readonly strategy?: 'manual' | 'round_robin' | 'weighted' | 'least_loaded';
  readonly members?: ReadonlyArray<RoutingTraceMember>;
  /** Members, none of them available, that are not listed for brevity. */
  readonly omitted?: number;
  /** The member who was picked. */
  readonly picked?: string;
}

export type RoutingOutcomeTraced = {
  readonly kind: 'assigned';
  readonly ownerId: string;
  /** The queue that they were picked from. */
  readonly queueId?: string;
  readonly reason: 'rule' | 'fallback' | 'request' | 'escalation';
  /** The rule that matched, also where it came to the fallback of the contract. */
  readonly ruleId?: string;
} | {
  readonly kind: 'waiting';
  readonly queueId: string;
  /** What ends the wait: a claim, or a member who is available. */
  readonly for: 'claim' | 'member';
  readonly reason: 'rule' | 'fallback' | 'request' | 'escalation';
  /** The rule that matched, also where it came to the fallback of the contract. */
  readonly ruleId?: string;
} | {
  readonly kind: 'unrouted';
};

/** Which earlier packets count; all of them, if left out. */
export interface InheritanceSource {
  /** Only packets of handoffs under this contract. */
  readonly contractId?: string;
  /** Only packets of handoffs that went from, or to, this stage. */
  readonly stage?: {
    readonly from?: string;
    readonly to?: string;
  };
  /** Where it is in the earlier packet; the same as `field`, if left out. */
  readonly field?: string;
}

/** ISO 8601 duration in whole hours, minutes and seconds; at most three years. A bare day is refused. */
export type Duration = string;

/** Which earlier packets count; all of them, if left out. */
export interface InheritanceSourceOutput {
  /** Only packets of handoffs under this contract. */
  readonly contractId?: string;
  /** Only packets of handoffs that went from, or to, this stage. */
  readonly stage?: {
    readonly from?: string;
    readonly to?: string;
  };
  /** Where it is in the earlier packet; the same as `field`, if left out. */
  readonly field?: string;
}

/** Seconds, within 2 %, by nearest rank. */
export interface DurationQuantiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** How a figure has changed from one period to the next. */
export interface FigureChange {
  /** What it was in the period before. */
  readonly before: number;
  readonly absolute: number;
  /** A share of what it was; null where that was 0. */
  readonly relative: number | null;
}

export interface ComparedShare {
  readonly value: number | null;
  /** How many it is a share of. */
  readonly of: number;
  /** How many more have begun under the version and can still turn out either way. */
  readonly undecided?: number;
}

export interface RoutingTraceMember {
  readonly ownerId: string;
  readonly availability: 'unknown' | 'inactive' | 'excluded' | 'absent' | 'closed' | 'full' | 'available';
  /** Of those who could be picked: their share. */
  readonly weight?: number;
  /** Of those who could be picked: how near their turn was, the largest being next. */
  readonly turn?: number;
  /** Of those who are full or could be picked: how many handoffs they had. Absent: it did not matter, and was not looked up. */
  readonly load?: number;
}
