import * as z from 'zod';

// Names, patterns and ranges are those of the service model eventbridge-2015-10-07.

const busName = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[/.\-_A-Za-z0-9]+$/);
const busNameOrArn = z
  .string()
  .min(1)
  .max(1600)
  .regex(/^(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/.\-_A-Za-z0-9]+$/);
const busOfEvent = z
  .string()
  .min(1)
  .max(1600)
  .regex(/^(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[.\-_A-Za-z0-9]+$/);
const ruleName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[.\-_A-Za-z0-9]+$/);
const arn = z.string().min(1).max(1600);
const page = { NextToken: z.string().min(1).max(2048).optional(), Limit: z.int().min(1).max(100).default(100) };
const tagList = z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) }));
const timestamp = z.number().min(-62_135_596_800).max(253_402_300_799);

/** Belongs to a service or a feature that the local stack does not have: refused, never ignored. */
const foreign = z
  .unknown()
  .refine(() => false, 'Member is not supported by the local stack')
  .optional();

export const createBusRequest = z.object({
  Name: busName,
  Description: z.string().max(512).optional(),
  Tags: tagList.default([]),
  EventSourceName: foreign,
  DeadLetterConfig: foreign,
});
export const busReference = z.object({ Name: busName });
export const describeBusRequest = z.object({ Name: busNameOrArn.default('default') });
export const listBusesRequest = z.object({ ...page, NamePrefix: busName.optional() });

export const putRuleRequest = z.object({
  Name: ruleName,
  EventBusName: busNameOrArn.default('default'),
  EventPattern: z.string().max(4096).optional(),
  ScheduleExpression: z.string().max(256).optional(),
  State: z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']).default('ENABLED'),
  Description: z.string().max(512).optional(),
  RoleArn: arn.optional(),
  Tags: tagList.default([]),
});
export const ruleReference = z.object({ Name: ruleName, EventBusName: busNameOrArn.default('default') });
export const listRulesRequest = z.object({
  ...page,
  NamePrefix: ruleName.optional(),
  EventBusName: busNameOrArn.default('default'),
});

const targetId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[.\-_A-Za-z0-9]+$/);

export const ruleTarget = z.object({
  Id: targetId,
  Arn: arn,
  RoleArn: arn.optional(),
  Input: z.string().max(8192).optional(),
  InputPath: z.string().max(256).optional(),
  InputTransformer: z
    .object({
      InputPathsMap: z
        .record(
          z
            .string()
            .min(1)
            .max(256)
            .regex(/^[A-Za-z0-9_-]+$/),
          z.string().max(256),
        )
        .default({}),
      InputTemplate: z.string().min(1).max(8192),
    })
    .optional(),
  SqsParameters: z.object({ MessageGroupId: z.string().max(100).optional() }).optional(),
  DeadLetterConfig: z.object({ Arn: arn.optional() }).optional(),
  RetryPolicy: z
    .object({
      MaximumRetryAttempts: z.int().min(0).max(185).optional(),
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400).optional(),
    })
    .optional(),
  KinesisParameters: foreign,
  RunCommandParameters: foreign,
  EcsParameters: foreign,
  BatchParameters: foreign,
  HttpParameters: foreign,
  RedshiftDataParameters: foreign,
  SageMakerPipelineParameters: foreign,
  AppSyncParameters: foreign,
});

export type RuleTarget = z.output<typeof ruleTarget>;

export const putTargetsRequest = z.object({
  Rule: ruleName,
  EventBusName: busNameOrArn.default('default'),
  Targets: z.array(ruleTarget).min(1).max(100),
});
export const removeTargetsRequest = z.object({
  Rule: ruleName,
  EventBusName: busNameOrArn.default('default'),
  Ids: z.array(targetId).min(1).max(100),
});
export const listTargetsRequest = z.object({
  ...page,
  Rule: ruleName,
  EventBusName: busNameOrArn.default('default'),
});
export const listRuleNamesRequest = z.object({
  ...page,
  TargetArn: arn,
  EventBusName: busNameOrArn.default('default'),
});

export const eventEntry = z.object({
  Time: timestamp.optional(),
  Source: z.string().optional(),
  Resources: z.array(z.string().max(2048)).default([]),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: busOfEvent.default('default'),
  TraceHeader: z.string().min(1).max(500).optional(),
});
export type EventEntry = z.output<typeof eventEntry>;
export const putEventsRequest = z.object({ Entries: z.array(eventEntry).min(1).max(10), EndpointId: foreign });

export const testPatternRequest = z.object({ EventPattern: z.string().max(4096), Event: z.string() });

export const tagRequest = z.object({ ResourceARN: arn, Tags: tagList });
export const untagRequest = z.object({ ResourceARN: arn, TagKeys: z.array(z.string().min(1).max(128)) });
export const listTagsRequest = z.object({ ResourceARN: arn });
