import type { Warning } from '../../article/schema';
import type { Line, Page } from './pdf-page';

/** Lines of a page's top and of its bottom that may be a running head or foot. */
const EDGE_LINES = 3;
/** So far may the same head stand from where it stands on other pages, in points. */
const SHIFT = 4;
const NAMED = 5;

/**
 * Takes the running heads, feet and page numbers out of pages: what stands at the same height at the edge of several,
 * but for its numbers, and a number that counts with the pages. Says what was left out. Where nothing else would be left
 * (a form that was filled in several times) all of it is text.
 */
export function withoutFurniture(pages: readonly Page[]): { pages: Page[]; warnings: Warning[] } {
  const edges = pages.map(edgeLines);
  const places = new Map<string, { pages: Set<number>; heights: number[] }>();
  for (const lines of edges) {
    for (const line of lines) {
      const place = places.get(keyOf(line)) ?? { pages: new Set(), heights: [] };
      place.pages.add(line.page);
      place.heights.push(line.y);
      places.set(keyOf(line), place);
    }
  }
  const withText = pages.filter(({ lines }) => lines.length > 0).length;
  // Heads of left and right pages may differ, and chapters have their own.
  const fewest = withText <= 6 ? 2 : Math.max(3, Math.ceil(withText / 10));
  const gone = new Set<Line>();
  for (const lines of edges) {
    for (const line of lines) {
      const place = places.get(keyOf(line));
      if (place && place.pages.size >= fewest && near(place.heights, line.y) >= fewest) gone.add(line);
    }
  }
  const left = pages.map((page) => ({ ...page, lines: page.lines.filter((line) => !gone.has(line)) }));
  if (left.every(({ lines }) => lines.length === 0)) return { pages: [...pages], warnings: [] };
  return { pages: left, warnings: warningOf([...gone]) };
}

/** The uppermost and lowermost lines, whatever their column. */
function edgeLines({ lines }: Page): Line[] {
  const sorted = [...lines].sort((a, b) => a.y - b.y);
  if (sorted.length <= 2 * EDGE_LINES) return sorted;
  return [...sorted.slice(0, EDGE_LINES), ...sorted.slice(-EDGE_LINES)];
}

/** The same for lines that differ in their numbers only. */
function keyOf({ text }: Line): string {
  return text
    .toLowerCase()
    .replace(/\d{1,10}/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

function near(heights: readonly number[], y: number): number {
  return heights.filter((height) => Math.abs(height - y) <= SHIFT).length;
}

function warningOf(gone: readonly Line[]): Warning[] {
  if (gone.length === 0) return [];
  const texts = [...new Set(gone.map(({ text }) => text.trim().slice(0, 80)))];
  const shown = texts.slice(0, NAMED).map((text) => JSON.stringify(text));
  const more = texts.length > NAMED ? ', …' : '';
  const message = `${gone.length} running heads, feet and page numbers were left out: ${shown.join(', ')}${more}`;
  return [{ code: 'page-furniture', message }];
}
