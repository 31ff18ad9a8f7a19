import type { Analysis } from '../../shared/archive/records';
import type { Annotation, EntityType } from '../../shared/extractors/extractor';
import { articleIdOf, dropIdOf } from '../../shared/pipeline/drop';
import { nameOf } from '../../shared/pipeline/hash';

export interface AnalysisFacts {
  key?: string;
  /** Position of the dropped version among the versions of its key. */
  version?: number;
  entities?: readonly string[];
  publication?: string;
  published?: string;
  extractor?: string;
}

const idOf = (type: EntityType, name: string) => `${type.toLowerCase()}:${name.toLowerCase().replaceAll(' ', '-')}`;

/** An analysis that mentions each of `entities` ("ORG:Northern Fisheries Board" or, for a person, just the name) once. */
export function analysisOf(facts: AnalysisFacts = {}): Analysis {
  const { key = 'incoming/a.txt', version = 1, entities = ['Ana Petrova'], published } = facts;
  const sequencer = String(version).padStart(4, '0');
  const dropId = dropIdOf({ key, sequencer });
  const evidence = { from: 'header' as const, quote: 'as printed' };
  const annotations: Annotation[] = [];
  let text = '';
  for (const entry of entities) {
    const [type, name] = entry.startsWith('ORG:') ? (['ORG', entry.slice(4)] as const) : (['PERSON', entry] as const);
    const start = text.length;
    text += `${name} spoke. `;
    const value = { id: idOf(type, name), type, name };
    annotations.push({
      kind: 'mention',
      start,
      end: start + name.length,
      paragraph: 0,
      extractor: 'entities@1.0.0',
      value,
    });
  }
  text = text.trim() || 'Nobody spoke.';
  const versions = { parser: '1.0.0', entities: facts.extractor ?? '1.0.0' };
  const articleId = articleIdOf(key, 0);
  const parsedKey = `articles/${articleId}/parsed-${nameOf(dropId, text)}.json`;
  return {
    articleId,
    drop: {
      id: dropId,
      bucket: 'bucket',
      key,
      etag: `etag-${version}`,
      bytes: text.length,
      metadata: {},
      order: { sequencer, modifiedAt: `2026-01-0${Math.min(version, 9)}T00:00:00.000Z` },
    },
    sha256: nameOf(text),
    format: 'text',
    encoding: 'utf-8',
    ordinal: 0,
    versions,
    article: {
      text,
      paragraphs: [{ start: 0, end: text.length, kind: 'body' }],
      sentences: [{ start: 0, end: text.length, paragraph: 0 }],
      metadata: {
        title: { value: 'A title', evidence },
        ...(facts.publication ? { publication: { value: facts.publication, evidence } } : {}),
        ...(published ? { published: { value: published, evidence } } : {}),
      },
      sourceMap: [[0, 0, text.length]],
      warnings: [],
    },
    revision: `r-${nameOf(dropId, parsedKey, versions)}`,
    parsedKey,
    annotations,
  };
}
