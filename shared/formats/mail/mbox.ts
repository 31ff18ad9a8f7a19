import { UnreadableFileError } from '../../errors';
import type { Member, Reader } from '../reader';
import { beginsLikeMail } from './head';

/**
 * Reads a mailbox (mboxo, mboxrd): each message is a member, named by its Message-ID. A mail that is only named a
 * mailbox is one message.
 * @throws UnreadableFileError `empty-mailbox`
 */
export const readMboxFile: Reader = ({ bytes, head }) => {
  const mailbox = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (nextFrom(mailbox, 0) !== -1) return { members: messagesIn(mailbox) };
  if (beginsLikeMail(head)) return { members: [messageOf(mailbox, 'message 1')] };
  throw new UnreadableFileError(
    'damaged',
    'empty-mailbox',
    'There is no message in the mailbox: none begins with a line of "From ", an address and a date',
    'Drop the mailbox again with its messages, or each mail as a file of its own (.eml).',
  );
};

const LF = 0x0a;
const CR = 0x0d;
/** "From jane@example.org Mon Jan  1 00:00:00 2001": an address and a date. */
const FROM_LINE = /^From \S{1,300} .{0,40}\d{2}:\d{2}.{0,40}$/;
const MESSAGE_ID = /^message-id:\s{0,20}<?([^<>\s]{1,300})>?/im;

function* messagesIn(mailbox: Buffer): Generator<Member> {
  const seen = new Set<string>();
  let number = 0;
  for (let start = nextFrom(mailbox, 0); start !== -1; ) {
    const next = nextFrom(mailbox, start + 5);
    const line = mailbox.indexOf(LF, start);
    const message = mailbox.subarray(line === -1 ? mailbox.length : line + 1, next === -1 ? mailbox.length : next);
    number += 1;
    start = next;
    const id = MESSAGE_ID.exec(headOf(message))?.[1];
    const path = id !== undefined && !seen.has(id) ? id : `message ${number}`;
    seen.add(path);
    yield messageOf(message, path);
  }
}

function messageOf(message: Buffer, path: string): Member {
  return { path, contentType: 'message/rfc822', read: async () => unquoted(message) };
}

/** Where the next line begins that begins a message: at the file's start, or after a blank line. */
function nextFrom(mailbox: Buffer, from: number): number {
  for (let at = mailbox.indexOf('From ', from, 'latin1'); at !== -1; at = mailbox.indexOf('From ', at + 5, 'latin1')) {
    if (at === 0 || (mailbox[at - 1] === LF && isBlankBefore(mailbox, at - 1))) {
      const line =
        mailbox
          .subarray(at, at + 400)
          .toString('latin1')
          .split(/\r?\n/, 1)[0] ?? '';
      if (at === 0 || FROM_LINE.test(line)) return at;
    }
  }
  return -1;
}

function isBlankBefore(mailbox: Buffer, lineFeed: number): boolean {
  const before = mailbox[lineFeed - 1] === CR ? lineFeed - 2 : lineFeed - 1;
  return mailbox[before] === LF;
}

function headOf(message: Buffer): string {
  const head = message.subarray(0, 65_536).toString('latin1');
  const end = head.search(/\r?\n\r?\n/);
  return end === -1 ? head : head.slice(0, end);
}

/** ">From " at a line's beginning is how a mailbox keeps "From " in a message. */
function unquoted(message: Buffer): Buffer {
  if (message.indexOf('\n>From ') === -1 && message.indexOf('\n>>From ') === -1) return message;
  return Buffer.from(message.toString('latin1').replace(/^>(>{0,20}From )/gm, '$1'), 'latin1');
}
