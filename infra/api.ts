import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Operation, operations } from '../shared/api/operations';
import type { DatelineFunction, Foundation } from './function';
import { acknowledge } from './nag';

/** The HTTP API: a route for each operation, to the function that answers it. */
export class Api extends Construct {
  readonly url: string;

  constructor(
    scope: Construct,
    { stage, alarms }: Foundation,
    functions: Record<Operation['function'], DatelineFunction>,
  ) {
    super(scope, 'Api');
    const api = new HttpApi(this, 'Http', {
      apiName: `dateline-${stage.name}`,
      createDefaultStage: false,
      ...(stage.corsOrigins.length > 0 && {
        corsPreflight: {
          allowOrigins: stage.corsOrigins,
          allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
          allowHeaders: ['authorization', 'content-type', 'x-amz-date', 'x-amz-security-token'],
          maxAge: Duration.hours(1),
        },
      }),
    });
    // One permission for the API as a whole: with one a route, a function's policy would grow with its routes.
    const integrations = {
      query: new HttpLambdaIntegration('Query', functions.query.lambda, { scopePermissionToRoute: false }),
      operate: new HttpLambdaIntegration('Operate', functions.operate.lambda, { scopePermissionToRoute: false }),
      inventory: new HttpLambdaIntegration('Inventory', functions.inventory.lambda, { scopePermissionToRoute: false }),
      reprocess: new HttpLambdaIntegration('Reprocess', functions.reprocess.lambda, { scopePermissionToRoute: false }),
    };
    const signed = new HttpIamAuthorizer();
    for (const { method, path, function: name } of Object.values(operations)) {
      // A public stage lets anybody ask; to change anything still takes an IAM identity.
      const open = stage.public && name === 'query';
      api.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration: integrations[name],
        ...(!open && { authorizer: signed }),
      });
    }
    // What no operation takes: a problem says whether the path or the method is wrong. Not with CORS, as the route would
    // ask browsers to sign their preflight requests.
    if (stage.corsOrigins.length === 0) {
      new HttpRoute(this, 'NoOperation', {
        httpApi: api,
        routeKey: HttpRouteKey.DEFAULT,
        integration: integrations.query,
        ...(!stage.public && { authorizer: signed }),
      });
    }
    if (stage.public) {
      acknowledge(api, 'AwsSolutions-APIG4', 'The configuration of this stage says that anybody may ask.');
    }

    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: `/dateline/${stage.name}/api-access`,
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const httpStage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.rate, burstLimit: stage.throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: ACCESS_LOG_FORMAT },
    });
    this.url = httpStage.url;

    alarms.add({
      name: 'api-5xx',
      section: 'api-5xx',
      essential: true,
      impact: 'Some questions get an error instead of an answer.',
      metric: httpStage.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 3,
    });
  }
}

/** Who asked what, when, and how it went; no header and no body. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    time: '$context.requestTimeEpoch',
    requestId: '$context.requestId',
    ip: '$context.identity.sourceIp',
    caller: '$context.identity.caller',
    route: '$context.routeKey',
    path: '$context.path',
    status: '$context.status',
    bytes: '$context.responseLength',
    latencyMs: '$context.responseLatency',
    error: '$context.error.message',
    integrationError: '$context.integrationErrorMessage',
  }),
);
