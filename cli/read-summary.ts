import type { FoundArticle, ParsedArticle } from '../shared/article/schema';
import type { Findings } from '../shared/extractors/annotate';
import { type Annotation, ENTITY_TYPES, type EntityRef } from '../shared/extractors/extractor';
import { count, DERIVED, printable, wrap } from './output';

/**
 * An article as `dateline read --jsonl` prints it: what a parser and the extractors make of it, and where it came from.
 * `ordinal` is its position (from 0) in the file.
 */
export type ReadArticle = Findings & { file: string; ordinal: number } & Pick<
    FoundArticle,
    'format' | 'encoding' | 'member'
  > &
  Pick<ParsedArticle, 'metadata' | 'warnings' | 'text' | 'paragraphs' | 'sentences'>;

/** What is in an article, for a person: some lines, the last one empty. */
export function summarize(article: ReadArticle, width?: number): string {
  const { file, member, ordinal, format, encoding, metadata, paragraphs, sentences, warnings } = article;
  const { title, published, bylines } = metadata;
  const place =
    member !== undefined ? ` · ${printable(member)}` : ordinal === 0 ? '' : ` · article ${ordinal + 1} of the file`;
  const line = (text: string) => wrap('  ', printable(text), width);
  return [
    `${printable(file)}${place}`,
    line(title.evidence.from === 'derived' ? `${DERIVED} ${title.value}` : title.value),
    line([...serialOf(metadata), published ? published.value : whenOf(article)].join(' · ')),
    ...(bylines ? [line(`by ${bylines.value.join(', ')}`)] : []),
    line(`${count(paragraphs.length, 'paragraph')}, ${count(sentences.length, 'sentence')} · ${format}, ${encoding}`),
    ...entityLines(article, width),
    ...warnings.map(({ message }) => line(`warning: ${message}`)),
    '',
  ].join('\n');
}

/** When an article that does not state its day was published. */
function whenOf({ dating }: ReadArticle): string {
  if (!dating) return 'date unknown';
  const { earliest, latest } = dating;
  return earliest === latest ? `${earliest} (inferred)` : `${earliest} to ${latest} (inferred)`;
}

/** Publication, volume and issue, as far as they are known. */
function serialOf({ publication, volume, issue }: ParsedArticle['metadata']): string[] {
  return [
    ...(publication ? [publication.value] : []),
    ...(volume ? [`volume ${volume.value}`] : []),
    ...(issue ? [`issue ${issue.value}`] : []),
  ];
}

/** A line for each type of entity: names with the number of mentions, the most mentioned first. */
function entityLines({ annotations, skipped }: ReadArticle, width?: number): string[] {
  const entities = countMentions(annotations);
  const [other] = skipped;
  if (other) return [`  language ${printable(other.language)}: ${count(skipped.length, 'extractor')} not for it`];
  if (entities.length === 0) return ['  no entities'];
  return ENTITY_TYPES.flatMap((type) => {
    const names = entities
      .filter(({ entity }) => entity.type === type)
      .map(({ entity, mentions }) => `${printable(entity.name)} ${mentions}`);
    return names.length === 0 ? [] : [wrap(`  ${type.padEnd(8)}`, commaSeparated(names), width)];
  });
}

function commaSeparated(names: readonly string[]): string[] {
  return names.map((name, at) => (at < names.length - 1 ? `${name},` : name));
}

/** The entities of an article with the number of their mentions, the most mentioned first, then in order of the text. */
function countMentions(annotations: readonly Annotation[]): { entity: EntityRef; mentions: number }[] {
  const found = new Map<string, { entity: EntityRef; mentions: number }>();
  for (const annotation of annotations) {
    if (annotation.kind !== 'mention') continue;
    const { value: entity } = annotation;
    const known = found.get(entity.id);
    if (known) known.mentions++;
    else found.set(entity.id, { entity, mentions: 1 });
  }
  return [...found.values()].sort((a, b) => b.mentions - a.mentions);
}
