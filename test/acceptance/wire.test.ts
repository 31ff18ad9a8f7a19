import type { ArticleDetail } from '../../shared/api/schemas';
import type { DropOptions } from './support/bucket';
import { api, articleOf, keyIn, put, refusal, stored, surname } from './support/target';

const drop = async (name: string, body: Uint8Array | string, options?: DropOptions): Promise<ArticleDetail> => {
  const key = keyIn('wire', name);
  await put(key, body, options);
  return articleOf(key);
};

/** The articles of a drop, in file order. */
const articlesOf = async (key: string): Promise<ArticleDetail[]> => {
  const { articleIds } = await stored(key);
  return Promise.all(articleIds.map((id) => api.article(id)));
};
const titlesOf = (articles: readonly ArticleDetail[]) => articles.map(({ title }) => title);

const SENTENCE = `Marta ${surname} closed the harbour of Lisbon on Tuesday.`;

describe('news agencies’ formats', () => {
  test('ninjs: an item is an article, with what its agency says of it', async () => {
    const article = await drop(
      'item.json',
      JSON.stringify({
        uri: 'urn:newsml:wire.example:20040512:harbour',
        standard: { name: 'ninjs', version: '3.0' },
        versionCreated: '2004-05-12T09:40:00Z',
        headlines: [{ role: 'main', value: 'Harbour closed' }],
        bodies: [{ contentType: 'text/html', value: `<p>${SENTENCE}</p><p>Nobody came.</p>` }],
        subjects: [{ name: 'harbour', uri: 'http://codes.example/topic/042' }],
        by: 'Ana Prates',
        located: 'Lisbon, Portugal',
        slugline: 'Harbour-Strike',
        urgency: 3,
        copyrightNotice: 'Copyright 2004 Costa Wire',
      }),
    );
    expect(article).toMatchObject({ title: 'Harbour closed', paragraphCount: 2, source: { format: 'ninjs' } });
    const { located, subjects, urgency, versionCreated, copyright, slugline } = article.metadata;
    expect(located).toMatchObject({ value: 'Lisbon, Portugal', evidence: { from: 'ninjs', name: 'located' } });
    expect(subjects?.value).toEqual([{ name: 'harbour', code: 'http://codes.example/topic/042' }]);
    expect([urgency?.value, slugline?.value]).toEqual([3, 'Harbour-Strike']);
    expect(versionCreated?.value).toBe('2004-05-12T09:40:00Z');
    expect(copyright?.value).toBe('Copyright 2004 Costa Wire');
    expect(article.entities.map(({ name }) => name)).toContain(`Marta ${surname}`);
  });

  test('JSON Lines: each line is an article, and a bad one is a warning', async () => {
    const key = keyIn('wire', 'lines.jsonl');
    const lines = ['One', 'Two'].map((title) => JSON.stringify({ title, text: `${title}. ${SENTENCE}` }));
    await put(key, `${lines.join('\n{"title": \n')}\n`);
    expect(titlesOf(await articlesOf(key))).toEqual(['One', 'Two']);
    expect((await stored(key)).warnings).toMatchObject([{ code: 'lines-skipped' }]);
  });

  test('NITF: metadata from its head, text from its content', async () => {
    const article = await drop(
      'harbour.nitf',
      `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf>
        <head><docdata><urgency ed-urg="3"/><date.issue norm="20040512T093000Z"/></docdata><pubdata name="Lisbon Circular"/></head>
        <body><body.head><hedline><hl1>Harbour closed</hl1></hedline><byline>By Ana Prates</byline>
          <dateline><location>Lisbon</location></dateline></body.head>
          <body.content><p>${SENTENCE}</p><hl2>What next</hl2><p>Nobody came.</p></body.content></body></nitf>`,
    );
    expect(article).toMatchObject({
      title: 'Harbour closed',
      publication: 'Lisbon Circular',
      published: '2004-05-12T09:30:00Z',
      source: { format: 'nitf' },
    });
    expect(article.paragraphs.map(({ kind }) => kind)).toEqual(['body', 'heading', 'body']);
    expect(article.metadata.urgency).toMatchObject({ value: 3, evidence: { from: 'nitf', name: 'urgency@ed-urg' } });
    expect([article.metadata.bylines?.value, article.metadata.located?.value]).toEqual([['Ana Prates'], 'Lisbon']);
  });

  test('NewsML-G2: every item of a message is an article', async () => {
    const key = keyIn('wire', 'message.xml');
    const item = (guid: string, headline: string) =>
      `<newsItem guid="${guid}"><itemMeta><versionCreated>2004-05-12T09:40:00Z</versionCreated></itemMeta>
        <contentMeta><located><name>Lisbon</name></located><subject qcode="medtop:20000523"><name>labour market</name></subject>
        <headline>${headline}</headline></contentMeta><contentSet><inlineXML><html><body><p>${SENTENCE}</p></body></html></inlineXML></contentSet></newsItem>`;
    await put(key, `<newsMessage><itemSet>${item('urn:x:1', 'One')}${item('urn:x:2', 'Two')}</itemSet></newsMessage>`);
    const articles = await articlesOf(key);
    expect(titlesOf(articles)).toEqual(['One', 'Two']);
    expect(articles[0]?.source.format).toBe('newsml-g2');
    const metadata = articles[1]?.metadata;
    expect(metadata?.subjects?.value).toEqual([{ name: 'labour market', code: 'medtop:20000523' }]);
    expect(metadata?.versionCreated).toMatchObject({ evidence: { from: 'newsml-g2', name: 'versionCreated' } });
  });

  test('NewsML 1.2: the body component is the text', async () => {
    const article = await drop(
      'newsml.xml',
      `<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Harbour closed</HeadLine><DateLine>LISBON</DateLine></NewsLines>
        <NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>A quay.</DataContent></ContentItem></NewsComponent>
        <NewsComponent><Role FormalName="Body"/><ContentItem><DataContent>${SENTENCE}</DataContent></ContentItem></NewsComponent>
      </NewsComponent></NewsItem></NewsML>`,
    );
    expect(article).toMatchObject({ title: 'Harbour closed', source: { format: 'newsml' } });
    expect(await api.text(article.id)).toBe(SENTENCE);
    expect(article.metadata.dateline?.value).toBe('LISBON');
  });

  test('IPTC 7901: headline, keywords, priority and time of a wire message', async () => {
    const article = await drop(
      'wire.txt',
      `\x01bdt0004 3 pl 57  cst 0006\r\nharbour/strike/\r\n\x02Harbour closed\r\n${SENTENCE}\r\n\x03\r\n121130 GMT May 2004\r\n\x04`,
    );
    expect(article).toMatchObject({
      title: 'Harbour closed',
      published: '2004-05-12T11:30:00Z',
      source: { format: 'iptc7901' },
    });
    expect(await api.text(article.id)).toBe(SENTENCE);
    expect([article.metadata.urgency?.value, article.metadata.slugline?.value]).toEqual([3, 'harbour/strike']);
  });

  test('ANPA 1312: headline, byline and time of a wire message', async () => {
    const article = await drop(
      'wire.anpa',
      `\x16\x16\x01w2870\x1f-----\r\nr i\x13\x11 bc-Harbour   05-12 0042\r\n\x02^BC-Harbour,42<\r\n^Harbour closed<\r\n^By MARTA QUILL=\r\n\t   ${SENTENCE}\r\n\x03HP-WF-05-12-04 1130GMT<\r\n`,
    );
    expect(article).toMatchObject({
      title: 'Harbour closed',
      metadata: { bylines: { value: ['MARTA QUILL'] } },
      published: '2004-05-12T11:30:00Z',
      source: { format: 'anpa' },
    });
    expect(await api.text(article.id)).toBe(SENTENCE);
  });

  test('XML with entities of its own is refused, with the reason', async () => {
    const key = keyIn('wire', 'laughs.xml');
    await put(key, '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><nitf><body><p>&b;</p></body></nitf>');
    expect(await refusal(key)).toMatchObject({ class: 'unsupported', code: 'xml-entities' });
  });
});

