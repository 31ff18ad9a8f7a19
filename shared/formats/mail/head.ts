/** Headers that only mails have, or that say how a mail is transported. */
const OF_TRANSPORT =
  /^(?:received|return-path|message-id|mime-version|content-type|content-transfer-encoding|delivered-to|dkim-signature|arc-seal|x-received|x-mailer)$/;
/** Headers that people read, which a text may begin with as well. */
const OF_LETTERS = /^(?:from|to|cc|subject|date|reply-to|sender|newsgroups)$/;
const MOST_LINES = 200;

/**
 * Whether a text begins with the header of a mail (RFC 5322 §2.2): lines of a name and a value, folded ones with a blank
 * before them, of which one tells of MIME parts, two are about its transport, or one is and another one is a letter's.
 */
export function beginsLikeMail(head: string): boolean {
  const names: string[] = [];
  let isMime = false;
  for (const line of head.split(/\r\n|[\n\r]/, MOST_LINES)) {
    if (line.trim() === '') break;
    if (/^[ \t]/.test(line) && names.length > 0) continue;
    const [, name, value] = /^([a-z][\w-]{1,60})[ \t]{0,3}:(.*)$/i.exec(line) ?? [];
    if (name === undefined || value === undefined) break;
    names.push(name.toLowerCase());
    isMime ||= name.toLowerCase() === 'content-type' && /^\s{0,5}(?:text|multipart|message)\//i.test(value);
  }
  // The headers of relays may be longer than what is looked at.
  const ofTransport = new Set(names.filter((name) => OF_TRANSPORT.test(name))).size;
  return (
    (isMime && names.length > 0) || ofTransport > 1 || (ofTransport > 0 && names.some((name) => OF_LETTERS.test(name)))
  );
}
