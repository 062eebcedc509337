/** Runs the mocha suite inside VS Code's extension host: host.mjs EXTENSION OUT. */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Editor } from './lib/editor.mjs';

const [extension, out] = process.argv.slice(2).map((folder) => path.resolve(folder));
const MOST_MS = 240_000;

const editor = new Editor(out, 'host');
let status = 1;
try {
  const page = await editor.start('--vscode-option', 'enable-smoke-test-driver');
  const ended = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
  // The workbench talks to its own driver, too; the suite's lines are marked.
  await page.exposeFunction('codeAutomationLog', (_, words) => {
    for (const line of words.join(' ').split('\n')) if (line.startsWith('copydesk| ')) console.log(line.slice(10));
  });
  await editor.open([['extensionDevelopmentPath', editor.uri(extension)], ['extensionTestsPath', editor.uri(path.join(out, 'host.js'))], ['skipWelcome', 'true']]);
  status = await Promise.race([ended, pause(MOST_MS, 'no end', { ref: false })]);
} catch (error) {
  console.error(error);
} finally {
  await editor.picture('host').catch(() => undefined);
  const leaked = await editor.stop();
  if (leaked.length > 0) {
    console.error(`copydesk servers went on running: ${leaked.join(', ')}`);
    status = 1;
  }
}
if (status !== 0) console.error(`the extension host ended with: ${status}`);
process.exit(status === 0 ? 0 : 1);