describe('feeds', () => {
  test('RSS: each item is an article, with its content before its description', async () => {
    const key = keyIn('wire', 'feed.rss');
    const item = (title: string) =>
      `<item><title>${title}</title><guid>urn:${title}</guid><pubDate>Wed, 12 May 2004 09:30:00 GMT</pubDate>
        <description>Teaser.</description><content:encoded><![CDATA[<p>${SENTENCE}</p><p>Nobody came.</p>]]></content:encoded></item>`;
    await put(key, `<rss><channel><title>Lisbon Circular</title>${item('One')}${item('Two')}</channel></rss>`);
    const articles = await articlesOf(key);
    expect(titlesOf(articles)).toEqual(['One', 'Two']);
    expect(articles[0]).toMatchObject({
      publication: 'Lisbon Circular',
      published: '2004-05-12T09:30:00Z',
      paragraphCount: 2,
      source: { format: 'rss' },
    });
  });

  test('Atom: each entry is an article', async () => {
    const key = keyIn('wire', 'feed.atom');
    await put(
      key,
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Lisbon Circular</title><entry><title>One</title><id>urn:1</id>
        <published>2004-05-12T09:30:00Z</published><author><name>Ana Prates</name></author>
        <content type="html">&lt;p&gt;${SENTENCE}&lt;/p&gt;</content></entry></feed>`,
    );
    const article = await articleOf(key);
    expect(article).toMatchObject({ title: 'One', publication: 'Lisbon Circular', source: { format: 'atom' } });
    expect(await api.text(article.id)).toBe(SENTENCE);
    expect(article.metadata.bylines).toMatchObject({ value: ['Ana Prates'], evidence: { from: 'feed' } });
  });
});

describe('mail', () => {
  const headers = (id: string, subject: string) =>
    [
      `From: Ana Prates <ana@circular.example>`,
      `Subject: ${subject}`,
      `Message-ID: <${id}>`,
      'Date: Wed, 12 May 2004 09:30:00 +0200',
      'MIME-Version: 1.0',
    ].join('\r\n');

  test('EML: the text is an article, and so is an attachment', async () => {
    const key = keyIn('wire', 'story.eml');
    const part = (header: string, text: string) => `--b\r\nContent-Type: ${header}\r\n\r\n${text}\r\n`;
    const attached = part(
      'text/plain; name=trains.txt\r\nContent-Disposition: attachment; filename=trains.txt',
      `Title: Trains stop\r\n\r\n${SENTENCE}`,
    );
    await put(
      key,
      `${headers('1@x', '=?utf-8?Q?Harbour_closed_=E2=80=93_all?=')}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part('text/plain', SENTENCE)}${attached}--b--\r\n`,
    );
    const [mail, attachment] = await articlesOf(key);
    expect(mail).toMatchObject({
      title: 'Harbour closed – all',
      published: '2004-05-12T07:30:00Z',
      source: { format: 'email' },
    });
    expect(mail?.metadata.bylines).toMatchObject({ value: ['Ana Prates'], evidence: { from: 'mail', name: 'From' } });
    expect(attachment).toMatchObject({ title: 'Trains stop', source: { format: 'text' } });
  });

  test('a newsletter: each item is an article with its address', async () => {
    const key = keyIn('wire', 'newsletter.eml');
    const item = (title: string) =>
      `<h2><a href="http://circular.example/${title}">${title} closes</a></h2><p>${SENTENCE} Nobody unloads a ship there.</p>`;
    await put(
      key,
      `${headers('2@x', 'Today')}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${item('One')}${item('Two')}<p>Unsubscribe</p>`,
    );
    const articles = await articlesOf(key);
    expect(titlesOf(articles)).toEqual(['One closes', 'Two closes']);
    expect(articles[0]?.metadata.url?.value).toBe('http://circular.example/One');
    expect(articles[1]?.paragraphCount).toBe(1);
  });

  test('MBOX: each message is an article', async () => {
    const key = keyIn('wire', 'inbox.mbox');
    const message = (title: string) =>
      `From ana@x Wed May 12 09:30:00 2004\n${headers(`${title}@x`, title).replaceAll('\r', '')}\n\n${SENTENCE}\n\n`;
    await put(key, message('One') + message('Two'));
    expect(titlesOf(await articlesOf(key))).toEqual(['One', 'Two']);
  });
});

describe('digests', () => {
  test('a text file with a header for each brief is several articles', async () => {
    const key = keyIn('wire', 'digest.txt');
    const brief = (issue: number) =>
      `Publication: Lisbon Circular Volume: 2 Issue: ${issue}\n\n${SENTENCE} It rained all day, as it had the whole week.\n\n`;
    await put(key, brief(7) + brief(8));
    const articles = await articlesOf(key);
    expect(articles.map(({ publication, issue }) => [publication, issue])).toEqual([
      ['Lisbon Circular', 7],
      ['Lisbon Circular', 8],
    ]);
  });
});
