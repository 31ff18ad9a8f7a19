import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findTarget } from '../../../cli/target';
import { cleanUp, temporaryDirectory } from './harness';

afterEach(cleanUp);

const outputs = {
  'Dateline-dev': { ApiUrl: 'https://abc123.execute-api.eu-west-1.amazonaws.com/', BucketName: 'dev-bucket', X: 'y' },
  'Dateline-prod': { ApiUrl: 'https://def456.execute-api.us-east-2.amazonaws.com/', BucketName: 'prod-bucket' },
  Other: { ApiUrl: 'https://example.org/', BucketName: 'other' },
};

async function fileWith(content: unknown): Promise<string> {
  const file = join(await temporaryDirectory(), 'file.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test('the running runtime is found by its data directory', async () => {
  const data = await temporaryDirectory();
  await writeFile(
    join(data, 'endpoints.json'),
    '{"s3":"http://127.0.0.1:9000","bucket":"b","api":"http://127.0.0.1:8080"}',
  );
  expect(await findTarget({ data }, {})).toMatchObject({
    s3: 'http://127.0.0.1:9000',
    bucket: 'b',
    api: 'http://127.0.0.1:8080',
  });
});

test('when it does not run, the message says how to start it', async () => {
  const data = await temporaryDirectory();
  await expect(findTarget({ data }, {})).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('not running'),
    advice: expect.stringContaining('npm start'),
  });
});

test('what runs here is spoken to without an AWS identity, whatever the environment says', async () => {
  const data = await temporaryDirectory();
  await writeFile(join(data, 'endpoints.json'), '{"s3":"http://127.0.0.1:9","bucket":"b","api":"http://127.0.0.1:8"}');
  const target = await findTarget({ data }, { AWS_PROFILE: 'expired' });
  expect(target.sign).toBe(false);
  expect(target.credentials).toBeDefined();
});

test('anything else is asked with signed requests: on this machine by anybody if nobody is configured', async () => {
  const file = await fileWith({ s3: 'http://127.0.0.1:9', bucket: 'b', api: 'http://localhost:8/_aws/x' });
  const anybody = await findTarget({ endpoints: file }, {});
  expect([anybody.sign, anybody.credentials !== undefined]).toEqual([true, true]);
  const somebody = await findTarget({ endpoints: file }, { AWS_ACCESS_KEY_ID: 'test' });
  expect([somebody.sign, somebody.credentials]).toEqual([true, undefined]);
});

test('made-up credentials are never sent to AWS', async () => {
  const stage = await findTarget({ stage: 'prod', outputs: await fileWith(outputs) }, {});
  const mixed = await findTarget({ api: 'http://127.0.0.1:8', bucket: 'b' }, {});
  expect([stage.sign, stage.credentials, mixed.credentials]).toEqual([true, undefined, undefined]);
});

test('a stage is found in the outputs of its deployment, in its own region', async () => {
  const target = await findTarget({ stage: 'prod', outputs: await fileWith(outputs) }, { AWS_REGION: 'eu-west-1' });
  expect(target).toMatchObject({
    api: 'https://def456.execute-api.us-east-2.amazonaws.com/',
    bucket: 'prod-bucket',
    region: 'us-east-2',
  });
  expect(target.s3).toBeUndefined();
});

test('a single stage needs no name', async () => {
  const file = await fileWith({ 'Dateline-dev': outputs['Dateline-dev'], Other: outputs.Other });
  expect(await findTarget({ outputs: file }, {})).toMatchObject({ bucket: 'dev-bucket' });
});

test('on an emulator, the API is asked at the path that the emulator has for it', async () => {
  const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/' };
  const target = await findTarget({ stage: 'dev', outputs: await fileWith(outputs) }, env);
  expect(target).toMatchObject({ api: 'http://127.0.0.1:4566/_aws/execute-api/abc123/', s3: 'http://127.0.0.1:4566/' });
});

test('the region of an address that does not say it is the one of the environment, as the AWS CLI reads it', async () => {
  expect(await findTarget({ api: 'https://news.example.org' }, { AWS_DEFAULT_REGION: 'eu-north-1' })).toMatchObject({
    region: 'eu-north-1',
  });
});

test.each([
  ['two targets', { data: 'x', stage: 'dev' }, 'Name one'],
  ['a bucket without an API', { bucket: 'b' }, '--api'],
  ['an API that is no URL', { api: 'localhost' }, 'not a URL'],
  ['an S3 endpoint that is no URL', { api: 'http://127.0.0.1:8', s3: 'local' }, '--s3 local is not a URL'],
  ['an API of another protocol', { api: 'file:///etc/passwd' }, 'not a URL'],
  ['a file that is not there', { endpoints: '/nonexistent/endpoints.json' }, 'no file'],
  ['outputs that are not there', { stage: 'dev', outputs: '/nonexistent/outputs.json' }, 'no file'],
])('%s: refused', async (_, options, message) => {
  await expect(findTarget(options, {})).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(message),
  });
});

test.each([
  ['several stages and no name', {}, outputs, 'several stages'],
  ['a stage that is not in the file', { stage: 'tset' }, outputs, 'no outputs of Dateline-tset'],
  ['no stage at all', {}, { Other: outputs.Other }, 'no outputs of a Dateline stack'],
  ['a file of another kind', {}, '[1]', 'does not hold'],
  ['a file that is not JSON', {}, 'stage: dev', 'does not hold'],
])('outputs with %s: refused', async (_, options, content, message) => {
  await expect(findTarget({ ...options, outputs: await fileWith(content) }, {})).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(message),
  });
});
