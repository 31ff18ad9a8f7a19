import fc from 'fast-check';
import { analyse } from '../../../shared/extractors/annotate';
import type { Annotation } from '../../../shared/extractors/extractor';
import { extractorsFor } from '../../../shared/extractors/registry';
import { coMentionsIn } from '../../../shared/relations/co-mentions';
import { articleOf } from '../entities/article';

const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };

async function relationsIn(...paragraphs: string[]) {
  const article = articleOf(paragraphs, 'en');
  const { annotations } = await analyse(article, extractorsFor('embedded'), FACTS);
  return annotations.flatMap((annotation) => (annotation.kind === 'relation' ? [annotation] : []));
}
const said = async (text: string): Promise<string[]> =>
  (await relationsIn(text)).map(
    ({ value: { subject, relation, object, status } }) =>
      `${subject.entity.name} ${relation} ${object.entity.name}${status === 'asserted' ? '' : `, ${status}`}`,
  );

describe('met-with', () => {
  test.each([
    ['Igor Ivanov met Colin Powell in Cairo.', ['Igor Ivanov met-with Colin Powell']],
    ['Igor Ivanov met in Cairo on Monday with Colin Powell.', ['Igor Ivanov met-with Colin Powell']],
    ['Igor Ivanov and Colin Powell met in Cairo.', ['Igor Ivanov met-with Colin Powell']],
    [
      'Igor Ivanov, who met Colin Powell and Javier Solana in Cairo, was tired.',
      ['Igor Ivanov met-with Colin Powell', 'Igor Ivanov met-with Javier Solana'],
    ],
    ['Igor Ivanov held two hours of talks with Colin Powell.', ['Igor Ivanov met-with Colin Powell']],
    ['Colin Powell was received by Igor Ivanov.', ['Colin Powell met-with Igor Ivanov']],
    ['After talks with Colin Powell in Cairo, Igor Ivanov was tired.', ['Igor Ivanov met-with Colin Powell']],
    ['Igor Ivanov reportedly met Colin Powell in Cairo.', ['Igor Ivanov met-with Colin Powell, hedged']],
  ])('%s', async (text, relations) => {
    expect(await said(text)).toEqual(relations);
  });

  test.each([
    'Igor Ivanov will meet Colin Powell in Cairo.',
    'Igor Ivanov has not met Colin Powell.',
    'Igor Ivanov never met Colin Powell in Cairo.',
    'Igor Ivanov refused to meet Colin Powell.',
    'If Igor Ivanov met Colin Powell, the talks would be short.',
    'The Kremlin denied that Igor Ivanov had met Colin Powell.',
    'Has Igor Ivanov met Colin Powell?',
    'Igor Ivanov met a deadline set by Colin Powell.',
    'Igor Ivanov met Colin Powell’s deputy in Cairo.',
    'An aide to Igor Ivanov met Colin Powell.',
    'Igor Ivanov held telephone talks with Colin Powell.',
  ])('not in: %s', async (text) => {
    expect((await said(text)).filter((each) => each.includes('met-with'))).toEqual([]);
  });
});

describe('member-of', () => {
  test.each([
    ['Poland, a member of NATO, sent troops.', ['Poland member-of NATO']],
    ['Poland is a founding member of NATO.', ['Poland member-of NATO']],
    ['NATO members Turkey and Greece disagreed.', ['Turkey member-of NATO', 'Greece member-of NATO']],
    ['Poland joined the European Union in 2004.', ['Poland member-of European Union']],
    [
      'Members of the European Union, including Poland and Italy, signed.',
      ['Poland member-of European Union', 'Italy member-of European Union'],
    ],
  ])('%s', async (text, relations) => {
    expect(await said(text)).toEqual(relations);
  });

  test.each([
    'Ukraine is not a member of NATO.',
    'Ukraine, a former member of the Warsaw Pact, waited.',
    'Would-be NATO member Georgia waited.',
    'Ukraine would be a member of NATO one day.',
    'Russia joined NATO in condemning the raid.',
    'Poland joined forces with NATO.',
  ])('not in: %s', async (text) => {
    expect((await said(text)).filter((each) => each.includes('member-of'))).toEqual([]);
  });
});

describe('located-in', () => {
  test.each([
    ['Bagram air base in Afghanistan was shelled.', ['Bagram air base located-in Afghanistan']],
    ['Moscow-based Interfax reported it.', ['Interfax located-in Moscow']],
    ['The town of Gudermes in eastern Chechnya was quiet.', ['Gudermes located-in Chechnya']],
    ['Grozny, the capital of Chechnya, was quiet.', ['Grozny located-in Chechnya']],
  ])('%s', async (text, relations) => {
    expect(await said(text)).toEqual(relations);
  });

  test.each(['They flew from Paris, London and Rome.', 'In Vienna, Iran, which waited, signed.'])(
    'not in: %s',
    async (text) => {
      expect(await said(text)).toEqual([]);
    },
  );
});

