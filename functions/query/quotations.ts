import type { ListedQuotation } from '../../shared/api/schemas';
import { citesIndex, QUOTATIONS, speakerIndex } from '../../shared/archive/keys';
import { entityPlaces } from '../../shared/archive/places';
import type { Analysis, ShownHead } from '../../shared/archive/records';
import { correctedAnnotations } from '../../shared/corrections/annotations';
import { isHidden, type Overlay } from '../../shared/corrections/overlay';
import { follow } from '../../shared/corrections/state';
import type { Annotation } from '../../shared/extractors/extractor';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { toSummary } from './articles';
import type { Dependencies } from './dependencies';
import { analysedOf } from './shown';

type Quotation = Extract<Annotation, { kind: 'quotation' }>;

/** Quotations by article, newest first: of one speaker, cited from one source, or all direct ones. */
export async function listQuotations(
  input: Input<'listQuotations'>,
  deps: Dependencies,
): Promise<Answer<'listQuotations'>> {
  const { source, from, to, limit } = input.query;
  const { archive } = deps;
  const overlay = await archive.corrections();
  const asked = input.query.speaker;
  const speaker = asked === undefined ? undefined : follow(overlay.state, asked).id;
  const isEmpty = speaker !== undefined && isHidden(overlay, speaker);
  const cited = source === undefined ? undefined : citesIndex(source);
  const [index = QUOTATIONS, ...alsoIn] = [
    ...(speaker === undefined ? [] : [entityPlaces(overlay, speaker, speakerIndex)]),
    ...(cited === undefined ? [] : [cited]),
  ];
  const page = await pageOf(
    'listQuotations',
    input,
    async (after) => (isEmpty ? { items: [] } : archive.standingIn(index, { from, to, limit, after, alsoIn })),
    (item) => item,
  );
  const articles = await analysedOf(
    page.body.items.map(({ head }) => head),
    deps,
  );
  const items = articles.flatMap(({ head, analysis }) => quotationsIn(head, analysis, overlay, { speaker, source }));
  return { body: { items, next: page.body.next } };
}

function quotationsIn(
  head: ShownHead,
  { annotations, article }: Analysis,
  overlay: Overlay,
  wanted: { speaker: string | undefined; source: string | undefined },
): ListedQuotation[] {
  const sources = sourcesBySentence(annotations, article.sentences.length);
  const byText = ({ start, end }: { start: number; end: number }) => article.text.slice(start, end);
  const summary = toSummary(head);
  let sentence = 0;
  const quotations = correctedAnnotations(overlay, head.articleId, annotations.filter(isQuotation)).shown;
  return quotations.flatMap(({ annotation: found, correctedBy }) => {
    if (!isQuotation(found)) return [];
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
        ...(correctedBy && { correctedBy }),
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
