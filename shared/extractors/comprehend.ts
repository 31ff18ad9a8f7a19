import * as z from 'zod';
import { primaryOf } from '../article/language';
import type { ParsedArticle } from '../article/schema';
import { isEnglish } from '../entities/language';
import { type Lexicon, lexicon } from '../entities/lexicon';
import { link } from '../entities/link';
import type { RecognisedName } from '../entities/recognised-name';
import { trimName } from '../entities/trim';
import { chunksOf, codePointStarts } from './chunks';
import type { EntityType, Extractor } from './extractor';
import { ENTITY_EXTRACTORS } from './versions';

/** What we need of Amazon Comprehend; the adapter is in adapters/comprehend.ts. */
export interface EntityDetector {
  /**
   * DetectEntities with the built-in model: the service's answer, parsed here. Throws `TemporaryError` when the service
   * is throttled, down or out of reach.
   *
   * @param text at most MAX_BYTES of UTF-8
   * @param language one of LANGUAGES
   */
  detectEntities(text: string, language: Language): Promise<unknown>;
}

/** Languages of the built-in models. */
const LANGUAGES = ['en', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'hi', 'ja', 'ko', 'zh', 'zh-TW'] as const;
type Language = (typeof LANGUAGES)[number];

/** DetectEntities takes 100 KB of UTF-8 ("Guidelines and quotas" of the developer guide); the smaller kilobyte is safe. */
const MAX_BYTES = 100_000;

/** An entity that Comprehend itself thinks rather not to be one is no fact. */
const MIN_SCORE = 0.5;

const DetectedEntities = z.object({
  Entities: z.array(
    z.object({
      Type: z.string(),
      Text: z.string(),
      Score: z.number(),
      /** In Unicode code points of the text that was sent, not in UTF-16 code units; the end is exclusive. */
      BeginOffset: z.int().nonnegative(),
      EndOffset: z.int().nonnegative(),
    }),
  ),
});
type Detected = z.infer<typeof DetectedEntities>['Entities'][number];

/**
 * Entities by Amazon Comprehend, linked and named as the embedded extractor's are. An article whose declared language
 * Comprehend does not know, or that declares none and does not read like English, has no annotations: we do not guess.
 *
 * @param detector makes the client, once, when the first article needs it
 */
export function comprehendExtractor(detector: () => Promise<EntityDetector>): Extractor {
  let made: Promise<EntityDetector> | undefined;
  return {
    ...ENTITY_EXTRACTORS.comprehend,
    languages: LANGUAGES.map(primaryOf),
    async extract(article, { gazetteer }) {
      const language = languageOf(article);
      if (language === undefined) return [];
      made ??= detector();
      const client = await made;
      const words = lexicon(gazetteer);
      const names: RecognisedName[] = [];
      for (const chunk of chunksOf(article, MAX_BYTES)) {
        const text = article.text.slice(chunk.start, chunk.end);
        if (text.trim() === '') continue;
        const { Entities } = DetectedEntities.parse(await client.detectEntities(text, language));
        names.push(...namesOf(Entities, text, chunk.start, words));
      }
      return link(withoutOverlaps(names), article, words);
    },
  };
}

/** The declared language as Comprehend calls it. */
function languageOf(article: ParsedArticle): Language | undefined {
  const declared = article.metadata.language?.value;
  if (declared === undefined || declared === 'und') return isEnglish(article) ? 'en' : undefined;
  const tag = declared.toLowerCase();
  if (/^zh[-_](?:tw|hk|mo|hant)/.test(tag)) return 'zh-TW';
  return LANGUAGES.find((language) => language === tag.split(/[-_]/)[0]);
}

/** What Comprehend found in a chunk, as names in the article. What is not literally at its place is left out. */
function namesOf(entities: readonly Detected[], chunk: string, offset: number, words: Lexicon): RecognisedName[] {
  const starts = codePointStarts(chunk);
  return entities.flatMap(({ Type, Text, Score, BeginOffset, EndOffset }) => {
    const [from, to] = [starts[BeginOffset], starts[EndOffset]];
    if (Score < MIN_SCORE || from === undefined || to === undefined || chunk.slice(from, to) !== Text) return [];
    const span = trimName(chunk, { start: from, end: to }, Type === 'PERSON', words);
    const type = typeOf(Type, chunk.slice(span.start, span.end), words);
    if (type === undefined || span.end <= span.start) return [];
    const reason = `Amazon Comprehend says ${Type}`;
    const confidence = Math.min(1, Score);
    return [{ start: span.start + offset, end: span.end + offset, type, reason, confidence }];
  });
}

function typeOf(type: string, name: string, words: Lexicon): EntityType | undefined {
  if (type === 'PERSON') return 'PERSON';
  if (type === 'ORGANIZATION') return 'ORG';
  return type === 'LOCATION' ? words.placeType(name) : undefined;
}

/** Comprehend's entities do not overlap; should an answer do so, the first of two stays. */
function withoutOverlaps(names: readonly RecognisedName[]): RecognisedName[] {
  const kept: RecognisedName[] = [];
  for (const name of [...names].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (name.start >= (kept.at(-1)?.end ?? 0)) kept.push(name);
  }
  return kept;
}
