import type { ListedQuotation } from '../../shared/api/schemas';
import { citesIndex, QUOTATIONS, speakerIndex } from '../../shared/archive/keys';
import { getAnalysis } from '../../shared/archive/objects';
import type { Analysis, ShownHead } from '../../shared/archive/records';
import type { Annotation } from '../../shared/extractors/extractor';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { toSummary } from './articles';
import type { Dependencies } from './dependencies';

type Quotation = Extract<Annotation, { kind: 'quotation' }>;

/** Quotations by article, newest first: of one speaker, cited from one source, or all direct ones. */
export async function listQuotations(
  input: Input<'listQuotations'>,
  { archive, bucket }: Dependencies,
): Promise<Answer<'listQuotations'>> {
  const { speaker, source, from, to, limit } = input.query;
  const cited = source === undefined ? undefined : citesIndex(source);
  const [index = QUOTATIONS, ...alsoIn] = [
    ...(speaker === undefined ? [] : [speakerIndex(speaker)]),
    ...(cited === undefined ? [] : [cited]),
  ];
  const page = await pageOf(
    'listQuotations',
    input,
    (after) => archive.standingIn(index, { from, to, limit, after, alsoIn }),
    (item) => item,
  );
  const articles = await Promise.all(
    page.body.items.map(async ({ head }) => ({ head, analysis: await getAnalysis(bucket, head.current.analysisKey) })),
  );
  const items = articles.flatMap(({ head, analysis }) => quotationsIn(head, analysis, { speaker, source }));
  return { body: { items, next: page.body.next } };
}

function quotationsIn(
  head: ShownHead,
  { annotations, article }: Analysis,
  wanted: { speaker: string | undefined; source: string | undefined },
): ListedQuotation[] {
  const sources = sourcesBySentence(annotations, article.sentences.length);
  const byText = ({ start, end }: { start: number; end: number }) => article.text.slice(start, end);
  const summary = toSummary(head);
  let sentence = 0;
  return annotations.filter(isQuotation).flatMap((found) => {
    while (sentence + 1 < article.sentences.length && (article.sentences[sentence + 1]?.start ?? 0) <= found.start)
      sentence++;
    const from = sources[sentence] ?? [];
    const fits =
      (wanted.speaker === undefined ? found.value.form === 'direct' : found.value.speaker?.id === wanted.speaker) &&
      (wanted.source === undefined || from.some(({ id }) => id === wanted.source));
    if (!fits) return [];
    const { start, end, value } = found;
    const speaker = value.speaker ? byText(value.speaker) : null;
    return [
      {
        article: summary,
        text: byText(found),
        start,
        end,
        quotation: value,
        speaker,
        sources: from.map(({ name }) => name),
      },
    ];
  });
}

const isQuotation = (annotation: Annotation): annotation is Quotation => annotation.kind === 'quotation';

/** The sources that each sentence is cited from. */
function sourcesBySentence(annotations: readonly Annotation[], sentences: number): { id: string; name: string }[][] {
  const sources: Map<string, string>[] = Array.from({ length: sentences }, () => new Map());
  for (const annotation of annotations) {
    if (annotation.kind !== 'citation') continue;
    const { supports, cites } = annotation.value;
    for (let at = supports.first; at <= supports.last; at++)
      for (const { source } of cites) sources[at]?.set(source.id, source.name);
  }
  return sources.map((each) => [...each].map(([id, name]) => ({ id, name })));
}
