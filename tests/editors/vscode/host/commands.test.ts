import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { at, call, expectFindings, findings, open, ready, ruleOf, until } from './help';

describe('a command', () => {
  before(ready);

  it('checks the workspace, closed drafts too, with places where the editor has them', async () => {
    const closed = at('archive/old.md');
    await call('copydesk.checkWorkspace');
    const found = await expectFindings(closed, 'unused-allow', 'unused-allow');
    const places = found.map(({ range }) => [range.start.line, range.start.character]).sort();
    // A byte order mark is no column, and a ship is two units wide.
    assert.deepEqual(places, [[0, 0], [4, 0]]);
    assert.equal(found[0]!.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal((found[0]!.code as { target: vscode.Uri }).target.scheme, 'command');
  });

  it('leaves an open draft to the server, and finds no fault twice', async () => {
    const draft = await open('archive/old.md');
    await expectFindings(draft.uri, 'unused-allow', 'unused-allow');
    await call('copydesk.checkWorkspace');
    await expectFindings(draft.uri, 'unused-allow', 'unused-allow');
    await vscode.window.showTextDocument(draft);
    await call('workbench.action.closeActiveEditor');
    await expectFindings(draft.uri, 'unused-allow', 'unused-allow');
  });

  it('writes copydesk.toml with every key explained, and opens it', async () => {
    await open('ferry.md');
    await call('copydesk.openSettingsFile');
    const settings = await until('the file', () => vscode.window.activeTextEditor?.document);
    assert.equal(settings.uri.toString(), at('copydesk.toml').toString());
    assert.match(settings.getText(), /# preset = "online"/);
    await fs.writeFile(settings.uri.fsPath, '# ours\n');
    await open('ferry.md');
    await call('copydesk.openSettingsFile');
    await until('our own file, as it is', () => vscode.window.activeTextEditor?.document.getText() === '# ours\n');
    await fs.rm(settings.uri.fsPath);
  });

  it('explains every rule', async () => {
    for (const rule of ['unattributed-quote', 'inconsistent-name', 'missing-date']) {
      const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(`copydesk-rule:/${rule}.md`));
      assert.match(page.getText(), /^# .+\n\n.+/);
    }
  });

  after(() => assert.ok(findings(at('ferry.md')).every((one) => ruleOf(one) === 'unused-allow')));
});