describe('role-of', () => {
  test.each([
    ['Russian Foreign Minister Igor Ivanov was tired.', ['Igor Ivanov role-of Russia']],
    ['NATO Secretary General George Robertson was tired.', ['George Robertson role-of NATO']],
  ])('%s', async (text, relations) => {
    expect(await said(text)).toEqual(relations);
  });

  test('not of who held it once', async () => {
    expect(await said('Former Russian Foreign Minister Yevgeny Primakov was tired.')).toEqual([]);
  });
});

describe('said-about', () => {
  test.each([
    ['“Powell is a friend,” Igor Ivanov said. Colin Powell smiled.', ['Igor Ivanov said-about Colin Powell']],
    ['Igor Ivanov told reporters that Colin Powell would come.', ['Igor Ivanov said-about Colin Powell']],
    ['Igor Ivanov accused Colin Powell of haste.', ['Igor Ivanov said-about Colin Powell']],
    ['Colin Powell was praised by Igor Ivanov.', ['Igor Ivanov said-about Colin Powell']],
  ])('%s', async (text, relations) => {
    expect(await said(text)).toEqual(relations);
  });

  test.each([
    'Igor Ivanov never said that Colin Powell would come.',
    'Igor Ivanov accused Colin Powell’s deputy of haste.',
  ])('not in: %s', async (text) => {
    expect(await said(text)).toEqual([]);
  });
});

test('each has the words of both, from the one to the other, and the sentence', async () => {
  const text = 'It rained. Igor Ivanov met Colin Powell in Cairo.';
  const [relation] = await relationsIn(text);
  const words = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  expect(relation && words(relation)).toBe('Igor Ivanov met Colin Powell');
  expect(relation && [words(relation.value.subject), words(relation.value.object), relation.value.sentence]).toEqual([
    'Igor Ivanov',
    'Colin Powell',
    1,
  ]);
});

test('any text: relations are of two entities that are mentioned there, in one sentence', async () => {
  const word = fc.constantFrom(
    'Igor Ivanov',
    'Colin Powell',
    'NATO',
    'Poland',
    'Moscow',
    'met',
    'with',
    'a member of',
    'members',
    'joined',
    'in',
    'the',
    'capital of',
    '-based',
    ',',
    '.',
    '“',
    '”',
    'said',
    'that',
    'and',
    'not',
    'accused',
    'talks',
    'after',
    'between',
    '’s',
    '\n',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 40 }), async (words) => {
      const article = articleOf([words.join(' ') || 'x'], 'en');
      const { annotations } = await analyse(article, extractorsFor('embedded'), FACTS);
      const ids = new Set(annotations.flatMap((each: Annotation) => (each.kind === 'mention' ? [each.value.id] : [])));
      for (const each of annotations) {
        if (each.kind !== 'relation') continue;
        const { subject, object } = each.value;
        expect(subject.entity.id).not.toBe(object.entity.id);
        expect(ids.has(object.entity.id)).toBe(true);
        expect(each.start).toBeLessThan(each.end);
      }
    }),
    { numRuns: 60 },
  );
});

describe('bad input', () => {
  test('50,000 names in one sentence: a bounded number of relations and of pairs', async () => {
    const names = Array.from({ length: 50_000 }, (_, at) =>
      at % 2 === 0 ? 'Igor Ivanov met Colin Powell and' : 'NATO member Poland, the',
    );
    const article = articleOf([names.join(' ')], 'en');
    const { annotations } = await analyse(article, extractorsFor('embedded'), FACTS);
    expect(annotations.filter(({ kind }) => kind === 'relation').length).toBeLessThanOrEqual(300);
  }, 120_000);

  test('co-mentions of 50,000 different names in one sentence', () => {
    const mentions = Array.from({ length: 50_000 }, (_, at) => ({
      kind: 'mention' as const,
      start: 3 * at,
      end: 3 * at + 2,
      paragraph: 0,
      extractor: '',
      value: { id: `person:${at}`, type: 'PERSON' as const, name: `P${at}` },
    }));
    const whole = { start: 0, end: 150_000, paragraph: 0, kind: 'body' as const };
    const found = coMentionsIn({ sentences: [whole], paragraphs: [whole] }, mentions, { most: 1_000 });
    expect(found).toHaveLength(66);
    expect(
      coMentionsIn({ sentences: [whole], paragraphs: [whole] }, mentions, { of: 'person:40000', most: 1_000 }),
    ).toHaveLength(12);
  });

  test('no names, one word, another language', async () => {
    expect(await relationsIn('…')).toEqual([]);
    expect(await relationsIn('It rained.')).toEqual([]);
    const article = articleOf(['Igor Ivanov met Colin Powell.'], 'de');
    const { skipped } = await analyse(article, extractorsFor('embedded'), FACTS);
    expect(skipped.map(({ extractor }) => extractor.split('@')[0])).toContain('relations');
  });
});
