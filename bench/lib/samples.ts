import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeDocx, makeOdt, wordParagraph } from '../../test/fixtures/make/packages';
import { column, makePdf } from '../../test/fixtures/make/pdf';
import { makeTar } from '../../test/fixtures/make/tar';
import { warcResponse } from '../../test/fixtures/make/warc';
import { makeZip } from '../../test/fixtures/make/zip';

/** A file to measure with, made here. */
export interface Sample {
  name: string;
  make(): Uint8Array;
}

const WORDS =
  'The harbour of Lisbon reopened on Tuesday after a strike of nine weeks, said Mayor Marta Quill, and the first ship came in at noon.'.split(
    ' ',
  );

/** Text of about so many characters, never the same line twice in a row. */
function prose(length: number, seed = 0): string {
  let text = '';
  for (let at = seed; text.length < length; at++) text += `${WORDS[(at * 7 + (at >> 3)) % WORDS.length]} `;
  return `${text.trim()}.`;
}

function lines(count: number, width: number, seed: number): string[] {
  return Array.from({ length: count }, (_, at) => prose(width, seed * 1000 + at * 17).slice(0, width));
}

const page = (number: number) => [
  { x: 60, y: 815, text: `Harbour Letter, page ${number}` },
  ...column(60, 780, lines(52, 45, number), 14),
  ...column(320, 780, lines(52, 45, number + 500), 14),
];
const pdf = (pages: number) => makePdf({ pages: Array.from({ length: pages }, (_, at) => page(at + 1)) });
const paragraphs = (count: number) => Array.from({ length: count }, (_, at) => prose(600, at * 31));
const members = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `news/${at}.txt`, data: `Story ${at}\n\n${prose(2000, at)}` }));
const byName = (count: number) => Object.fromEntries(members(count).map(({ name, data }) => [name, data]));
const html = (at: number) =>
  `<!doctype html><html><head><title>Story ${at}</title></head><body><nav><a href="/">Home</a></nav><article><h1>Story ${at}</h1>${paragraphs(
    8,
  )
    .map((text) => `<p>${text}</p>`)
    .join('')}</article></body></html>`;
const warc = (count: number) =>
  Buffer.concat(
    Array.from({ length: count }, (_, at) =>
      gzipSync(warcResponse(`http://news.example/${at}`, 200, 'Content-Type: text/html; charset=utf-8\r\n', html(at))),
    ),
  );
const rtf = (count: number) =>
  Buffer.from(`{\\rtf1\\ansi\\ansicpg1252 ${paragraphs(count).join('\\par\n')}\\par {\\b caf\\'e9} \\u8217\\'92\\par}`);

const WIRE = join(__dirname, '../../test/fixtures/wire');
const ofWire: readonly Sample[] = readdirSync(WIRE).map((name) => ({
  name,
  make: () => readFileSync(join(WIRE, name)),
}));
const hundred = (make: (at: number) => string, between = '') =>
  Buffer.from(Array.from({ length: 100 }, (_, at) => make(at)).join(between));
const story = (at: number) => ({ title: `Story ${at}`, date: '2026-03-04', text: `<p>${prose(2000, at)}</p>` });

