import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedArticle } from '../../../shared/article/schema';
import { file, readWhole } from './read';

/** A file of test/fixtures/wire. */
export function fixture(name: string): string {
  return readFileSync(join(__dirname, '../../fixtures/wire', name), 'utf8');
}

export async function readFixture(name: string) {
  return readWhole(file(fixture(name), { name: `incoming/${name}` }));
}

/** Fails unless every run of the source map, and every quote that stands in one place, is the same in both texts. */
export function expectPlaces(source: string, article: ParsedArticle): void {
  for (const [at, from, length] of article.sourceMap) {
    expect(source.slice(from, from + length)).toBe(article.text.slice(at, at + length));
  }
  for (const value of Object.values(article.metadata)) {
    if (typeof value !== 'object' || !value.evidence.span) continue;
    const { span, quote } = value.evidence;
    expect(span.end).toBeGreaterThan(span.start);
    const words = quote.split(/[^\p{L}\p{N}]+/u).find((word) => word.length > 3) ?? quote;
    const there = span.in === 'text' ? article.text : source;
    if (!/[&]|nbsp/.test(there.slice(span.start, span.end))) expect(there.slice(span.start, span.end)).toContain(words);
  }
}
