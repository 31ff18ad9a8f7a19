import { Problem } from '../../../shared/api/schemas';
import { TemporaryError } from '../../../shared/errors';
import { analysisOf } from '../../fakes/analyses';
import { archive, gatewayEvent, world } from './world';

type Response = Awaited<ReturnType<Awaited<ReturnType<typeof world>>['ask']>>;

function problemOf(response: Response): Problem {
  expect(response.headers['content-type']).toBe('application/problem+json');
  expect(response.headers['cache-control']).toBe('no-store');
  const problem = Problem.parse(JSON.parse(response.body));
  expect(problem.status).toBe(response.statusCode);
  return problem;
}

const fieldsOf = (response: Response) => problemOf(response).errors?.map(({ field }) => field);

describe('a wrong parameter is refused by name', () => {
  const tooLong = 'x'.repeat(1025);
  test.each([
    ['/articles?publicaton=Monitor', ['publicaton']],
    ['/articles?Limit=5&colour=red', ['Limit', 'colour']],
    ['/articles?__proto__=1', ['__proto__']],
    ['/articles?constructor=1&toString=2', ['constructor', 'toString']],
    ['/health?verbose=1', ['verbose']],
    ['/articles/a-1?expand=all', ['expand']],
    ['/articles/a-1/text?from=0', ['from']],
    ['/articles?from=2026-02-30', ['from']],
    ['/articles?to=2025-02-29', ['to']],
    ['/articles?to=12%2F03%2F2026', ['to']],
    ['/articles?from=2026-03-01T00:00:00Z', ['from']],
    ['/articles?from=2026-3-1', ['from']],
    ['/articles?from=', ['from']],
    ['/articles?from=2026-03-02&to=2026-03-01', ['from']],
    ['/entities/person:ana-petrova/articles?from=2026-03-02&to=2026-03-01', ['from']],
    ['/articles?limit=0', ['limit']],
    ['/articles?limit=101', ['limit']],
    ['/articles?limit=-1', ['limit']],
    ['/articles?limit=2.5', ['limit']],
    ['/articles?limit=ten', ['limit']],
    ['/articles?limit=', ['limit']],
    ['/articles?limit=Infinity', ['limit']],
    ['/articles?limit=0&from=yesterday&x=1', ['from', 'limit', 'x']],
    ['/articles?publication=', ['publication']],
    [`/articles?publication=${'x'.repeat(201)}`, ['publication']],
    [`/articles?entity=${tooLong}`, ['entity']],
    [`/articles?entity=${'%C5%82'.repeat(513)}`, ['entity']],
    ['/entities?type=person', ['type']],
    ['/entities?q=%20', ['q']],
    [`/entities?q=${'x'.repeat(201)}`, ['q']],
    ['/drops?state=lost', ['state']],
    [`/articles/${tooLong}`, ['id']],
    [`/entities/${tooLong}/articles?limit=0`, ['id', 'limit']],
    ['/articles?publication=Monitor&publication=Quay', ['publication']],
    ['/articles?limit=5&limit=5', ['limit']],
    ['/articles?from=2026-03-01&from=2026-03-02&to=2026-03-03&to=2026-03-04', ['from', 'to']],
  ])('%.80s', async (target, fields) => {
    const { ask } = await world();
    const response = await ask(target);
    expect(response.statusCode).toBe(400);
    expect(fieldsOf(response)?.sort()).toEqual(fields.sort());
    expect(problemOf(response).type).toBe('urn:dateline:problem:invalid-parameters');
  });

  test('with a message that says what it should be', async () => {
    const { ask } = await world();
    const problem = problemOf(await ask('/articles?from=2026-02-30&limit=500&x=1'));
    expect(problem.detail).toBe('3 parameters are wrong.');
    expect(problem.errors).toEqual([
      { field: 'from', message: 'must be a day of the calendar, YYYY-MM-DD' },
      { field: 'limit', message: 'must be a whole number from 1 to 100' },
      {
        field: 'x',
        message: 'is not one of publication, from, to, entity, cites, topic, mentionsFrom, mentionsTo, limit, cursor',
      },
    ]);
    expect(problemOf(await ask('/articles?limit=1&limit=2')).detail).toBe('limit must be given only once.');
  });

  test('a comma alone does not repeat a parameter', async () => {
    const { ask } = await world();
    expect((await ask('/articles?publication=Vis,%20Varen%20%26%20Co')).statusCode).toBe(200);
  });
});