/** What reading each format takes is measured on these. */
export const SAMPLES: readonly Sample[] = [
  { name: 'brief.txt (2 KB)', make: () => Buffer.from(prose(2000)) },
  { name: 'page.html (5 KB)', make: () => Buffer.from(html(1)) },
  {
    name: 'letter.docx (20 paragraphs)',
    make: () =>
      makeDocx(
        paragraphs(20)
          .map((text) => wordParagraph(text))
          .join(''),
      ),
  },
  {
    name: 'letter.odt (20 paragraphs)',
    make: () =>
      makeOdt(
        paragraphs(20)
          .map((text) => `<text:p>${text}</text:p>`)
          .join(''),
      ),
  },
  { name: 'letter.rtf (20 paragraphs)', make: () => rtf(20) },
  { name: 'letter.pdf (1 page)', make: () => pdf(1) },
  { name: 'book.pdf (100 pages)', make: () => pdf(100) },
  { name: 'news.zip (10,000 members)', make: () => makeZip(members(10_000)) },
  { name: 'news.tgz (10,000 members)', make: () => gzipSync(makeTar(byName(10_000))) },
  { name: 'crawl.warc.gz (1,000 pages)', make: () => warc(1000) },
  { name: 'notes.md (20 paragraphs)', make: () => Buffer.from(`# Notes\n\n${paragraphs(20).join('\n\n')}\n`) },
  {
    name: 'stories.json (100 articles)',
    make: () => Buffer.from(JSON.stringify(Array.from({ length: 100 }, (_, at) => story(at)))),
  },
  { name: 'stories.jsonl (100 articles)', make: () => hundred((at) => JSON.stringify(story(at)), '\n') },
  {
    name: 'box.mbox (100 mails)',
    make: () =>
      hundred((at) => `From a@b.example Mon Jan  1 00:00:00 2001\nSubject: Ship ${at}\n\n${prose(2000, at)}\n\n`),
  },
  ...ofWire,
];

/** Small files of every kind, to be damaged. */
export const SEEDS: readonly Sample[] = [
  ...ofWire,
  {
    name: 'a.mbox',
    make: () =>
      Buffer.from(
        [1, 2]
          .map((at) => `From a@b.example Mon Jan  1 00:00:00 2001\nSubject: Ship ${at}\n\n${prose(200)}\n\n`)
          .join(''),
      ),
  },
  {
    name: 'ninjs.json',
    make: () =>
      Buffer.from(
        JSON.stringify({
          uri: 'urn:x:1',
          type: 'text',
          headline: 'Talks',
          body_xhtml: `<p>${prose(300)}</p>`,
          place: [{ name: 'Oslo' }],
        }),
      ),
  },
  { name: 'a.txt', make: () => Buffer.from(`Publication: Monitor Volume: 6 Issue: 238\n\n${prose(500)}`) },
  { name: 'a.md', make: () => Buffer.from(`---\ntitle: Talks\n---\n\n# Talks\n\n- ${prose(200)}\n\n> ${prose(99)}\n`) },
  {
    name: 'a.json',
    make: () => Buffer.from(JSON.stringify([{ title: 'Talks', text: `<p>${prose(300)}</p>` }, { text: 'x' }])),
  },
  {
    name: 'a.jsonl',
    make: () => Buffer.from(`{"text": "${prose(99)}"}\n{"uri": "urn:x", "headline": "y", "body_text": "z"}\n`),
  },
  { name: 'a.html', make: () => Buffer.from(html(2)) },
  {
    name: 'a.xml',
    make: () =>
      Buffer.from(
        `<?xml version="1.0"?><rss><channel><title>t</title><item><title>a</title><description>${prose(200)}</description></item></channel></rss>`,
      ),
  },
  {
    name: 'a.eml',
    make: () =>
      Buffer.from(
        `From: a@b.example\r\nSubject: =?utf-8?q?Talks?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n${prose(400)}\r\n`,
      ),
  },
  {
    name: 'a.pdf',
    make: () => makePdf({ pages: [page(1).slice(0, 20), page(2).slice(0, 20)], info: { Title: 'Talks' } }),
  },
  {
    name: 'a.docx',
    make: () =>
      makeDocx(
        paragraphs(2)
          .map((text) => wordParagraph(text, 'Titel'))
          .join(''),
      ),
  },
  { name: 'a.odt', make: () => makeOdt(`<text:h>a</text:h><text:p>${prose(300)}</text:p>`) },
  { name: 'a.rtf', make: () => rtf(2) },
  { name: 'a.zip', make: () => makeZip([...members(3), { name: 'i.zip', data: makeZip(members(1)) }]) },
  { name: 'a.tgz', make: () => gzipSync(makeTar(byName(3))) },
  { name: 'a.tar', make: () => makeTar(byName(3)) },
  { name: 'a.warc', make: () => warcResponse('http://a.example/', 200, 'Content-Type: text/html\r\n', html(3)) },
];
