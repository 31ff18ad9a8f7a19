import { attributeOf, type HtmlElement } from './element';

/** The classes of an element and its id: what its makers call it. */
export function labelsOf(element: HtmlElement): string[] {
  const labels = `${attributeOf(element, 'class').slice(0, 1000)} ${attributeOf(element, 'id').slice(0, 200)}`;
  return labels.split(/\s+/).filter((label) => label !== '');
}

/** "GlobalNav__main-items" is global, nav, main, items. */
export function wordsIn(label: string): string[] {
  return label
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z]+/);
}
