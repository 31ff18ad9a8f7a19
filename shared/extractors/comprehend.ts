import * as z from 'zod';
import type { ParsedArticle } from '../article/schema';
import { lexicon } from '../entities/lexicon';
import { link } from '../entities/link';
import type { RecognisedName } from '../entities/recognise';
import type { EntityType, Extractor } from './extractor';
import { ENTITY_EXTRACTORS } from './versions';

/** What Amazon Comprehend is asked: the answer of DetectEntities for a text, not yet looked at. Throws `TemporaryError`. */
export interface EntityDetector {
  detectEntities(text: string, languageCode: string): Promise<unknown>;
}

/** The part of DetectEntities' answer that is read; `BeginOffset` and `EndOffset` are left out for other input than text. */
const Detected = z.object({
  Entities: z
    .array(
      z.object({
        Type: z.string(),
        Text: z.string(),
        Score: z.number().min(0).max(1),
        BeginOffset: z.int().nonnegative(),
        EndOffset: z.int().nonnegative(),
      }),
    )
    .default([]),
});
type DetectedEntity = z.infer<typeof Detected>['Entities'][number];

const TYPES: Readonly<Record<string, EntityType>> = { PERSON: 'PERSON', ORGANIZATION: 'ORG', LOCATION: 'LOC' };

/** DetectEntities takes up to 100 KB of UTF-8. */
const MAX_BYTES = 90_000;
/** The languages that it knows, as it spells them. */
const LANGUAGES = new Set(['en', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'hi', 'ja', 'ko', 'zh', 'zh-TW']);

/**
 * Entities as Amazon Comprehend recognises them, linked and named by our own rules, so that ids are those of the
 * embedded extractor. An article whose stated language Comprehend does not know gets none; one that states no language
 * is read as English.
 *
 * @param detector makes the client; called at the first article
 */
export function comprehendExtractor(detector: () => Promise<EntityDetector>): Extractor {
  let client: Promise<EntityDetector> | undefined;
  return {
    ...ENTITY_EXTRACTORS.comprehend,
    async extract(article) {
      const language = languageOf(article);
      if (!language) return [];
      client ??= detector();
      const { detectEntities } = await client;
      const names: RecognisedName[] = [];
      for (const chunk of chunksOf(article)) {
        const answer = Detected.parse(await detectEntities(article.text.slice(chunk.start, chunk.end), language));
        names.push(...namesOf(answer.Entities, article.text.slice(chunk.start, chunk.end), chunk.start));
      }
      return link(names, article, lexicon());
    },
  };
}

function languageOf({ metadata }: ParsedArticle): string | undefined {
  const stated = metadata.language?.value ?? 'en';
  if (/^zh-(TW|HK|MO|Hant)/i.test(stated)) return 'zh-TW';
  const primary = stated.toLowerCase().split(/[-_]/)[0] ?? '';
  return LANGUAGES.has(primary) ? primary : undefined;
}

/** Stretches of whole sentences that fit into a request; a sentence that does not is cut at a space. */
function* chunksOf({ text, sentences }: ParsedArticle): Generator<{ start: number; end: number }> {
  let start = 0;
  let bytes = 0;
  let end = 0;
  for (const piece of sentences.flatMap((sentence) => piecesOf(text, sentence))) {
    const size = Buffer.byteLength(text.slice(end, piece.end));
    if (bytes + size > MAX_BYTES) {
      yield { start, end };
      start = piece.start;
      bytes = Buffer.byteLength(text.slice(piece.start, piece.end));
    } else bytes += size;
    end = piece.end;
  }
  if (end > start) yield { start, end };
}

/** A third of the bytes: no UTF-16 code unit takes more than three in UTF-8. */
const MAX_UNITS = MAX_BYTES / 3;

function piecesOf(text: string, { start, end }: { start: number; end: number }): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  let from = start;
  while (end - from > MAX_UNITS) {
    const space = text.lastIndexOf(' ', from + MAX_UNITS);
    const hard = isLowSurrogate(text, from + MAX_UNITS) ? from + MAX_UNITS - 1 : from + MAX_UNITS;
    const to = space > from ? space : hard;
    pieces.push({ start: from, end: to });
    from = to;
  }
  return [...pieces, { start: from, end }];
}

const isLowSurrogate = (text: string, at: number) => /[\udc00-\udfff]/.test(text.charAt(at));

/**
 * Comprehend's documents leave open what an offset counts beside "characters"; it answers in code points. The words
 * that come with each entity decide: an entity is taken where its own words stand, and left out where they do not.
 */
function namesOf(entities: readonly DetectedEntity[], text: string, shift: number): RecognisedName[] {
  const units = unitOffsets(text);
  return entities.flatMap(({ Type, Text, Score, BeginOffset, EndOffset }) => {
    const type = TYPES[Type];
    const spans = [
      [units[BeginOffset], units[EndOffset]],
      [BeginOffset, EndOffset],
    ];
    const [start, end] = spans.find(([from, to]) => from !== undefined && text.slice(from, to) === Text) ?? [];
    if (type === undefined || start === undefined || end === undefined || end <= start) return [];
    const reason = `Amazon Comprehend: ${Type}, score ${Score.toFixed(2)}`;
    return [{ start: start + shift, end: end + shift, type, reason, confidence: Score }];
  });
}

/** Where each code point of a text begins, and at last where the text ends, in UTF-16 code units. */
function unitOffsets(text: string): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const character of text) {
    offsets.push(at);
    at += character.length;
  }
  return [...offsets, at];
}
