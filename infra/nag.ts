import { type App, CfnElement, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Sentence } from './alarms';

export const nagPacks = (app: App) => [new AwsSolutionsChecks(app), new ServerlessChecks(app)];

/** Accepts one finding, by the exact id that the report prints, on one construct and what is in it. */
export function acknowledge(scope: IConstruct, id: string, reason: Sentence): void {
  Validations.of(scope).acknowledge({ id, reason });
}

/** Accepts that a policy in `scope` names `<ARN of resource><suffix>`, where the suffix holds a `*`. */
export function acknowledgeWildcard(scope: IConstruct, resource: IConstruct, suffix: string, reason: Sentence): void {
  const element = resource.node.defaultChild;
  if (!CfnElement.isCfnElement(element)) throw new Error(`${resource.node.path} is not one resource`);
  acknowledge(scope, `AwsSolutions-IAM5[Resource::<${Stack.of(scope).getLogicalId(element)}.Arn>${suffix}]`, reason);
}
