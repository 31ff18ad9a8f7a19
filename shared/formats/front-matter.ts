import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Span, Warning } from '../article/schema';
import type { DataValue, Member } from './data';

/** Front matter is written by hand: what is longer, in code units, is none, nor what is nested more deeply. */
const LONGEST = 100_000;
const DEEPEST = 20;

const OPENING = /^---[ \t]*(?:\r\n|\n|\r)/;
const CLOSING = /^(?:---|\.\.\.)[ \t]*$/m;
/** The fences of TOML (+++) and of front matter in another language (---toml, ---json, ---js), which we do not read. */
const FOREIGN = /^(?:(\+\+\+)|---(?:toml|json|js|javascript|coffee))[ \t]*(?:\r\n|\n|\r)/;

/** "[[Jane Roe]]", "[[people/jane|Jane Roe]]": how Obsidian's clipper writes authors. */
const WIKI_LINK = /^\[\[(?:[^[\]|]{1,200}\|)?([^[\]|]{1,200})\]\]$/;

export interface FrontMatter {
  /** What stands between the fences; undefined when it is not YAML. Never evaluated: it is parsed as data. */
  yaml: Span | undefined;
  /** Where the text begins. */
  bodyStart: number;
}

/** The front matter that a file begins with, if it does: fenced, and empty or with a `key:` in its first line. */
export function findFrontMatter(source: string): FrontMatter | undefined {
  const foreign = FOREIGN.exec(source);
  const opening = foreign ?? OPENING.exec(source);
  if (!opening) return undefined;
  const start = opening[0].length;
  const inside = source.slice(start, start + LONGEST);
  const closing = (foreign?.[1] ? /^\+\+\+[ \t]*$/m : CLOSING).exec(inside);
  if (!closing) return undefined;
  const bodyStart = start + closing.index + closing[0].length;
  if (foreign) return { yaml: undefined, bodyStart };
  const end = start + closing.index;
  // A horizontal rule is written the same way: what follows it has no key in its first line.
  const first = /^(?![^\S\r\n]*(?:#.*)?$).*$/m.exec(source.slice(start, end))?.[0];
  if (first !== undefined && !/^["']?[\p{L}_][^:]{0,80}:(?:\s|$)/u.test(first)) return undefined;
  return { yaml: { start, end }, bodyStart };
}

/**
 * The members of YAML front matter, with their places in the source. YAML 1.2 core: dates stay text, tags and anchors
 * mean nothing, nothing is evaluated. What is broken gives a warning and no members.
 */
export function readFrontMatter(source: string, matter: FrontMatter): { members: Member[]; warnings: Warning[] } {
  if (!matter.yaml) return unread('it is not YAML');
  const { start, end } = matter.yaml;
  const yaml = source.slice(start, end);
  if (nesting(yaml) > DEEPEST) return unread('it is nested too deeply');
  const document = parseDocument(yaml, { schema: 'core', uniqueKeys: false, prettyErrors: true, logLevel: 'silent' });
  const error = document.errors[0];
  if (error) return unread(error.message.split('\n')[0] ?? error.code);
  if (document.contents === null) return { members: [], warnings: [] };
  const root = readNode(document.contents, yaml, start);
  return root.type === 'map'
    ? { members: root.members(), warnings: [] }
    : unread('it is not a list of keys and values');
}

function unread(why: string): { members: Member[]; warnings: Warning[] } {
  const message = `The front matter could not be read and was left out: ${why}`;
  return { members: [], warnings: [{ code: 'front-matter-not-read', message }] };
}

/** Most brackets open at once, or deepest indentation in columns, as a bound for the parser's recursion. */
function nesting(yaml: string): number {
  let open = 0;
  let deepest = 0;
  for (const [mark] of yaml.matchAll(/[[\]{}]|^(?:[ ?-]{40,})/gm)) {
    if (mark === '[' || mark === '{') open += 1;
    else if (mark === ']' || mark === '}') open = Math.max(0, open - 1);
    else return Number.POSITIVE_INFINITY;
    deepest = Math.max(deepest, open);
  }
  return deepest;
}

function readNode(node: unknown, yaml: string, offset: number): DataValue {
  if (isMap<Node, Node | null>(node)) {
    const members = () =>
      node.items.flatMap((pair): Member[] =>
        isScalar(pair.key) ? [{ name: String(pair.key.value), value: readNode(pair.value, yaml, offset) }] : [],
      );
    return { type: 'map', span: spanOf(node, offset), members };
  }
  if (isSeq(node)) {
    return {
      type: 'list',
      span: spanOf(node, offset),
      items: (limit) => node.items.slice(0, limit).map((item) => readNode(item, yaml, offset)),
    };
  }
  if (!isScalar(node)) return { type: 'other', span: { start: offset, end: offset } };
  const span = spanOf(node, offset);
  if (typeof node.value === 'string')
    return { type: 'text', value: node.value.replace(WIKI_LINK, '$1'), span: withoutQuotes(span, yaml, offset) };
  if (typeof node.value === 'number')
    return { type: 'number', value: yaml.slice(span.start - offset, span.end - offset), span };
  return { type: 'other', span };
}

function spanOf(node: Node, offset: number): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start: offset + start, end: offset + end };
}

function withoutQuotes({ start, end }: Span, yaml: string, offset: number): Span {
  const quoted = /^(["'])[\s\S]*\1$/.test(yaml.slice(start - offset, end - offset));
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}
