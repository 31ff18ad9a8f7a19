import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import cdk from '../../cdk.json';
import { DatelineStack } from '../../infra/stack';
import { readStage } from '../../infra/stage';

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});
const TemplateJson = z.object({
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })),
});
type Resource = z.infer<typeof Resource>;

/** The stack of a stage called `unit` with these settings, with the feature flags of cdk.json and nothing bundled. */
export function build(settings: Record<string, unknown> = {}): { app: App; stack: DatelineStack } {
  const app = new App({ context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } });
  return { app, stack: new DatelineStack(app, readStage('unit', { unit: settings })) };
}

export class Synthesized {
  readonly template: Template;
  readonly #json: z.infer<typeof TemplateJson>;

  constructor(settings: Record<string, unknown> = {}) {
    this.template = Template.fromStack(build(settings).stack);
    this.#json = TemplateJson.parse(this.template.toJSON());
  }

  get resources(): [id: string, resource: Resource][] {
    return Object.entries(this.#json.Resources);
  }

  get outputs(): string[] {
    return Object.keys(this.#json.Outputs);
  }

  /** Properties of every resource of a type, by logical id, in the shape that the test cares about. */
  all<T extends z.ZodType>(type: string, shape: T): Map<string, z.infer<T>> {
    const found = this.resources.filter(([, resource]) => resource.Type === type);
    return new Map(found.map(([id, { Properties }]) => [id, shape.parse(Properties)]));
  }
}

/** `{ "Fn::GetAtt": [id, "Arn"] }` or `{ Ref: id }`: the logical id that a property points to. */
export const Reference = z.union([
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((value) => value['Fn::GetAtt'][0]),
  z.object({ Ref: z.string() }).transform((value) => value.Ref),
]);

export const Queue = z.looseObject({
  QueueName: z.string(),
  VisibilityTimeout: z.number().optional(),
  SqsManagedSseEnabled: z.boolean().optional(),
  MessageRetentionPeriod: z.number(),
  RedrivePolicy: z.object({ deadLetterTargetArn: Reference, maxReceiveCount: z.number() }).optional(),
});
export const Lambda = z.looseObject({
  FunctionName: z.string(),
  MemorySize: z.number(),
  Timeout: z.number(),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  TracingConfig: z.object({ Mode: z.string() }).optional(),
  Role: Reference,
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
export const Policy = z.object({
  Roles: z.array(Reference),
  PolicyDocument: z.object({
    Statement: z.array(
      z.looseObject({
        Effect: z.string(),
        Action: z.union([z.array(z.string()), z.string().transform((action) => [action])]),
        Resource: z.union([z.array(z.unknown()), z.unknown().transform((resource) => [resource])]),
      }),
    ),
  }),
});
