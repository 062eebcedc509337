/** Runs a mocha suite inside VS Code's extension host: host.mjs EXTENSION OUT SUITE. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Editor } from './lib/editor.mjs';

const [extension, out] = process.argv.slice(2, 4).map((folder) => path.resolve(folder));
const suite = process.argv[4];
const MOST_MS = 240_000;

const editor = new Editor(out, suite, suite !== 'untrusted');
if (!editor.trusted) {
  // The folder names a program that leaves a trace when it runs.
  const stranger = path.join(editor.folder, 'stranger');
  fs.writeFileSync(stranger, `#!/bin/sh\ntouch '${editor.folder}/ran'\n`, { mode: 0o755 });
  fs.mkdirSync(path.join(editor.folder, '.vscode'));
  const settings = { 'copydesk.server.path': stranger, 'copydesk.inlayHints.dates': false };
  fs.writeFileSync(path.join(editor.folder, '.vscode/settings.json'), JSON.stringify(settings));
}
let status = 1;
try {
  const page = await editor.start('--vscode-option', 'enable-smoke-test-driver');
  const ended = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
  // The workbench talks to its own driver, too; the suite's lines are marked.
  await page.exposeFunction('codeAutomationLog', (_, words) => {
    for (const line of words.join(' ').split('\n')) if (line.startsWith('copydesk| ')) console.log(line.slice(10));
  });
  await editor.open([['extensionDevelopmentPath', editor.uri(extension)], ['extensionTestsPath', editor.uri(path.join(out, `${suite}.js`))], ['skipWelcome', 'true']]);
  status = await Promise.race([ended, pause(MOST_MS, 'no end', { ref: false })]);
} catch (error) {
  console.error(error);
} finally {
  await editor.picture(suite).catch(() => undefined);
  const leaked = await editor.stop();
  if (leaked.length > 0) {
    console.error(`copydesk servers went on running: ${leaked.join(', ')}`);
    status = 1;
  }
}
if (status !== 0) console.error(`the extension host ended with: ${status}`);
process.exit(status === 0 ? 0 : 1);