describe('a cursor', () => {
  async function firstCursor(target: string) {
    const { ask } = await world(...archive());
    const { next }: { next: string } = JSON.parse((await ask(target)).body);
    return { ask, next };
  }

  test.each([
    ['another filter', '/articles?limit=2&from=2026-03-01'],
    ['another list', '/entities?limit=2'],
    ['the same articles by another path', '/entities/person:ana-petrova/articles?limit=2'],
  ])('of %s is refused', async (_, target) => {
    const { ask, next } = await firstCursor('/articles?limit=2');
    const response = await ask(`${target}&cursor=${next}`);
    expect(response.statusCode).toBe(400);
    expect(fieldsOf(response)).toEqual(['cursor']);
  });

  test('of another entity is refused', async () => {
    const { ask, next } = await firstCursor('/entities/person:ana-petrova/articles?limit=2');
    expect(fieldsOf(await ask(`/entities/org:northern-fisheries-board/articles?cursor=${next}`))).toEqual(['cursor']);
  });

  test('may go on with another limit', async () => {
    const { ask, next } = await firstCursor('/articles?limit=2');
    const { items }: { items: unknown[] } = JSON.parse((await ask(`/articles?limit=100&cursor=${next}`)).body);
    expect(items).toHaveLength(9);
  });

  test.each(['', 'x', 'null', 'e30', 'W10', '%F0%9F%98%80', `${'A'.repeat(4097)}`])(
    'that never was one is refused: %.20s',
    async (cursor) => {
      const { ask } = await world();
      expect(fieldsOf(await ask(`/articles?cursor=${cursor}`))).toEqual(['cursor']);
    },
  );

  test('that leads back to where it came from is a defect, not an endless list', async () => {
    const { ask, deps } = await world();
    deps.archive.receipts = async () => ({ items: [], next: ['same'] });
    const { next }: { next: string } = JSON.parse((await ask('/drops')).body);
    expect((await ask(`/drops?cursor=${next}`)).statusCode).toBe(500);
  });
});

describe('what is not there', () => {
  test.each([
    '/articles/a-0',
    '/articles/a-0/text',
    '/entities/person:nobody',
    '/entities/person:nobody/articles',
    '/drops/d-0',
    '/entities/100%25',
    '/entities/person:ana%3Fpetrova',
    '/entities/person:ana%23petrova',
  ])('%s is a 404 of its id', async (target) => {
    const { ask } = await world(...archive());
    expect(problemOf(await ask(target))).toMatchObject({ status: 404, type: 'urn:dateline:problem:not-found' });
  });

  test.each(['/', '/article', '/articles/', '/articles/a/b', '/articles//text', '/entities/x%2Fy', '/Articles', '//'])(
    '%s is a 404 of its path',
    async (target) => {
      const { ask, observed } = await world();
      expect(problemOf(await ask(target))).toMatchObject({ status: 404, type: 'urn:dateline:problem:no-such-route' });
      expect(observed).toMatchObject([{ operation: 'none', status: 404 }]);
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'PROPFIND'])(
    '%s is a 405 that says what is allowed',
    async (method) => {
      const { ask } = await world();
      for (const stage of ['$default', 'test']) {
        const response = await ask('/articles/a-1/text', { method, stage });
        expect(problemOf(response)).toMatchObject({ status: 405, type: 'urn:dateline:problem:method-not-allowed' });
        expect(response.headers['allow']).toBe('GET');
      }
    },
  );
});

describe('what goes wrong on our side', () => {
  test('is a 500 that gives nothing away but the id that finds it in the log', async () => {
    const { ask, deps, observed } = await world();
    const error = new Error('AccessDenied: arn:aws:dynamodb:eu-central-1:123456789012:table/secret');
    deps.archive.article = () => Promise.reject(error);
    const response = await ask('/articles/a-1');
    expect(problemOf(response)).toEqual({
      type: 'urn:dateline:problem:internal-error',
      title: 'Something went wrong on our side',
      status: 500,
      detail: 'The error is in our log under request JKJaXmPLvHcESHA=.',
    });
    expect(observed).toEqual([
      { requestId: 'JKJaXmPLvHcESHA=', operation: 'getArticle', status: 500, milliseconds: 5, error },
    ]);
  });

  test('or in data that we wrote is one as well', async () => {
    const analysis = analysisOf();
    const { ask, objects, deps, observed } = await world(analysis);
    const head = await deps.archive.article(analysis.articleId);
    const key = head?.current?.analysisKey ?? '';
    for (const damage of [() => objects.drop(key, '{}'), () => objects.drop(key, 'x'), () => objects.lose(key)]) {
      damage();
      expect((await ask(`/articles/${analysis.articleId}`)).statusCode).toBe(500);
    }
    expect(observed.map(({ error }) => error instanceof Error && error.name)).toEqual(
      Array(3).fill('CorruptDataError'),
    );
  });

  test('but will pass is a 503 that says when to come back', async () => {
    const { ask, deps, observed } = await world();
    deps.archive.articles = () => Promise.reject(new TemporaryError('DynamoDB is throttled'));
    const response = await ask('/articles');
    expect(problemOf(response)).toMatchObject({ status: 503, type: 'urn:dateline:problem:temporarily-unavailable' });
    expect(response.body).not.toContain('DynamoDB');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect(observed).toMatchObject([{ status: 503, error: { message: 'DynamoDB is throttled' } }]);
  });

  test.each([undefined, null, {}, { Records: [] }, { ...gatewayEvent('/health'), version: '1.0' }])(
    'an event that is not from API Gateway is a 500',
    async (event) => {
      const { answer, observed } = await world();
      expect(problemOf(await answer(event)).status).toBe(500);
      expect(observed).toMatchObject([{ requestId: 'unknown', operation: 'none', error: expect.any(Error) }]);
    },
  );
});

test('what is observed of a request is neither ids nor filters', async () => {
  const { ask, observed } = await world();
  await ask('/articles?publication=Samizdat');
  expect(observed).toEqual([
    { requestId: 'JKJaXmPLvHcESHA=', operation: 'listArticles', status: 200, milliseconds: 5 },
  ]);
});
