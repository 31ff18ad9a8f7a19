import { readStage, StageConfig } from '../../infra/stage';
import { stages } from '../../infra/stages';
import { topology } from '../../shared/pipeline/topology';

const reading =
  (settings: unknown, name = 'x') =>
  () =>
    readStage(name, { [name]: settings });

test('every stage that is there can be read', () => {
  for (const name of Object.keys(stages)) expect(readStage(name, stages).name).toBe(name);
});

test('a stage that says nothing is private and keeps its data', () => {
  expect(readStage('x', { x: {} })).toMatchObject({
    name: 'x',
    public: false,
    corsOrigins: [],
    keepData: true,
    alarms: 'essential',
    tracing: false,
    extractorProvider: 'embedded',
    schedules: { sweep: topology.schedules.sweep.expression },
  });
});

test('a stage that is not there is named, with those that are', () => {
  expect(() => readStage('staging', stages)).toThrow(/"staging".*dev, test, prod/);
  expect(() => readStage('toString', stages)).toThrow('no stage "toString"');
});

test.each([
  ['a misspelt key', { Public: true }, 'Public'],
  ['a wrong type', { public: 'yes' }, 'public'],
  ['an unknown provider', { extractorProvider: 'spacy' }, 'extractorProvider'],
  ['a retention that CloudWatch does not have', { logRetentionDays: 8 }, 'logRetentionDays'],
  ['a misspelt key inside', { throttle: { rate: 1, burst: 1, brust: 2 } }, 'brust'],
  ['a throttle that lets nothing through', { throttle: { rate: 0, burst: 1 } }, 'throttle.rate'],
  ['no shards', { indexShards: 0 }, 'indexShards'],
  ['files larger than parse can hold', { maxFileBytes: 1e9 }, 'maxFileBytes'],
  ['a misspelt limit', { limits: { member: 5 } }, 'member'],
  ['more time than parse has', { limits: { seconds: 300 } }, 'limits'],
  ['a one-off schedule', { schedules: { sweep: 'at(2026-12-01T00:00:00)' } }, 'schedules.sweep'],
  ['a schedule in the wrong number', { schedules: { sweep: 'rate(1 days)' } }, 'schedules.sweep'],
  ['an e-mail address that is none', { alarmEmail: 'desk' }, 'alarmEmail'],
  ['an origin that is no URL', { corsOrigins: ['*'] }, 'corsOrigins'],
])('%s fails and is named', (_, settings, key) => {
  expect(reading(settings)).toThrow(key);
  expect(reading(settings)).toThrow('Stage "x"');
});

test.each(['Dev', '1st', 'a_b', 'nightly-reprocess', 'a'.repeat(21)])('%s is no name for a stage', (name) => {
  expect(reading({}, name)).toThrow('name');
});

test.each(['rate(6 hours)', 'rate(1 minute)', 'cron(0 3 ? * MON-FRI *)'])('%s is a schedule', (sweep) => {
  expect(StageConfig.parse({ name: 'x', schedules: { sweep } }).schedules.sweep).toBe(sweep);
});
