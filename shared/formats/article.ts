import { contradictedLanguage, primaryOf, statementOfLanguage, withLanguages } from '../article/language';
import { mergeMetadata } from '../article/metadata';
import { warningsOf } from '../article/quality/repair';
import { suspicionsOf } from '../article/quality/suspicions';
import type { Metadata, ParsedArticle, Warning } from '../article/schema';
import { splitSentences } from '../article/sentences';
import { deriveTitle } from '../article/title';
import { UnreadableFileError } from '../errors';
import { withoutEndMark } from './bodies';
import type { Draft } from './draft';
import type { readObjectMetadata } from './object-metadata';
import { repairDraft } from './repair-draft';

/** Sentences of one file; more do not fit into a function's memory, and no article has them. */
const MOST_SENTENCES = 1_000_000;

/**
 * Settles a draft: what of its text is damaged, its sentences, its metadata with what the object says of it, and its
 * language: what the file says, else what the text reads like.
 * @throws UnreadableFileError `too-many-sentences`
 */
export async function toArticle(found: Draft, object: ReturnType<typeof readObjectMetadata>): Promise<ParsedArticle> {
  const { draft, repairs } = repairDraft({ ...found, body: withoutEndMark(found.body) });
  const { text, paragraphs, sourceMap, controlCharacters } = draft.body;
  const sentences = splitSentences(text, paragraphs);
  if (sentences.length > MOST_SENTENCES) throw tooManySentences();
  const detected = await statementOfLanguage(text, paragraphs);
  const stated = [...object.statements, ...draft.statements, ...(detected ? [detected] : [])];
  const { metadata, warnings: ofMetadata } = mergeMetadata(stated, deriveTitle(draft.body, sentences));
  settleLanguage(metadata);
  const ofText = [...leftOut(controlCharacters), ...warningsOf(repairs)];
  const warnings = [...draft.warnings, ...ofText, ...object.warnings, ...ofMetadata];
  const suspicions = suspicionsOf(text, paragraphs, sentences);
  const { pages } = draft;
  return {
    text,
    paragraphs: await withLanguages(text, paragraphs, metadata),
    sentences,
    metadata,
    sourceMap,
    ...(pages && { pages }),
    ...(repairs.length > 0 && { repairs }),
    ...(suspicions.length > 0 && { suspicions }),
    warnings: [...warnings, ...doubtful(metadata)],
  };
}

/** That the text is English is no other language than the British English that the file says. */
function settleLanguage({ language }: Metadata): void {
  if (!language?.lost) return;
  const own = primaryOf(language.value);
  const lost = language.lost.filter(({ value, evidence }) => evidence.from !== 'detected' || value !== own);
  language.lost = lost.length > 0 ? lost : undefined;
}

function doubtful(metadata: Metadata): Warning[] {
  const reads = contradictedLanguage(metadata);
  if (reads === undefined) return [];
  const { value, evidence } = metadata.language ?? { value: '', evidence: { from: 'derived', name: undefined } };
  const where = evidence.name === undefined ? evidence.from : `${evidence.from} ${evidence.name}`;
  return [
    { code: 'language-doubtful', message: `${where} says that the language is ${value}, but it reads as ${reads}` },
  ];
}

function leftOut(controlCharacters: number): Warning[] {
  if (controlCharacters === 0) return [];
  const message = `${controlCharacters} control characters were left out of the text`;
  return [{ code: 'control-characters', message }];
}

function tooManySentences(): UnreadableFileError {
  const message = `The file has more than ${MOST_SENTENCES} sentences`;
  const advice = 'Split it into files of one article each.';
  return new UnreadableFileError('too-large', 'too-many-sentences', message, advice);
}
