import { codesOf, failure, file, findings, kindsOf, paragraphsOf, readAll, readOne, readWhole, valuesOf } from './read';
import { expectPlaces, fixture, readFixture } from './wire-fixture';

const mail = (headers: string[], body: string) =>
  [
    ...['From: Ana Prates <ana@circular.example>', 'Subject: Harbour closed', 'MIME-Version: 1.0', ...headers],
    '',
    body,
  ].join('\r\n');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const eml = { name: 'incoming/a.eml' };

describe('a mail', () => {
  test('is an article: subject, date, author, and its text without the signature', async () => {
    const [first] = await readAll(file(fixture('story.eml'), { name: 'incoming/no-extension' }));
    if (!first) throw new Error('no article');
    expect(first.format).toBe('email');
    expect(paragraphsOf(first.article)).toEqual([
      'The harbour of Lisbon is closed, said Marta Quill.',
      'Nobody unloads a ship.',
      'Nobody came.',
    ]);
    expect(valuesOf(first.article)).toEqual({
      title: 'Harbour closed',
      bylines: ['Ana Prates'],
      published: '2004-05-12T07:30:00Z',
      publishedLocal: '2004-05-12T09:30:00+02:00',
      language: 'en',
      identifier: 'story-1@circular.example',
    });
    expect(first.article.metadata.title.evidence).toEqual({
      from: 'mail',
      name: 'Subject',
      quote: 'Fwd: Harbour closed',
    });
    // What stands in the file as it is maps to it.
    expect(first.article.sourceMap.length).toBeGreaterThan(0);
    expectPlaces(fixture('story.eml'), first.article);
  });

  test('its attachments are read as files are; a bad one has its reason, a picture is none', async () => {
    const found = await findings(file(fixture('story.eml'), eml));
    expect(
      found.map((one) => (one.kind === 'article' ? [one.found.format, one.found.member] : [one.kind, one.reason.code])),
    ).toEqual([
      ['email', undefined],
      ['text', 'trains.txt'],
      ['unreadable', 'xml-not-closed'],
    ]);
    const second = found[1];
    if (second?.kind !== 'article') throw new Error('no attachment');
    expect(valuesOf(second.found.article)).toMatchObject({ title: 'Trains stop', publication: 'Lisbon Circular' });
  });

  test('HTML and text: the one that has more', async () => {
    const part = (type: string, text: string) => `--b\r\nContent-Type: text/${type}; charset=utf-8\r\n\r\n${text}\r\n`;
    const both = (text: string, html: string) =>
      mail(['Content-Type: multipart/alternative; boundary=b'], `${part('plain', text)}${part('html', html)}--b--\r\n`);
    const long = 'The harbour is closed, said its owner.';
    expect((await readOne(both('Look at the HTML.', `<p>${long}</p><p>Nobody came.</p>`), eml)).text).toBe(
      `${long}\n\nNobody came.`,
    );
    expect((await readOne(both(long, '<p>No HTML?</p>'), eml)).text).toBe(long);
  });

  test.each<[string, string[], Uint8Array]>([
    [
      'declared UTF-8',
      ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'],
      latin1('Café \x93ouvert\x94'),
    ],
    ['declared nothing', [], latin1('Café \x93ouvert\x94')],
    [
      'quoted-printable',
      ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'],
      latin1('Caf=E9 =93ouvert=94'),
    ],
  ])('a charset that its bytes contradict: %s', async (_, headers, body) => {
    const bytes = Buffer.concat([latin1(mail(headers, '')), body]);
    const article = await readOne(bytes, eml);
    expect(article.text).toBe('Café “ouvert”');
    expect(codesOf(article)).toContain('charset-mistaken');
  });

  test('charsets that are declared rightly', async () => {
    const koi8 = mail(
      ['Content-Type: text/plain; charset=koi8-r', 'Content-Transfer-Encoding: base64'],
      Buffer.from([0xed, 0xcf, 0xd3, 0xcb, 0xd7, 0xc1]).toString('base64'),
    );
    expect((await readOne(koi8, eml)).text).toBe('Москва');
  });

  test('a subject alone is an alert; nothing at all is refused', async () => {
    const alert = await readOne(mail([], ''), eml);
    expect([alert.text, codesOf(alert)]).toEqual(['Harbour closed', ['headline-only']]);
    expect((await failure('From: a@b.example\r\nMIME-Version: 1.0\r\n\r\n', eml)).code).toBe('mail-without-text');
  });

  test.each([
    [
      'Content-Type first',
      'Content-Type: text/plain; charset=utf-8\nFrom: Ana Prates <ana@circular.example>\nSubject: Harbour closed\n\n',
    ],
    ['folded lines', 'Subject:  Harbour\n closed\nMIME-Version: 1.0\nFrom: Ana Prates <ana@circular.example>\n\n'],
    ['a letter', 'From: Ana Prates <ana@circular.example>\nSubject: Harbour closed\nX-Mailer: Post 2\n\n'],
  ])('is told by its header, whatever the name and the order: %s', async (_, header) => {
    const source = `${header}Nobody unloads a ship in Lisbon.\n`;
    for (const text of [source, source.replaceAll('\n', '\r\n')]) {
      const [found] = await readAll(file(text, { name: 'incoming/a.txt' }));
      expect(found?.format).toBe('email');
      expect(found && valuesOf(found.article)).toMatchObject({ title: 'Harbour closed', bylines: ['Ana Prates'] });
    }
  });

  test('that was copied from its window is a text with a header', async () => {
    const text =
      'From: Ana Prates <ana@circular.example>\nSent: Monday, May 3, 2010 4:21 PM\nTo: Desk\nSubject: Harbour closed\n\n';
    const article = await readOne(`${text}Nobody unloads a ship in Lisbon.\n`);
    expect(paragraphsOf(article)).toEqual(['Nobody unloads a ship in Lisbon.']);
    expect(valuesOf(article)).toMatchObject({
      title: 'Harbour closed',
      bylines: ['Ana Prates'],
      published: '2010-05-03',
    });
    const prose = 'From: the harbour one sees nothing.\n\nNobody unloads a ship in Lisbon.';
    expect(paragraphsOf(await readOne(prose))).toEqual(prose.split('\n\n'));
  });

  test('other forms of its text and reports of its delivery are no articles', async () => {
    const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
    const parts = [
      part('text/plain', 'Nobody unloads a ship in Lisbon.'),
      part('text/x-amp-html', '<!doctype html><html amp4email><body><p>Nobody unloads a ship.</p></body></html>'),
      part('text/enriched', '<bold>Nobody</bold> unloads a ship.'),
      part('message/delivery-status', 'Reporting-MTA: dns; circular.example'),
    ];
    const all = await readAll(
      file(mail(['Content-Type: multipart/alternative; boundary=b'], `${parts.join('')}--b--`), eml),
    );
    expect(all.map(({ article }) => article.text)).toEqual(['Nobody unloads a ship in Lisbon.']);
  });

  test('what it quotes are quotations without their marks', async () => {
    const text =
      'Nobody came.\n\nOn 2 May Jo Berg wrote:\n> The harbour of Lisbon is closed since Wednesday morning, and nobody\n> unloads a ship there until the owners and the dockers have come to\n> terms.\n>\n>> Who says so?\n';
    const [found] = await readAll(file(mail(['Date: 15 Apr 92 16:46:49 GMT'], text), eml));
    expect(found && paragraphsOf(found.article)).toEqual([
      ...[
        'Nobody came.',
        'On 2 May Jo Berg wrote:',
        'The harbour of Lisbon is closed since Wednesday morning, and nobody unloads a ship there until the owners and the dockers have come to terms.',
        'Who says so?',
      ],
    ]);
    expect(found && kindsOf(found.article)).toEqual(['body', 'body', 'quote', 'quote']);
    // RFC 5322 §4.3: a year of two digits.
    expect(found?.article.metadata.published?.value).toBe('1992-04-15T16:46:49Z');
  });

  test('a web page that a browser saved as one file is a page', async () => {
    const html =
      '<html><body><nav>Home | Ports</nav><article><h1>Harbour closed</h1><p>Nobody unloads a ship in Lisbon, said Marta Quill.</p></article></body></html>';
    const saved = [
      'From: <Saved by Blink>',
      'Snapshot-Content-Location: https://circular.example/harbour',
      'Subject: Harbour closed',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related; type="text/html"; boundary="b"',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      html,
      '--b',
      'Content-Type: text/css',
      '',
      'p { color: red }',
      '--b--',
    ].join('\r\n');
    const [found] = await readAll(file(saved, { name: 'incoming/page.mhtml' }));
    expect(found?.format).toBe('html');
    expect(found && valuesOf(found.article)).toMatchObject({
      title: 'Harbour closed',
      url: 'https://circular.example/harbour',
    });
    expect(found?.article.text).toContain('Nobody unloads a ship in Lisbon, said Marta Quill.');
    expect(found?.article.text).not.toContain('Ports');
  });

  test('parts without end are refused, not followed', async () => {
    const nested = Array.from(
      { length: 300 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    ).join('');
    expect((await failure(`From: a@b.example\r\nMIME-Version: 1.0\r\n${nested}`, eml)).code).toBe('mail-not-readable');
  });
});

describe('a newsletter', () => {
  test('holds its introduction and its items; what is hidden or about the mail is no text', async () => {
    const { format, articles } = await readFixture('newsletter.eml');
    expect(format).toBe('email');
    expect(articles.map((article) => [article.metadata.title.value, article.metadata.url?.value])).toEqual([
      ['Today: harbour closed – trains stop', undefined],
      ['Harbour closed', 'http://circular.example/harbour?from=mail'],
      ['Trains stop', 'http://circular.example/trains'],
      ['Court opens', 'http://circular.example/court'],
    ]);
    expect(articles.map(({ text }) => text)).toEqual([
      'Good morning. The week began with a strike in the harbour and ends with one on the rails, writes the editor.',
      'The harbour of Lisbon is closed, said Marta Quill on Wednesday. Nobody unloads a ship, and nobody came.',
      'No train has run in the south since Wednesday, when the drivers of three companies stopped work.',
      'The new court opened on Tuesday after nine years, as the minister said. Continue reading',
    ]);
    for (const article of articles) {
      expect(valuesOf(article)).toMatchObject({ publication: 'Lisbon Circular', published: '2004-05-12T07:30:00Z' });
      expectPlaces(fixture('newsletter.eml'), article);
    }
  });

  test('headings without links are those of one article', async () => {
    const prose =
      'The harbour of Lisbon is closed, said Marta Quill on Wednesday. Nobody unloads a ship, and nobody came.';
    const html = ['One', 'Two', 'Three'].map((title) => `<h2>${title}</h2><p>${prose}</p>`).join('');
    const article = await readOne(mail(['Content-Type: text/html; charset=utf-8'], html), eml);
    expect(article.paragraphs).toHaveLength(6);
  });

  test('laid out by tables and line breaks', async () => {
    const prose =
      'The harbour of Lisbon is closed, said Marta Quill on Wednesday. Nobody unloads a ship, and nobody came.';
    const cell = (title: string) =>
      `<td><a href="http://x.example/${title}"><b>${title} closes</b></a><br>${prose}</td>`;
    const html = `<table><tr>${cell('One')}${cell('Two')}</tr></table>`;
    const { articles } = await readWhole(file(mail(['Content-Type: text/html; charset=utf-8'], html), eml));
    expect(articles.map(({ text, metadata }) => [metadata.title.value, text])).toEqual([
      ['One closes', prose],
      ['Two closes', prose],
    ]);
  });

  test('links within the text of an article make no items of its sections', async () => {
    const prose =
      'The harbour of Lisbon is <a href="http://x.example/N">closed</a>, said Marta Quill on Wednesday. Nobody unloads a ship.';
    const html = ['One', 'Two', 'Three']
      .map((title) => `<h2>${title}</h2><p>${prose.replace('N', title)}</p>`)
      .join('');
    await readOne(
      mail(['Content-Type: text/html; charset=utf-8'], `<h1><a href="http://x.example/">All</a></h1>${html}`),
      eml,
    );
  });

  test('in plain text is split like a digest', async () => {
    const prose =
      'The harbour of Lisbon is closed, said Marta Quill on Wednesday. Nobody unloads a ship, and nobody came.';
    const text = ['Harbour closed', 'Trains stop', 'Court opens']
      .map((title) => `${title}\r\n\r\n${prose}\r\n`)
      .join('\r\n-----\r\n\r\n');
    const { articles } = await readWhole(file(mail(['List-Id: Circular <c.example>'], text), eml));
    expect(articles.map(({ metadata }) => metadata.title.value)).toEqual([
      'Harbour closed',
      'Trains stop',
      'Court opens',
    ]);
  });
});

describe('a mailbox', () => {
  const message = (id: string, text: string) =>
    `From ana@circular.example Wed May 12 09:30:00 2004\nFrom: Ana Prates <ana@circular.example>\nMessage-ID: <${id}>\nSubject: ${id}\n\n${text}\n\n`;

  test('each message is a member, known by its Message-ID', async () => {
    const mailbox =
      message('a@x', 'First.\n\n>From the harbour: nothing.') +
      message('b@x', 'Second.\nFrom here on it rained.') +
      message('a@x', 'Third.');
    const found = await readAll(file(mailbox, { name: 'incoming/inbox' }));
    expect(found.map(({ member, article }) => [member, article.text])).toEqual([
      ['a@x', 'First.\n\nFrom the harbour: nothing.'],
      ['b@x', 'Second.\n\nFrom here on it rained.'],
      ['message 3', 'Third.'],
    ]);
  });

  test('is told by its first line; one without a message says so', async () => {
    const message = 'From: Ana Prates <ana@circular.example>\nSubject: Harbour closed\n\nNobody unloads a ship.\n';
    const [found] = await readAll(file(`From ana@circular.example  Fri Nov 26 21:40:36 2004\n${message}`));
    expect([found?.format, found?.article.metadata.title.value]).toEqual(['email', 'Harbour closed']);
    expect(await failure('No mailbox.\n', { name: 'incoming/a.mbox' })).toMatchObject({ code: 'empty-mailbox' });
    const alone = await readAll(file(`MIME-Version: 1.0\n${message}`, { name: 'incoming/a.mbox' }));
    expect(alone.map(({ article }) => article.text)).toEqual(['Nobody unloads a ship.']);
  });

  test('a bad message does not lose the others, nor does an end that is missing', async () => {
    const mailbox =
      message('a@x', 'First.') +
      'From x@y Wed May 12 09:30:00 2004\nMIME-Version: 1.0\n\n\n' +
      message('b@x', 'Second.').trimEnd();
    const found = await findings(file(mailbox, { name: 'incoming/a.mbox' }));
    expect(found.map(({ kind }) => kind)).toEqual(['article', 'unreadable', 'article']);
  });
});
