import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { enrichStage } from '../../functions/enrich/stage';
import { parseStage } from '../../functions/parse/stage';
import type { Dependencies as RunDependencies } from '../../functions/reprocess/dependencies';
import { giveUp, runStep } from '../../functions/reprocess/run-step';
import { storeStage } from '../../functions/store/stage';
import { type InventoryDependencies, PATIENCE } from '../../shared/archive/inventory/dependencies';
import { Receipts } from '../../shared/archive/receipts';
import type { Extractor, Versions } from '../../shared/extractors/extractor';
import { Limits } from '../../shared/formats/limits';
import { batchHandler, type StageWork, stageHandler } from '../../shared/pipeline/batch';
import { RunStep } from '../../shared/pipeline/messages';
import { type FunctionName, type Lane, type QueueName, queueName } from '../../shared/pipeline/topology';
import type { MemoryEvents } from '../fakes/memory-events';
import type { MemoryObjects } from '../fakes/memory-objects';
import type { MemoryTable } from '../fakes/memory-table';
import type { Life } from './life';
import type { Call, SimulatedQueue } from './queue';
import { MAX_FILE_BYTES } from './workload';

const SHARDS = 2;

export interface Services {
  table: MemoryTable;
  objects: MemoryObjects;
  events: MemoryEvents;
  queues: Record<QueueName, SimulatedQueue>;
  /** Those of the deployment that a call happens to reach. */
  extractors(): readonly Extractor[];
  /** Those of the last deployment. */
  versions: Versions;
}

const LIMITS = Limits.parse({});
const logger = new Logger({ serviceName: 'simulation', logLevel: 'SILENT' });
process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';
const metrics = new Metrics({ namespace: 'Dateline', serviceName: 'simulation', logger });
const CONTEXT: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'simulation',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:simulation',
  memoryLimitInMB: '512',
  awsRequestId: 'request',
  logGroupName: 'logs',
  logStreamName: 'logs',
  getRemainingTimeInMillis: () => 60_000,
  done() {},
  fail() {},
  succeed() {},
};

/** What the functions are composed of, as one call of one of them has it. */
function portsOf(services: Services, life: Life) {
  const { queues } = services;
  const table = life.table(services.table);
  const extractors = services.extractors();
  return {
    bucket: 'bucket',
    table,
    objects: life.objects(services.objects),
    events: life.events(services.events),
    receipts: new Receipts(table, SHARDS, life.clock),
    toEnrich: (lane: Lane) => life.queue(queues[queueName('enrich', lane)]),
    toStore: (lane: Lane) => life.queue(queues[queueName('store', lane)]),
    extractors,
    maxFileBytes: MAX_FILE_BYTES,
    limits: LIMITS,
    indexShards: SHARDS,
    clock: life.clock,
  };
}

/** The same for re-processing, which has the last extractors' versions. */
export function runPortsOf(services: Services, life: Life): RunDependencies {
  const { queues } = services;
  return {
    ...portsOf(services, life),
    versions: services.versions,
    comprehend: false,
    lanes: { open: async () => {}, settle: async () => 'open' },
    toParse: life.queue(queues['reprocess-parse']),
    toEnrich: life.queue(queues['reprocess-enrich']),
    toStore: life.queue(queues['reprocess-store']),
    toRuns: life.queue(queues.runs),
  };
}

/** The same for the inventory, which walks and removes. */
export function inventoryPortsOf(services: Services, to: RunDependencies, life: Life): InventoryDependencies {
  return {
    ...to,
    table: life.table(services.table),
    objects: services.objects,
    indexShards: SHARDS,
    patience: PATIENCE,
  };
}

/** The stages' own functions, and that of runs, behind their queues, over the services as one call sees them. */
export function queueCalls(services: Services): Partial<Record<FunctionName, Call>> {
  const called = <M>(stage: (to: ReturnType<typeof portsOf>) => StageWork<M>): Call => {
    return (event, life) => stageHandler({ ...stage(portsOf(services, life)), logger, metrics })(event, CONTEXT);
  };
  return {
    parse: called(parseStage),
    enrich: called(enrichStage),
    store: called(storeStage),
    reprocess(event, life) {
      const to = runPortsOf(services, life);
      const steps = batchHandler({
        name: 'runs',
        message: RunStep,
        work: (step) => runStep(step, to),
        gaveUp: (step, attempts, error) => giveUp(step, `${attempts} attempts failed: ${error.message}`, to),
        parallel: false,
        logger,
        metrics,
      });
      return steps(event, CONTEXT);
    },
  };
}
