import { citesIndex } from '../../shared/archive/keys';
import type { SourceRef } from '../../shared/extractors/extractor';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { ProblemError } from '../../shared/http/problems';
import { toSummary } from './articles';
import type { Dependencies } from './dependencies';

/** Articles that cite a source that are counted. */
const COUNTED = 100;

export async function listSources(
  input: Input<'listSources'>,
  { archive }: Dependencies,
): Promise<Answer<'listSources'>> {
  const { q: prefix, limit } = input.query;
  return pageOf(
    'listSources',
    input,
    (after) => archive.sources({ prefix, limit, after }),
    (source) => source,
  );
}

export async function getSource({ params }: Input<'getSource'>, deps: Dependencies): Promise<Answer<'getSource'>> {
  const source = await knownSource(params.id, deps);
  const { items, next } = await deps.archive.standingIn(citesIndex(params.id), { limit: COUNTED });
  return { body: { ...source, articleCount: { value: items.length, atLeast: next !== undefined } } };
}

export async function listCitations(
  input: Input<'listCitations'>,
  deps: Dependencies,
): Promise<Answer<'listCitations'>> {
  const { id } = input.params;
  const { cursor: _, from, to, limit } = input.query;
  await knownSource(id, deps);
  return pageOf(
    'listCitations',
    input,
    (after) => deps.archive.articles({ cites: id, from, to, limit, after }),
    ({ head, entry }) => ({ ...toSummary(head), cited: entry.cited ?? [] }),
  );
}

async function knownSource(id: string, { archive }: Dependencies): Promise<SourceRef> {
  const source = await archive.source(id);
  if (!source) throw new ProblemError('not-found', 'No source has this id.');
  return source;
}
