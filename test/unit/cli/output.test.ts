import { count, printable, printableLines, wrap } from '../../../cli/output';
import { table } from '../../../cli/table';

test('nothing that a terminal would obey is left in a text', () => {
  expect(printable('a\u001b[31mred\u0007 \u202etxt.exe\u009b1m')).toBe('a\ufffd[31mred\ufffd \ufffdtxt.exe\ufffd1m');
  expect(printable('two\nlines\tand  spaces ')).toBe('two lines and spaces');
  expect(printableLines('one\r\ntwo\u001b]0;title\u0007\n')).toBe('one\ntwo\ufffd]0;title\ufffd\n');
});

test('a long text is broken at spaces, with the lines below one another', () => {
  expect(wrap('ORG  ', 'one two three four five', 18)).toBe('ORG  one two three four\n     five');
  expect(wrap('ORG  ', ['United Nations,', 'Council of Europe'], 27)).toBe(
    'ORG  United Nations,\n     Council of Europe',
  );
});

test('a count has its noun in the right number', () => {
  expect([count(1, 'article'), count(0, 'article'), count(2, 'entity', 'entities')]).toEqual([
    '1 article',
    '0 articles',
    '2 entities',
  ]);
});

describe('a table', () => {
  const columns = [
    { head: 'id', cell: (row: { id: string; title: string }) => row.id },
    { head: 'title', cell: (row: { id: string; title: string }) => row.title, flexible: true },
  ];
  const rows = [
    { id: '1', title: 'A title that is rather long for a narrow terminal' },
    { id: '22', title: 'Ümläut 😀 \u001b[2J' },
  ];

  test('keeps everything when it goes to a file', () => {
    expect(table(columns, rows)).toBe(
      'id  title\n1   A title that is rather long for a narrow terminal\n22  Ümläut 😀 \ufffd[2J\n',
    );
  });

  test('gives way in its flexible column on a terminal', () => {
    const lines = table(columns, rows, 34).trimEnd().split('\n');
    expect(lines[1]).toMatch(/^1 {3}A title that is rath.*…$/);
    expect(lines.every((line) => line.length <= 34)).toBe(true);
  });

  test('has only its headings when there is nothing', () => {
    expect(table(columns, [])).toBe('id  title\n');
  });
});
