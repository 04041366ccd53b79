import { Stack, Validations } from 'aws-cdk-lib';
import { type PolicyStatement, PrincipalWithConditions, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct, IConstruct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { allow } from './permissions.ts';

/** Begins the name of every schedule of a kind: one `hnd_…` per handoff, one `dlv-…` per waiting delivery, one `rev-…` per tenant and mode. */
export type SchedulePrefix = 'hnd_' | 'dlv-' | 'rev-';

/** The group of all of this deployment's schedules. It goes with the stack: the sweep arms the deadlines of a new one. */
export function createScheduleGroup(scope: Construct, deployment: Deployment): ScheduleGroup {
  return new ScheduleGroup(scope, 'Schedules', {
    scheduleGroupName: deployment.prefix,
  });
}

/**
 * EventBridge Scheduler, acting for a schedule of this group and account. Without the conditions another account's
 * schedule could make the service use our role: the confused deputy.
 */
export function schedulerPrincipal(group: ScheduleGroup): PrincipalWithConditions {
  return new PrincipalWithConditions(new ServicePrincipal('scheduler.amazonaws.com'), {
    StringEquals: { 'aws:SourceAccount': Stack.of(group).account, 'aws:SourceArn': group.scheduleGroupArn },
  });
}

/** Actions on the schedules of one kind, and handing their role to Scheduler and to no other service. */
export function useSchedules(props: {
  /** Whose role will hold the statements. */
  readonly holder: IConstruct;
  readonly group: ScheduleGroup;
  readonly prefix: SchedulePrefix;
  readonly actions: readonly ('CreateSchedule' | 'UpdateSchedule' | 'DeleteSchedule')[];
  readonly roleArn: string;
}): PolicyStatement[] {
  const { scheduleGroupName } = props.group;
  Validations.of(props.holder).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/${scheduleGroupName}/${props.prefix}*]`,
    reason:
      'One schedule per handoff, delivery or tenant, made at run time: only the group and how its name begins are known.',
  });
  const schedules = Stack.of(props.group).formatArn({
    service: 'scheduler',
    resource: 'schedule',
    resourceName: `${scheduleGroupName}/${props.prefix}*`,
  });
  return [
    allow(
      props.actions.map((action) => `scheduler:${action}`),
      [schedules],
    ),
    allow(['iam:PassRole'], [props.roleArn], { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } }),
  ];
}
