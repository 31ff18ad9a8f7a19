import { showCorrection } from '../../shared/archive/show-correction';
import { correctionsOf } from '../../shared/corrections/overlay';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { ProblemError } from '../../shared/http/problems';
import type { Dependencies } from './dependencies';

export async function listCorrections(
  input: Input<'listCorrections'>,
  { archive }: Dependencies,
): Promise<Answer<'listCorrections'>> {
  const { entity, limit } = input.query;
  const overlay = await archive.corrections();
  const all = entity === undefined ? overlay.records : correctionsOf(overlay, entity);
  return pageOf(
    'listCorrections',
    input,
    async ([at = '', id = ''] = []) => {
      const rest = at === '' ? all : all.filter((each) => each.at < at || (each.at === at && each.id < id));
      const items = rest.slice(-limit).reverse();
      const last = items.at(-1);
      return { items, next: last && rest.length > items.length ? [last.at, last.id] : undefined };
    },
    (record) => showCorrection(record, overlay),
  );
}

export async function getCorrection(
  { params }: Input<'getCorrection'>,
  { archive }: Dependencies,
): Promise<Answer<'getCorrection'>> {
  const overlay = await archive.corrections();
  const record = overlay.records.find(({ id }) => id === params.id);
  if (!record) throw new ProblemError('not-found', 'No correction has this id.');
  return { body: showCorrection(record, overlay) };
}
