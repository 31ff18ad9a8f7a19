import * as fc from 'fast-check';
import { operations } from '../../../shared/api/operations';
import { operationsAt, ROUTES } from '../../../shared/api/routes';

const idsAt = (path: string) => operationsAt(path).map(({ operation }) => operation.id);

test('there is one route for each operation', () => {
  expect([...ROUTES]).toHaveLength(Object.keys(operations).length);
  expect(ROUTES.get('GET /entities/{id}/articles')).toBe('listEntityArticles');
});

test('an operation is called by the name that it has in the table', () => {
  for (const [name, { id }] of Object.entries(operations)) expect(id).toBe(name);
});

test.each([
  ['/articles', ['listArticles']],
  ['/articles/a-1', ['getArticle', 'deleteArticle']],
  ['/articles/a-1/text', ['getArticleText']],
  ['/articles/a-1/source-map', ['getSourceMap']],
  ['/entities/x/articles', ['listEntityArticles']],
  ['/articles/', []],
  ['/articles//text', []],
  ['articles', []],
  ['', []],
  ['/', []],
])('%s is %j', (path, ids) => {
  expect(idsAt(path)).toEqual(ids);
});

test('whatever an id holds but a slash is taken as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const id = text.replaceAll('/', '-');
      expect(operationsAt(`/entities/${id}/articles`)).toEqual([
        { operation: operations.listEntityArticles, pathParameters: { id } },
      ]);
    }),
  );
});
