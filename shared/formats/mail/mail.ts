import type { Attachment, Email } from 'postal-mime';
import type { Body } from '../../article/canonical';
import type { FieldName, Statement } from '../../article/metadata';
import { addRun, type Run } from '../../article/source-map';
import { looksLikeNames } from '../../article/values';
import { UnreadableFileError } from '../../errors';
import { mapped, runsIn } from '../bodies';
import { type Decoded, decode } from '../decode';
import { readDigest } from '../digest';
import type { Draft } from '../draft';
import type { Member, Reader } from '../reader';
import { withFullYear } from '../rfc822';
import { readText } from '../text';
import { HEADLINE_ONLY } from '../wire';
import { isForwarded, readForwarded } from './forwarded';
import { readMailHtml } from './newsletter';
import { parseMail } from './parse';

/**
 * Reads an e-mail: its HTML or its plain text, whichever has more, as one article or as the items of a newsletter; then
 * its attachments that can be articles. What was encoded for transport maps to nothing in the file; what stands there
 * as it is does.
 */
export const readMailFile: Reader = async (source) => {
  const { email, warnings } = await parseMail(source.bytes);
  const page = pageOf(email);
  if (page) return { members: [page] };
  const file = decodedFile(source.bytes);
  const drafts = draftsOf(email, file?.text ?? '');
  const members = [...membersOf(email.attachments)];
  if (drafts.length === 0 && members.length === 0) throw noText();
  return { format: 'email', encoding: file?.encoding ?? 'utf-8', warnings, drafts, members };
};

/** A web page that a browser saved as one file (MHTML, RFC 2557), which has the form of a mail. */
function pageOf(email: Email): Member | undefined {
  const header = (name: string) => email.headers.find(({ key }) => key === name)?.value.trim() ?? '';
  const address = header('snapshot-content-location') || header('content-location');
  const isSaved = address !== '' || /^<?saved by /i.test(header('from'));
  const { html } = email;
  if (!isSaved || html === undefined || email.to !== undefined) return undefined;
  const evidence = { from: 'mail', name: 'Content-Location', quote: address } as const;
  return {
    path: '',
    name: 'page.html',
    contentType: 'text/html; charset=utf-8',
    statements: /^https?:/i.test(address) ? [{ field: 'url', value: address, evidence }] : [],
    read: async () => Buffer.from(html),
  };
}

function draftsOf(email: Email, file: string): Draft[] {
  const html = readPart(email.html, file, readMailHtml);
  const text = readPart(
    email.text,
    file,
    (part) => readForwarded(part) ?? readDigest(part) ?? [readText(withoutSignature(part))],
  );
  // Some send both, and one of them only says that the other should be read.
  const drafts = lengthOf(html) * 2 >= lengthOf(text) ? html : text;
  const mail = mailSays(email);
  if (drafts.length > 1) {
    const own = mail.filter(({ field }) => field !== 'title' && field !== 'identifier');
    return drafts.map((draft) => {
      const isUntitled = !draft.statements.some(({ field }) => field === 'title');
      const title = isUntitled ? mail.filter(({ field }) => field === 'title') : [];
      return { ...draft, statements: [...title, ...draft.statements, ...own] };
    });
  }
  const [only] = drafts;
  // Who passes on what another one wrote is not its author, and his note is not its title.
  if (only && isForwarded(only)) {
    const own = mail.filter(({ field }) => field !== 'bylines' && field !== 'identifier');
    return [{ ...only, statements: [...only.statements, ...own] }];
  }
  if (only) return [{ ...only, statements: [...mail, ...only.statements] }];
  const subject = readText(email.subject ?? '').body;
  const alone = { ...subject, sourceMap: [] };
  return alone.text === '' || email.attachments.length > 0
    ? []
    : [{ body: alone, statements: mail, warnings: [HEADLINE_ONLY] }];
}

/** The drafts of a part, mapped to the file where the part stands in it as it is. */
function readPart(part: string | undefined, file: string, read: (part: string) => Draft[]): Draft[] {
  if (!part?.trim()) return [];
  const runs = locate(file, part);
  return read(part)
    .filter(({ body }) => body.text !== '')
    .map((draft) => {
      // Only the runs of the draft's own stretch: a mail of many items has many.
      const [from = 0, to = 0] = [draft.body.sourceMap[0]?.[1], endOf(draft.body.sourceMap.at(-1))];
      const body = mapped(draft.body, runsIn(runs, from, to));
      return { ...draft, body, statements: draft.statements.map((said) => placed(said, runs)) };
    });
}

function endOf(run: Run | undefined): number | undefined {
  return run && run[1] + run[2];
}

/** Evidence in the file, or without a place. */
function placed(statement: Statement, runs: readonly Run[]): Statement {
  const { span, ...evidence } = statement.evidence;
  if (span?.in !== 'source') return statement;
  const [run] = runsIn(runs, span.start, span.end);
  if (!run || span.start < run[0] || span.end > run[0] + run[2]) return { ...statement, evidence };
  const by = run[1] - run[0];
  return {
    ...statement,
    evidence: { ...evidence, span: { start: span.start + by, end: span.end + by, in: 'source' } },
  };
}

