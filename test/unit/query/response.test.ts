import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { analysisOf } from '../../fakes/analyses';
import { world } from './world';

const withText = (text: string) => {
  const analysis = analysisOf();
  const paragraphs = [{ start: 0, end: text.length, kind: 'body' as const }];
  return { ...analysis, article: { ...analysis.article, text, paragraphs, sentences: [] }, annotations: [] };
};

describe('an article', () => {
  const older = analysisOf({ version: 1 });
  const path = `/articles/${older.articleId}`;

  test.each([path, `${path}/text`])('is not sent again to who has this revision: %s', async (target) => {
    const { ask } = await world(older);
    const { statusCode, headers } = await ask(target);
    const etag = headers['etag'] ?? '';
    expect({ statusCode, etag }).toEqual({ statusCode: 200, etag: `W/"${older.revision}"` });
    expect(headers['cache-control']).toBe('private, no-cache');
    for (const value of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
      const again = await ask(target, { headers: { 'if-none-match': value } });
      expect(again).toMatchObject({ statusCode: 304, body: '', headers: { etag } });
      expect(again.headers['content-type']).toBeUndefined();
    }
    expect((await ask(target, { headers: { 'if-none-match': '"other"' } })).statusCode).toBe(200);
  });

  test('is sent when it has another revision', async () => {
    const { ask } = await world(older);
    const etag = (await ask(path)).headers['etag'] ?? '';
    const { ask: askLater } = await world(older, analysisOf({ version: 2 }));
    expect((await askLater(path, { headers: { 'if-none-match': etag } })).statusCode).toBe(200);
  });
});

test('what the next drop may change is not kept by anybody', async () => {
  const { ask } = await world(analysisOf());
  for (const path of ['/articles', '/entities', '/drops', '/health']) {
    const { headers } = await ask(path);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/json' });
    expect(headers['etag']).toBeUndefined();
  }
});

test('text that users dropped is never taken for anything but text', async () => {
  const { ask } = await world(withText('<script>alert(1)</script>'));
  const { headers } = await ask(`/articles/${analysisOf().articleId}/text`);
  expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
});

describe('a long answer', () => {
  const path = `/articles/${analysisOf().articleId}/text`;
  const long = 'A long day on the quay, naïve 😀. '.repeat(1000);

  test.each(['gzip', 'br, GZIP;q=0.5', 'deflate , gzip'])('is compressed for who accepts it: %s', async (accepted) => {
    const { ask } = await world(withText(long));
    const { headers, body, isBase64Encoded } = await ask(path, { headers: { 'accept-encoding': accepted } });
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(isBase64Encoded).toBe(true);
    expect(body.length).toBeLessThan(long.length / 10);
    expect(gunzipSync(Buffer.from(body, 'base64')).toString()).toBe(long);
  });

  test.each(['', 'identity', 'br', 'gzip;q=0', 'gzip; q=0.00', 'x-gzip'])(
    'is plain for others: %s',
    async (accepted) => {
      const { ask } = await world(withText(long));
      const { headers, body, isBase64Encoded } = await ask(path, { headers: { 'accept-encoding': accepted } });
      expect(headers['content-encoding']).toBeUndefined();
      expect({ body, isBase64Encoded }).toEqual({ body: long, isBase64Encoded: false });
    },
  );

  test('that Lambda could not return is refused, with what may help', async () => {
    const { ask } = await world(withText('A long day. '.repeat(600_000)));
    const refused = await ask(path);
    expect(refused.statusCode).toBe(406);
    const type = 'urn:dateline:problem:response-too-large';
    expect(JSON.parse(refused.body)).toMatchObject({ type, detail: expect.stringContaining('gzip') });
    expect((await ask(path, { headers: { 'accept-encoding': 'gzip' } })).statusCode).toBe(200);
  });

  test('that is too long even when compressed is refused as well', async () => {
    const { ask } = await world(withText(randomBytes(5 * 1024 * 1024).toString('base64')));
    const refused = await ask(path, { headers: { 'accept-encoding': 'gzip' } });
    expect(refused.statusCode).toBe(406);
    expect(JSON.parse(refused.body).detail).not.toContain('gzip');
  });
});
