import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../../functions/query/openapi';
import { version } from '../../../package.json';
import { operations } from '../../../shared/api/operations';

const file = join(__dirname, '..', '..', '..', 'docs', 'openapi.json');
const document = openApiDocument(version);

test('docs/openapi.json is what the schemas say: npm run openapi writes it again', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)));
});

test('it is a valid OpenAPI 3.1 document', () => {
  // The validator is an ES module, which jest does not load: its command line is the way in.
  const validate = require.resolve('@seriousme/openapi-schema-validator/bin/validate-api-cli.js');
  expect(JSON.parse(execFileSync(process.execPath, [validate, file], { encoding: 'utf8' }))).toEqual({ valid: true });
  expect(document.openapi).toBe('3.1.0');
});

test('it has every operation, with its parameters, answers and problems', () => {
  expect(Object.keys(document.paths ?? {})).toEqual([...new Set(Object.values(operations).map(({ path }) => path))]);
  const { get } = document.paths?.['/entities/{id}/articles'] ?? {};
  expect(get?.operationId).toBe('listEntityArticles');
  expect(get?.parameters?.map((parameter) => 'name' in parameter && `${parameter.in} ${parameter.name}`)).toEqual([
    'path id',
    'query publication',
    'query from',
    'query to',
    'query limit',
    'query cursor',
  ]);
  expect(Object.keys(get?.responses ?? {})).toEqual(['200', '400', '404', '410', '500', '503']);
  const text = document.paths?.['/articles/{id}/text']?.get?.responses;
  expect(Object.keys(text ?? {})).toEqual(['200', '304', '400', '404', '406', '410', '500', '503']);
});

test('it says what the schemas say beyond types', () => {
  const text = JSON.stringify(document);
  expect(text).toContain('never the drop time');
  expect(text).toContain('"maximum":100');
  expect(text).toContain('"#/components/schemas/ArticleSummary"');
  expect(text).toContain('urn:dateline:problem:article-retracted');
});
