/** The suite that runs in a folder that no one trusts, whose settings name a program of its own. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { at, expectFindings, extension, open, ready, servers, until } from './help';
import { runSuite } from './suite';

export const run = (): Promise<void> => runSuite(() => {
  describe('a folder that no one trusts', () => {
    before(async () => {
      await open('ferry.md');
      await ready();
    });

    it('is read all the same', async () => {
      assert.equal(vscode.workspace.isTrusted, false);
      await expectFindings((await open('ferry.md')).uri, 'unused-allow');
    });

    it('does not name the program', async () => {
      const settings = vscode.workspace.getConfiguration('copydesk');
      // What else its settings say is heard.
      assert.equal(settings.get('inlayHints.dates'), false);
      assert.equal(settings.get('server.path'), '');
      assert.ok(extension.exports.server?.path.startsWith(extension.extensionPath), extension.exports.server?.path);
      await until('one server', () => servers().length === 1);
      assert.ok(!fs.existsSync(at('ran').fsPath), 'the stranger ran');
    });
  });
});
