import { PassThrough } from 'node:stream';
import { showProgress } from '../../subgraphs/cli/progress';

/** A terminal or a pipe, and all that was written to it. */
function screen({ isTTY }: { isTTY: boolean }) {
  let shown = '';
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 100 });
  stream.on('data', (chunk) => (shown += String(chunk)));
  return { stream, shown: () => shown };
}

/** The bar as it was shown last, without what moves the cursor and colours. */
function lastLine(shown: string): string {
  // eslint-disable-next-line no-control-regex
  const lines = shown.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '\r').split(/[\r\n]+/);
  return lines.findLast((line) => line.includes('rows')) ?? '';
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('to a person at a terminal, progress', () => {
  it('is a bar that grows, and stays as it is in the end', () => {
    const { stream, shown } = screen({ isTTY: true });
    const display = showProgress('wales checking', stream);
    display.update(500, 2000);
    jest.advanceTimersByTime(1000);
    expect(lastLine(shown())).toMatch(/^wales checking {5}█+░+ 25% \| 500\/2000 rows \| .* left/);
    display.update(2000, 2000);
    display.stop();
    expect(lastLine(shown())).toMatch(/^wales checking {5}█+ 100% \| 2000\/2000 rows \|/);
  });

  it('is never more than all, where there turn out to be more rows than lines', () => {
    const { stream, shown } = screen({ isTTY: true });
    const display = showProgress('wales applying', stream);
    display.update(16, 16);
    display.update(64, 64);
    display.stop();
    expect(lastLine(shown())).toContain(' 100% | 64/64 rows |');
  });

  it('shows nothing, and gives the terminal back, where there was nothing to do', () => {
    const { stream, shown } = screen({ isTTY: true });
    showProgress('wales checking', stream).stop();
    expect(lastLine(shown())).toBe('');
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('to a file or a pipe, progress', () => {
  it('is a plain line every ten seconds, and nothing for what is done sooner', () => {
    const { stream, shown } = screen({ isTTY: false });
    const display = showProgress('wales checking', stream);
    const at = (seconds: number, done: number): void => {
      jest.advanceTimersByTime(seconds * 1000);
      display.update(done, 20_000);
    };
    at(9, 400);
    expect(shown()).toBe('');
    at(1, 1500);
    at(5, 3000);
    at(5, 20_000);
    display.stop();
    expect(shown()).toBe('wales checking: 1,500 of 20,000 rows\nwales checking: 20,000 of 20,000 rows\n');
    expect(jest.getTimerCount()).toBe(0);
  });
});
