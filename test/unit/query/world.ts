import type { Dependencies } from '../../../functions/query/dependencies';
import { queryOperations } from '../../../functions/query/operations';
import { operationsAt, routeKey } from '../../../shared/api/routes';
import { putAnalysis } from '../../../shared/archive/objects';
import { archiveReader } from '../../../shared/archive/reader';
import { Receipts } from '../../../shared/archive/receipts';
import type { Analysis } from '../../../shared/archive/records';
import { storeAnalysis } from '../../../shared/archive/writer';
import { httpFunction, type Observation } from '../../../shared/http/function';
import { analysisOf } from '../../fakes/analyses';
import { MemoryObjects } from '../../fakes/memory-objects';
import { MemoryTable } from '../../fakes/memory-table';

const SHARDS = 2;

/** What API Gateway (HTTP API, payload format 2.0) sends for a request, with the members that a real event has. */
export function gatewayEvent(target: string, { method = 'GET', headers = {}, stage = '$default' } = {}) {
  const [path = '/', rawQueryString = ''] = target.split('?');
  // It decodes every escape of the path but %25, matches what it then has, and hands on the decoded values.
  const rawPath = path.replace(/(?:%[0-9A-F]{2})+/gi, (run) => decodeURIComponent(run.replaceAll('%25', '%2525')));
  const match = operationsAt(rawPath).find(({ operation }) => operation.method === method);
  const key = match ? routeKey(match.operation) : '$default';
  const given = new URLSearchParams(rawQueryString);
  const joined = [...new Set(given.keys())].map((name) => [name, given.getAll(name).join(',')]);
  return {
    version: '2.0',
    routeKey: key,
    rawPath: stage === '$default' ? rawPath : `/${stage}${rawPath}`,
    rawQueryString,
    headers: { host: 'abc123.execute-api.eu-central-1.amazonaws.com', 'user-agent': 'test', ...headers },
    ...(joined.length > 0 && { queryStringParameters: Object.fromEntries(joined) }),
    ...(match && Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc123',
      domainName: 'abc123.execute-api.eu-central-1.amazonaws.com',
      domainPrefix: 'abc123',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'test' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: key,
      stage,
      time: '12/Mar/2026:19:03:58 +0000',
      timeEpoch: 1773342238000,
    },
    isBase64Encoded: false,
  };
}

/** An archive in memory behind the API. */
export async function world(...analyses: Analysis[]) {
  const table = new MemoryTable();
  const objects = new MemoryObjects();
  const receipts = new Receipts(table, SHARDS, () => Date.UTC(2026, 3, 1));
  const deps: Dependencies = {
    archive: archiveReader(table),
    bucket: objects,
    stage: 'test',
    versions: { dateline: '1.2.3' },
  };
  for (const analysis of analyses) {
    const analysisKey = await putAnalysis(objects, analysis);
    await storeAnalysis(table, analysis, { analysisKey, requestedAt: analysis.drop.order.modifiedAt }, SHARDS);
  }
  const observed: Observation[] = [];
  let now = 0;
  const answer = httpFunction(
    queryOperations,
    deps,
    () => (now += 5),
    (observation) => observed.push(observation),
  );
  return {
    table,
    objects,
    receipts,
    deps,
    observed,
    answer,
    /** Asks as a client does, through API Gateway's event. */
    ask: (target: string, options?: Parameters<typeof gatewayEvent>[1]) => answer(gatewayEvent(target, options)),
  };
}

/** Ten articles of two publications, one a day from 2026-03-01 on, and one of unknown date. */
export function archive(): Analysis[] {
  const dated = Array.from({ length: 10 }, (_, index) =>
    analysisOf({
      key: `incoming/day-${index + 1}.txt`,
      publication: index % 2 === 0 ? 'Harbour Weekly' : 'The Quay',
      published: `2026-03-${String(index + 1).padStart(2, '0')}`,
      entities: index < 6 ? ['Ana Petrova', 'ORG:Northern Fisheries Board'] : ['Ana Petrova', 'Old Tom'],
    }),
  );
  return [...dated, analysisOf({ key: 'incoming/undated.txt', entities: ['Ana Petrova'] })];
}
