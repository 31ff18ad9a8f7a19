import type { Block } from './blocks';
import { attributeOf, type HtmlElement } from './element';
import { labelsOf, wordsIn } from './labels';
import { parentsOf, proseLength, sums } from './prose';
import type { HtmlTree } from './tree';

/**
 * How much of the page's prose a name may hold and still say that this is not the article. Comments and notices may well
 * be longer than it; what stands beside it seldom is; other words name as often how the article itself is shown.
 */
const SHARES = { apart: 0.9, beside: 0.6, perhaps: 0.4 } as const;

/** Without the elements that are, or call themselves, something else than the text of an article. */
export function withoutForeign(blocks: readonly Block[], tree: HtmlTree): readonly Block[] {
  const strengths = ['apart', 'beside', 'perhaps'] as const;
  return strengths.reduce((left, strength) => withoutNamed(left, tree, strength), blocks);
}

function withoutNamed(blocks: readonly Block[], tree: HtmlTree, strength: ForeignSign['strength']): readonly Block[] {
  const prose = sums(blocks, parentsOf(tree), (block) => proseLength(block) + (block.text.length - block.linked) / 20);
  const total = prose[0] ?? 0;
  // Every paragraph may bear the name ("paywall"), so all that bear it are seen together.
  const named = new Map<string, number>();
  const signs = tree.elements.map((element) =>
    foreignSigns(element).flatMap((sign) => (sign.strength === strength ? [sign.name] : [])),
  );
  for (const { index } of tree.elements) {
    for (const name of new Set(signs[index])) named.set(name, (named.get(name) ?? 0) + (prose[index] ?? 0));
  }
  const foreign = new Uint8Array(tree.elements.length);
  for (const { index, parent } of tree.elements) {
    const isForeign = signs[index]?.some((name) => (named.get(name) ?? 0) < total * SHARES[strength]);
    if (isForeign || (parent && foreign[parent.index] === 1)) foreign[index] = 1;
  }
  return blocks.filter(({ element }) => foreign[element.index] !== 1);
}

type Strength = keyof typeof SHARES;

const ELEMENTS_BY_STRENGTH: Readonly<Partial<Record<string, Strength>>> = {
  ...{ nav: 'apart', footer: 'apart', aside: 'apart', dialog: 'apart', menu: 'beside' },
  ...{ header: 'perhaps', form: 'perhaps' },
};
const ROLES_BY_STRENGTH: Readonly<Partial<Record<string, Strength>>> = {
  ...{ navigation: 'beside', contentinfo: 'beside', complementary: 'beside', search: 'beside' },
  ...{ banner: 'perhaps', dialog: 'apart', alert: 'perhaps' },
};
const WORDS: Readonly<Record<Strength, string>> = {
  apart: 'comment comments comentarios commentaires disqus livefyre cookie cookies consent gdpr',
  beside: `nav navigation navbar footer sidebar related outbrain taboola recirc recirculation breadcrumb breadcrumbs
    popular trending recommended recommendation recommendations recommends modal popup overlay`,
  perhaps: `menu share sharing social newsletter newsletters promo promotion sponsor sponsored ad ads advert
    advertisement widget widgets byline author authors bio pagination pager tags toolbar subscribe subscription signup
    login paywall masthead teaser teasers rating poll timestamp follow disclaimer copyright print
    skip vjs`,
};
const WORDS_BY_STRENGTH = new Map(
  (['perhaps', 'beside', 'apart'] as const).flatMap((strength) =>
    WORDS[strength].split(/\s+/).map((word) => [word, strength] as const),
  ),
);
/** Class names by which style sheets hide. */
const HIDDEN_CLASSES = new Set(
  'hidden hide is-hidden visually-hidden visuallyhidden sr-only screen-reader-text d-none'.split(' '),
);

/** A name by which an element calls itself something else than an article. */
interface ForeignSign {
  name: string;
  strength: Strength;
}

/** From the element's own name, its role, and the words in its class and id. */
function foreignSigns(element: HtmlElement): ForeignSign[] {
  const { name } = element;
  if (name === 'blockquote' || name === 'body' || name === 'html') return [];
  const signs: ForeignSign[] = [];
  const ofName = ELEMENTS_BY_STRENGTH[name];
  if (ofName) signs.push({ name: `<${name}>`, strength: ofName });
  const role = attributeOf(element, 'role').toLowerCase();
  const ofRole = ROLES_BY_STRENGTH[role];
  if (ofRole) signs.push({ name: `role ${role}`, strength: ofRole });
  if (name === 'article' && isInArticle(element)) signs.push({ name: '<article> in <article>', strength: 'perhaps' });
  for (const label of labelsOf(element)) {
    // What is embedded is part of the text, wherever it comes from.
    if (/embed/i.test(label)) continue;
    if (HIDDEN_CLASSES.has(label)) signs.push({ name: label, strength: 'perhaps' });
    for (const word of wordsIn(label)) {
      const strength = WORDS_BY_STRENGTH.get(word);
      if (strength) signs.push({ name: label, strength });
    }
  }
  return signs;
}

function isInArticle(element: HtmlElement): boolean {
  for (let at = element.parent; at; at = at.parent) if (at.name === 'article') return true;
  return false;
}
