import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Observation } from './function';

/** Logs and counts every request that a function answers. */
export function requestRecorder(logger: Logger, metrics: Metrics): (observation: Observation) => void {
  return ({ error, ...request }) => {
    if (error === undefined) logger.info('request answered', { code: 'REQUEST_ANSWERED', ...request });
    else logger.error('request failed', { code: 'REQUEST_FAILED', ...request, error: toError(error) });
    const requests = metrics.singleMetric();
    requests.addDimensions({ operation: request.operation, status: `${Math.floor(request.status / 100)}xx` });
    requests.addMetric('requests', MetricUnit.Count, 1);
  };
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
