import { codesOf, failure, kindsOf, paragraphsOf } from '../read';
import { PAGE, prose, readPage } from './pages';

describe('what is the article', () => {
  const page = (body: string): string => `<!doctype html><title>The ship</title><body>${body}`;

  test.each([
    ['paragraphs divided by line ends', '<div>One ship came in on Monday.<br><br>Two ships left on Tuesday.</div>'],
    [
      'a table that lays out the page',
      '<table><tr><td>One ship came in on Monday.<br><br>Two ships left on Tuesday.</td></tr></table>',
    ],
    ['unclosed elements', '<div><p>One ship came in on Monday.<p>Two ships left on Tuesday.'],
    [
      'wrongly nested elements',
      '<div><b><p>One ship</b> came in on Monday.</p></i><p>Two ships left on <i>Tuesday</p>.',
    ],
  ])('%s', async (_, body) => {
    expect((await readPage(page(body))).text.replace(/\s+/g, ' ')).toMatch(
      /^One ship came in on Monday. Two ships left on Tuesday/,
    );
  });

  test('a short article beside a long sidebar', async () => {
    const teasers = ['A', 'B', 'C', 'D'].map((name) => `<h3><a href=x>${name} is back</a></h3>${prose(name)}`).join('');
    const { text } = await readPage(page(`<div><article>${prose('Ana')}</article><aside>${teasers}</aside></div>`));
    expect(text).toMatch(/^Ana went/);
    expect(text).not.toMatch(/\bB went/);
  });

  test('an article shorter than its comments', async () => {
    const comments = ['A', 'B', 'C', 'D', 'E'].map(prose).join('');
    const { text } = await readPage(page(`<div class=story>${prose('Ana')}</div><div id=comments>${comments}</div>`));
    expect(text).not.toMatch(/\bA went/);
    expect(text).toMatch(/Ana went/);
  });

  test('paragraphs that all bear a name of something else', async () => {
    const { text } = await readPage(page(`<div>${prose('Ana').replaceAll('<p>', '<p class="paywall">')}</div>`));
    expect(text).toMatch(/year 1.*year 2.*year 3/s);
  });

  test('a text that is cut into parts', async () => {
    const part = (n: number): string =>
      `<div class="col"><div class="story-body story-body-${n}">${prose(`Part ${n}`)}</div></div>`;
    const other = `<h1>The bridge</h1><div class="col"><div class="story-body story-body-1">${prose('Rui')}</div></div>`;
    const teaser = '<h3><a href=x>How a bridge was built in nine years</a></h3>';
    const { text } = await readPage(
      page(`<h1>The ship</h1>${part(1)}${teaser.repeat(9)}${part(2)}${part(2)}${teaser.repeat(9)}${other}`),
    );
    expect(text).toMatch(/Part 1 went.*Part 2 went/s);
    expect(text).not.toMatch('Rui went');
  });

  test('a label that the page repeats is none of its text, a line that the article repeats is', async () => {
    const label = '<div>Anzeige</div>';
    const line = '<div>Ship ahoy</div>';
    const text = prose('Ana') + label + line + prose('Rui') + line + prose('Eva') + line + prose('Ivo');
    const paragraphs = paragraphsOf(await readPage(page(`<main><div>${text}</div></main>${label}<p>${label}`)));
    expect(paragraphs).not.toContain('Anzeige');
    expect(paragraphs.filter((paragraph) => paragraph === 'Ship ahoy')).toHaveLength(3);
  });

  test('a note and a list below the last sentence, whatever is wrapped about the paragraphs', async () => {
    const wrapped = prose('Ana').replaceAll('<p>', '<div><p>').replaceAll('</p>', '</p></div>');
    const end =
      '<ul><li>the ship of Monday</li><li>the ship of Tuesday</li></ul><div><p>With words by Rui Costa</p></div>';
    const article = await readPage(page(`<div><div>${wrapped}${end}</div></div>`));
    expect(paragraphsOf(article).slice(3)).toEqual([
      'the ship of Monday',
      'the ship of Tuesday',
      'With words by Rui Costa',
    ]);
  });

  test('what stands after an element of no text that does not end is not shown', async () => {
    const { text } = await readPage(
      page(`<div>${prose('Ana')}</div><div><iframe src="x"/></div><p>Ana &lt;b&gt; is <b>not</b> there.</p>`),
    );
    expect(text).not.toMatch('there');
  });

  test('captions are told from the text', async () => {
    const picture = '<div class="photo-box"><img src=x><span>The ship on Monday (Image: GETTY)</span></div>';
    const article = await readPage(page(`<div>${prose('Ana')}${picture}${prose('Rui')}</div>`));
    expect(kindsOf(article).filter((kind) => kind !== 'body')).toEqual(['caption']);
  });

  test('a list at the end is part of it, one of links to other articles is not', async () => {
    const list = '<ul><li>the ship of Monday;</li><li>the ship of Tuesday.</li></ul>';
    const links = '<ul><li><a href=a>A bridge too short</a></li><li><a href=b>The river rises</a></li></ul>';
    const article = await readPage(page(`<div>${prose('Ana')}<h2>Ships</h2>${list}<h3>Read more</h3>${links}</div>`));
    expect(paragraphsOf(article).slice(3)).toEqual(['Ships', 'the ship of Monday;', 'the ship of Tuesday.']);
  });

  test('a list that holds most of the words is not all of it', async () => {
    const items = Array.from(
      { length: 9 },
      (_, n) => `<li>Ship ${n} came in, and nobody had seen it for ${n} years.</li>`,
    );
    const labels = '<div>Print</div><div>Send</div>'.repeat(20);
    const { text } = await readPage(page(`<div class=x>${prose('Ana')}${labels}<ul>${items.join('')}</ul></div>`));
    expect(text).toMatch(/Ana went.*Ship 8/s);
  });

  test('what a publication offers its readers is left out, also in whole sentences', async () => {
    const offer = '<p>If you buy something by our links, we may earn a commission. It pays for our work.</p>';
    const quoted = '<p>“You can sign up for our course,” the captain said to the crew on Monday.</p>';
    const { text } = await readPage(page(`<div>${offer}${prose('Ana')}${quoted}</div>`));
    expect(text).not.toMatch('commission');
    expect(text).toMatch('the captain said');
  });

  test('a menu that opens at a name is no words of the sentence', async () => {
    const menu = `<span><img src=x><a href=1>Ana Prates</a> <a href=2>Ana wins</a> <a href=3>Ana loses</a></span>`;
    const name = `<span><a href=1>Ana Prates</a>${menu}</span>`;
    const { text } = await readPage(
      page(`<div><p>On Monday ${name} said that the ship would sail.</p>${prose('Rui')}</div>`),
    );
    expect(text).toMatch(/^On Monday Ana Prates said that the ship would sail\./);
  });

  test('what is embedded is part of it; an article in the article is another one', async () => {
    const embed = '<div class="social-embed"><blockquote>The ship sails now. — Ana (@ana)</blockquote></div>';
    const other = `<article><h3>You may like</h3><p>Another harbour, in which nobody has seen a ship at all.</p></article>`;
    const { text } = await readPage(
      page(`<article>${prose('Ana')}${prose('Rui')}${embed}<p>It sailed.</p>${other}</article>`),
    );
    expect(text).toMatch('The ship sails now');
    expect(text).not.toMatch('Another harbour');
  });

  test('a table of values is rows', async () => {
    const rows = '<tr><td>1</td><td>Ana</td><td>45</td></tr><tr><td>2</td><td>Rui</td><td>40</td></tr>';
    const article = await readPage(page(`<div>${prose('Ana')}<table>${rows}</table>${prose('Rui')}</div>`));
    expect(paragraphsOf(article).slice(3, 5)).toEqual(['1 Ana 45', '2 Rui 40']);
  });

  test('the text of the article in the data of the page, when the page shows little of it', async () => {
    const sentences = Array.from(
      { length: 12 },
      (_, n) => `Ship ${n} went ${n} miles in ${n} days, & all ${n} men of ship ${n} came home.`,
    );
    const data = (articleBody: string): string =>
      `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', articleBody })}</script>`;
    const wall = `<div><p>${sentences[0]}</p><p>Subscribe and read all that our reporters write about ships.</p></div>`;
    const plain = await readPage(page(`${data(sentences.join('\n\n'))}${wall}`));
    expect(paragraphsOf(plain)).toEqual(sentences);
    expect(codesOf(plain)).toEqual(['text-from-schema-org']);
    const escaped = sentences.map((sentence) => `&lt;p&gt;${sentence.replace('&', '&amp;amp;')}&lt;/p&gt;`).join('');
    expect(paragraphsOf(await readPage(page(`${data(escaped)}${wall}`)))).toEqual(sentences);
    const shown = await readPage(page(`${data(sentences.join(' '))}<div><p>${sentences.join('</p><p>')}</p></div>`));
    expect(codesOf(shown)).toEqual([]);
    expect(paragraphsOf(shown)).toEqual(sentences);
  });

  test('what is shown where no scripts run, when nothing else is', async () => {
    const message = '<noscript>Your browser runs no scripts, which this page needs to be shown.</noscript>';
    expect(await failure(page(`<div id=app></div>${message}`), PAGE)).toMatchObject({ code: 'html-without-text' });
    const { text } = await readPage(page(`<div id=app>One ship.</div><noscript>${prose('Ana')}</noscript>`));
    expect(text).toMatch(/^Ana went/);
    const { text: other } = await readPage(
      page(`<div>${prose('Ana')}</div><noscript>${prose('Rui').repeat(5)}</noscript>`),
    );
    expect(other).not.toMatch('Rui went');
  });

  test('elements of drawings that end where they begin', async () => {
    const { text } = await readPage(page(`<svg><title/><style/></svg><div>${prose('Ana')}</div>`));
    expect(text).toMatch(/^Ana went/);
  });

  test.each([
    ['no text at all', '<!doctype html><div id="app"></div><script>render("words and more words")</script>'],
    ['an image', '<!doctype html><img src="x.jpg" alt="">'],
  ])('none in a page of %s', async (_, body) => {
    expect(await failure(body, PAGE)).toMatchObject({ reasonClass: 'damaged', code: 'html-without-text' });
  });

  test('a heading in a text that line ends part belongs to it', async () => {
    const article = await readPage(
      `<!doctype html><body><div><span><h2>Ships are back, and for good reason</h2>One ship came in on Monday of this week.<br><br>Two
      ships left the harbour on Tuesday.<br><br>Nobody has seen them in nine years.</span></div>`,
    );
    expect(paragraphsOf(article)[0]).toBe('Ships are back, and for good reason');
  });
});
