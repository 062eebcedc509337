/** Types a quotation with no speaker, and holds the desk to its word: no accusation before a pause. */
import assert from 'node:assert/strict';
import { until } from './editor.mjs';

/** Longer than this between two keys is a pause; the desk may speak then. */
const PAUSE_MS = 400;
const TRIES = 6;

const QUOTATION = '“The water came in at the second door and no one shut it. Then it took the stairs.”';

/** Puts a watch into the page: when keys were pressed, and when an underlining came to the last line. */
async function watch(page) {
  await page.evaluate(() => {
    globalThis.watched = { keys: [], accused: undefined };
    const watched = globalThis.watched;
    document.addEventListener('keydown', () => watched.keys.push(performance.now()), true);
    const look = () => {
      const lines = [...document.querySelectorAll('.editor-instance .view-line')].map((line) => Number.parseFloat(line.style.top));
      const last = Math.max(...lines);
      const marks = [...document.querySelectorAll('.editor-instance .view-overlays > div')].filter((row) => Number.parseFloat(row.style.top) >= last);
      const accused = marks.some((row) => row.querySelector('.squiggly-warning, .squiggly-error'));
      if (accused && watched.accused === undefined) watched.accused = performance.now();
      if (!watched.over) requestAnimationFrame(look);
    };
    look();
  });
}

/**
 * Types it, in a new paragraph. Where the machine halts between two keys, on the page or on their
 * way to the server, that is a pause, and the desk may speak: then it is typed again. A desk that
 * accused what is being written would do so at every try.
 */
export async function typeUnaccused({ page }, hand) {
  const told = [];
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    await hand.keys.press('Control+1');
    await hand.keys.press('Control+End');
    await hand.keys.type('\n');
    await watch(page);
    await hand.keys.type(QUOTATION, { delay: 20 });
    await until('the accusation', () => page.evaluate(() => globalThis.watched.accused));
    const { keys, accused } = await page.evaluate(() => Object.assign(globalThis.watched, { over: true }));
    const gaps = keys.slice(1).map((time, index) => time - keys[index]);
    const after = Math.round(accused - keys.at(-1));
    told.push(`${after} ms after the last key, ${Math.round(Math.max(...gaps))} ms the longest time between two`);
    if (after > 0 && Math.max(...gaps) < PAUSE_MS) break;
    assert.ok(attempt < TRIES, `accused while it was written, ${TRIES} times: ${told.join('; ')}`);
    await hand.keys.press('Control+End');
    await hand.keys.press('Shift+Home');
    await hand.keys.press('Delete');
    await hand.keys.press('Backspace');
  }
  console.log(`        (accused ${told.join('; ')})`);
}