/** So many code units are searched for; whether the rest follows is compared then, which is linear. */
const ANCHOR = 200;
const MOST_PLACES = 20;

/** Where a part stands in the file, with its own line ends or with CRLF; empty when it was encoded. */
function locate(file: string, part: string): Run[] {
  const words = part.replace(/\s+$/, '');
  const at = placeOf(file, words);
  if (at !== -1) return [[0, at, words.length]];
  const from = placeOf(file, words.replaceAll('\n', '\r\n'));
  if (from === -1) return [];
  const runs: Run[] = [];
  let text = 0;
  let source = from;
  for (const line of words.split('\n')) {
    addRun(runs, text, source, line.length);
    text += line.length + 1;
    source += line.length + 2;
  }
  return runs;
}

function placeOf(file: string, words: string): number {
  const anchor = words.slice(0, ANCHOR);
  let at = file.indexOf(anchor);
  for (let count = 0; at !== -1 && count < MOST_PLACES; count++) {
    if (file.startsWith(words, at)) return at;
    at = file.indexOf(anchor, at + 1);
  }
  return -1;
}

function lengthOf(drafts: readonly { body: Body }[]): number {
  return drafts.reduce((sum, { body }) => sum + body.text.length, 0);
}

/** "-- " on a line of its own (RFC 3676 §4.3); without the blank where only a few short lines follow. */
function withoutSignature(text: string): string {
  const at = text.search(/(?:^|\n)-- \r?\n|\n--\r?\n(?:[^\n]{0,80}(?:\n|$)){1,6}$/);
  return at > 0 ? text.slice(0, at) : text;
}

function mailSays(email: Email): Statement[] {
  const header = (key: string) => email.headers.find((one) => one.key === key)?.value.trim() ?? '';
  const say = (field: FieldName, name: string, value: string, quote = value): Statement[] =>
    value === '' ? [] : [{ field, value, evidence: { from: 'mail', name, quote } }];
  const subject = email.subject ?? '';
  const from = email.from?.name ?? '';
  const list = /^"?([^"<]{1,200}?)"?\s{0,5}</.exec(header('list-id'))?.[1] ?? '';
  // What goes to many is sent in a publication's name; a name in other mails is its author's.
  // What is posted in a group has often been copied from elsewhere.
  const isPosted = header('newsgroups') !== '';
  const isBulk =
    ['list-id', 'list-unsubscribe', 'feedback-id'].some((key) => header(key) !== '') ||
    /^(?:bulk|list)$/i.test(header('precedence'));
  return [
    ...say('title', 'Subject', subject.replace(/^(?:(?:re|fwd?|aw|wg|tr)\s{0,3}:\s{0,10}){1,5}/i, ''), subject),
    ...(isBulk ? [...say('publication', 'From', from), ...say('publication', 'List-Id', list)] : []),
    ...(!isBulk && !isPosted && looksLikeNames(from) ? say('bylines', 'From', from) : []),
    ...say('published', 'Date', withFullYear(header('date')), header('date')),
    ...say('language', 'Content-Language', header('content-language').split(',')[0] ?? ''),
    ...say('keywords', 'Keywords', header('keywords')),
    ...say('identifier', 'Message-ID', header('message-id').replace(/^<|>$/g, '')),
  ];
}

/** What is no text to read, another form of the mail's own text, or tells of a mail's delivery. */
const NO_ARTICLE = new RegExp(
  [
    String.raw`^(?:image|audio|video|font|model)\/`,
    String.raw`^text\/(?:calendar|x?-?vcard|css|enriched|richtext|x-amp-html|watch-html|rfc822-headers)`,
    String.raw`^message\/(?:delivery-status|disposition-notification|feedback-report|external-body|partial)`,
    String.raw`pgp|pkcs|^application\/(?:ics|ms-tnef|x-?dosexec|mac-binhex40|applefile)`,
  ].join('|'),
);

/** Attachments that can be articles, by unique names. Pictures in the text, signatures and calendars are none. */
function* membersOf(attachments: readonly Attachment[]): Generator<Member> {
  const seen = new Set<string>();
  for (const [index, { filename, mimeType, related, content }] of attachments.entries()) {
    if (NO_ARTICLE.test(mimeType) || related) continue;
    const name =
      filename
        ?.replace(/[\x00-\x1f\x7f/\\]+/g, ' ')
        .trim()
        .slice(0, 200) || `attachment ${index + 1}`;
    const path = seen.has(name) ? `${index + 1} ${name}` : name;
    seen.add(path);
    const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
    // Mail programs that do not know a type say so; then the name and the bytes tell.
    const contentType = mimeType === 'application/octet-stream' ? undefined : mimeType;
    yield { path, contentType, read: async () => bytes };
  }
}

function decodedFile(bytes: Uint8Array): Decoded | undefined {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof UnreadableFileError) return undefined;
    throw error;
  }
}

function noText(): UnreadableFileError {
  const message = 'The mail has no text, no subject, and no attachment that can be an article';
  return new UnreadableFileError(
    'unsupported',
    'mail-without-text',
    message,
    'Drop a mail with the text of an article.',
  );
}
