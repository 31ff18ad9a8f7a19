import type { Answer, Input } from '../../shared/http/callable';
import type { Dependencies } from './dependencies';

export async function getGazetteers(
  _: Input<'getGazetteers'>,
  { archive }: Dependencies,
): Promise<Answer<'getGazetteers'>> {
  return { body: (await archive.gazetteers()) ?? { hash: null, entities: 0, files: [] } };
}
