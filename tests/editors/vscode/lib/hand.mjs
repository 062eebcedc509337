/** What a person does in the editor, and what a person sees. */
import { until } from './editor.mjs';

/** A step that takes longer is tried again. */
const PATIENCE = { timeout: 10_000 };

export class Hand {
  constructor(page) {
    this.page = page;
    this.keys = page.keyboard;
  }

  /** Runs a command from the palette, found by its title. A palette that is just closing is asked again. */
  async command(title) {
    await until(`the command ${title}`, async () => {
      try {
        await this.keys.press('F1');
        await this.pick(`>${title}`, title);
        return true;
      } catch (error) {
        if (error.name !== 'TimeoutError') throw error;
        await this.keys.press('Escape');
        return false;
      }
    });
  }

  /** Types into the list that is open, and takes the entry that reads so. */
  async pick(typed, entry) {
    await this.page.locator('.quick-input-widget input:visible').first().fill(typed, PATIENCE);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: entry }).first().click(PATIENCE);
  }

  /** The middle of some words of the draft in front, on the screen. */
  async place(words) {
    return until(`the words ${words}`, () => this.page.evaluate((words) => {
      for (const line of document.querySelectorAll('.editor-instance .view-line')) {
        const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          const start = node.data.replaceAll('\u00a0', ' ').indexOf(words);
          if (start < 0) continue;
          const range = document.createRange();
          range.setStart(node, start);
          range.setEnd(node, start + words.length);
          const box = range.getBoundingClientRect();
          return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        }
      }
      return undefined;
    }, words));
  }

  /** Puts the cursor into some words. */
  async click(words) {
    const { x, y } = await this.place(words);
    await this.page.mouse.click(x, y);
  }

  /** Puts the cursor into some words and presses a key, until what it calls is there. */
  async call(words, key, called) {
    await until(`what ${key} calls`, async () => {
      await this.click(words);
      await this.keys.press(key);
      return called.waitFor(PATIENCE).then(() => true, () => false);
    });
  }

  /** Points at some words until a hover tells what is looked for. */
  async hover(words, told) {
    const hover = this.page.locator('.monaco-hover:not(.hidden)', { hasText: told }).first();
    await until('the hover', async () => {
      await this.page.mouse.move(5, 5);
      const { x, y } = await this.place(words);
      await this.page.mouse.move(x, y, { steps: 5 });
      return hover.waitFor({ timeout: 5_000 }).then(() => true, () => false);
    });
  }

  /** The lines of the editor in front, from the top, as far as they are on the screen. */
  async lines() {
    const shown = await this.page.locator('.editor-instance .view-line').evaluateAll((lines) =>
      lines.map((line) => [Number.parseInt(line.style.top, 10), line.textContent.replaceAll('\u00a0', ' ')]));
    return shown.sort(([a], [b]) => a - b).map(([, text]) => text);
  }

  async expectText(...words) {
    await until(`the text ${words.join(' … ')}`, async () => {
      const text = (await this.lines()).join('\n');
      return words.every((one) => text.includes(one));
    });
  }

  /** How many underlinings there are, errors and warnings alike. A line that wraps has several. */
  squiggles() {
    return this.page.locator('.editor-instance .squiggly-warning, .editor-instance .squiggly-error');
  }

  /** The rules that the Problems view lists, one for each finding. */
  async problems() {
    const rows = await this.page.locator('.markers-panel .monaco-list-row').allTextContents();
    return rows.map((row) => /copydesk([a-z-]+)\[Ln/.exec(row)?.[1]).filter(Boolean);
  }

  /** Waits until Problems lists just these rules. */
  async expectProblems(...rules) {
    const listed = async () => (await this.problems()).sort().join(', ');
    await until(`problems [${rules.join(', ')}]`, async () => (await listed()) === rules.sort().join(', ')).catch(async (error) => {
      throw new Error(`${error.message}; there are [${await listed()}]`);
    });
  }

  async expectStatus(text) {
    const item = this.page.locator('[id="copydesk.copydesk.copydesk.status"]');
    await item.filter({ hasText: text }).waitFor();
  }
}
