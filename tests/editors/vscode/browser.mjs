/** Works in VS Code as a person does, through the browser: browser.mjs OUT, where OUT holds copydesk.vsix. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Editor, until } from './lib/editor.mjs';
import { Hand } from './lib/hand.mjs';
import { typeUnaccused } from './lib/typing.mjs';

const out = path.resolve(process.argv[2]);
const editor = new Editor(out, 'browser');
const draft = path.join(editor.folder, 'council.md');

/** One thing a person does; its name is printed when it went well. */
async function step(name, work) {
  const start = Date.now();
  await work();
  console.log(`ok      ${name} (${Date.now() - start} ms)`);
}

async function tour(page) {
  const hand = new Hand(page);
  await step('open a draft of the folder: its findings are underlined', async () => {
    await editor.open([['openFile', editor.uri(draft)]]);
    await hand.squiggles().nth(1).waitFor();
    await hand.expectStatus('Desk: 2 findings');
  });
  await step('click the status bar: Problems lists them with their rules', async () => {
    await page.locator('[id="copydesk.copydesk.copydesk.status"] a').click();
    await hand.expectProblems('inconsistent-name', 'unattributed-quote');
    await page.locator('.statusbar-item', { hasText: 'Activating Extensions' }).waitFor({ state: 'hidden' });
    await editor.picture('findings');
  });
  await step('click a rule’s name: its page opens', async () => {
    await page.locator('.markers-panel a', { hasText: 'unattributed-quote' }).first().click();
    await page.locator('.tab', { hasText: 'Preview unattributed-quote' }).waitFor();
    const preview = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await preview.locator('h1').first().waitFor();
    await editor.picture('page');
    await hand.command('View: Close Editor');
  });
  await step('point at a quotation: the hover tells who says it', async () => {
    await hand.hover('We have waited', 'Ilse Brandner');
    await editor.picture('hover');
    await page.mouse.move(5, 5);
    await hand.keys.press('Escape');
  });
  await step('mend a misspelt name everywhere', async () => {
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: /Change all .* to “Feldkamp”/ }).first();
    await hand.call('Feldkemp', 'Control+.', fix);
    await editor.picture('fix');
    await fix.click();
    await until('every place to be mended', async () => !(await hand.lines()).join('\n').includes('Feldkemp'));
    await hand.expectProblems('unattributed-quote');
  });
  await step('write a quotation: it is not accused while it is written, and is after a pause', async () => {
    await typeUnaccused(editor, hand);
    await hand.expectProblems('unattributed-quote', 'unattributed-quote');
  });
  await step('name its speaker: nothing is wrong with it any more', async () => {
    await hand.keys.press('Control+End');
    await hand.keys.press('Backspace');
    await hand.keys.press('Backspace');
    await hand.keys.type(',” said Marta Olde, a neighbour. 🧵');
    await hand.expectProblems('unattributed-quote');
  });
  await step('rename a person: every form of the name follows', async () => {
    const box = page.locator('.rename-box input');
    await hand.call('Ilse Brandner', 'F2', box);
    await box.fill('Ilse Brandtner');
    await hand.keys.press('Enter');
    await hand.expectText('Mayor Ilse Brandtner said', 'Brandtner told the council');
  });
  await step('allow a finding where it stands', async () => {
    const allow = page.locator('.action-widget .monaco-list-row', { hasText: 'Allow unattributed-quote here' }).first();
    await hand.call('It will cost', 'Control+.', allow);
    await allow.click();
    await hand.expectText('<!-- copydesk: allow unattributed-quote');
    await hand.expectProblems();
    await hand.expectStatus('Desk: no findings');
  });
  await step('look at the outline: quotations with their speakers', async () => {
    await hand.command('Explorer: Focus on Outline View');
    await page.locator('.outline-pane .monaco-list-row', { hasText: 'We have waited' }).filter({ hasText: 'Ilse Brandtner' }).first().waitFor();
    await editor.picture('outline');
  });
  await step('save: the file has just these words', async () => {
    await hand.keys.press('Control+1');
    await hand.keys.press('Control+s');
    await until('the file', () => fs.readFileSync(draft, 'utf8').includes('Marta Olde'));
    const saved = fs.readFileSync(draft, 'utf8');
    assert.match(saved, /said Marta Olde, a neighbour\. 🧵\n?$/);
    assert.ok(!saved.includes('Feldkemp') && !/Brandner/.test(saved), saved);
  });
  await step('open the settings file: it is written with every key explained', async () => {
    await hand.command('Copydesk: Open Settings File');
    await page.locator('.tab.active', { hasText: 'copydesk.toml' }).waitFor();
    await hand.expectText('# preset = "online"');
    await hand.click('preset =');
    await hand.keys.press('Control+/');
    await hand.expectText('\npreset = "online"');
    await editor.picture('settings');
    await hand.keys.press('Control+s');
  });
  await step('check the workspace: closed drafts are read, too', async () => {
    await hand.command('Copydesk: Check Workspace');
    await hand.expectProblems('unused-allow', 'unused-allow', 'unused-allow');
  });
  await step('take the tour for beginners', async () => {
    await hand.command('Welcome: Open Walkthrough...');
    await until('the list', () => hand.pick('copy desk', 'Get started with the copy desk').then(() => true, () => false));
    await page.locator('.getting-started-step', { hasText: 'Open a draft' }).first().waitFor();
    await editor.picture('walkthrough');
  });
  await step('close', async () => {
    await hand.command('View: Close All Editors');
    await until('no tab', async () => (await page.locator('.tab').count()) === 0);
  });
}

let failed = false;
try {
  editor.install(path.join(out, 'copydesk.vsix'));
  await tour(await editor.start());
} catch (error) {
  failed = true;
  console.error(`FAILED  ${error.stack}`);
  await editor.picture('failed').catch(() => undefined);
}
const leaked = await editor.stop();
if (leaked.length > 0) {
  failed = true;
  console.error(`FAILED  copydesk servers went on running: ${leaked.join(', ')}`);
}
process.exit(failed ? 1 : 0);
