import { execFileSync } from 'node:child_process';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { call, expectFindings, extension, findings, open, ready, rewrite, ruleOf, until } from './help';

const ALLOWANCE = '<!-- copydesk: allow no-such-rule: nothing to allow -->';

describe('a draft', () => {
  let draft: vscode.TextDocument;
  before(async () => {
    draft = await open('ferry.md');
    await extension.activate();
    await ready();
  });
  afterEach(async () => {
    await vscode.window.showTextDocument(draft);
    await call('workbench.action.files.revert');
  });

  it('has its findings underlined, with the rule named', async () => {
    const [found] = await expectFindings(draft.uri, 'unused-allow');
    assert.equal(found!.severity, vscode.DiagnosticSeverity.Warning);
    assert.ok(draft.getText(found!.range).startsWith('<!-- copydesk'), draft.getText(found!.range));
  });

  it('leads from the rule to its page, inside the editor', async () => {
    const [found] = await expectFindings(draft.uri, 'unused-allow');
    const { target } = found!.code as { target: vscode.Uri };
    assert.equal(target.scheme, 'command');
    assert.deepEqual(JSON.parse(decodeURIComponent(target.query)), ['unused-allow']);
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('copydesk-rule:/unused-allow.md'));
    assert.match(page.getText(), /^# Allowances that allow nothing/);
    assert.equal(page.languageId, 'markdown');
    await call(target.path, 'unused-allow');
    await until('the preview', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('unused-allow'));
    await call('workbench.action.closeActiveEditor');
  });

  it('is mended by a quick fix', async () => {
    const [found] = await expectFindings(draft.uri, 'unused-allow');
    const kind = vscode.CodeActionKind.QuickFix.value;
    const actions = await until('actions', async () => {
      const offered = await call<vscode.CodeAction[]>('vscode.executeCodeActionProvider', draft.uri, found!.range, kind);
      return offered.some((action) => action.edit) && offered;
    });
    const fix = actions.find((action) => action.isPreferred && action.edit);
    assert.ok(fix, actions.map((action) => action.title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit!));
    await expectFindings(draft.uri);
    assert.ok(!draft.getText().includes('no-such-rule'));
  });

  it('stays the same for editor and server through edits anywhere', async () => {
    const pieces = ['🚢', ' ', '“', 'é', '\n', '\n\n', ALLOWANCE, '\u2028', 'x'];
    await rewrite(draft, `${draft.getText()}\n\n${ALLOWANCE}\nAgain.\n`);
    for (let step = 0; step < 120; step += 1) {
      const edit = new vscode.WorkspaceEdit();
      const place = draft.positionAt((step * 7919) % draft.getText().length);
      edit.insert(draft.uri, place, pieces[step % pieces.length]!);
      if (step % 5 === 4) edit.delete(draft.uri, new vscode.Range(draft.positionAt(step), draft.positionAt(step + 3)));
      await vscode.workspace.applyEdit(edit);
    }
    const fresh = checked(draft.getText());
    assert.ok(fresh.length > 0);
    await until('the findings of a fresh reading', () => JSON.stringify(shown(draft)) === JSON.stringify(fresh)).catch(() => {
      assert.deepEqual(shown(draft), fresh);
    });
  });

  it('is read before it is saved anywhere', async () => {
    const untitled = await vscode.workspace.openTextDocument({ language: 'markdown', content: `${ALLOWANCE}\nGood.\n` });
    await vscode.window.showTextDocument(untitled);
    await expectFindings(untitled.uri, 'unused-allow');
    await call('workbench.action.revertAndCloseActiveEditor');
    await until('an empty list', () => findings(untitled.uri).length === 0);
  });

  it('is read where it lies on no disk, as in a virtual workspace', async () => {
    const text = Buffer.from(`# Ferry\n\n${ALLOWANCE}\nGood.\n`);
    const nothing = (): vscode.Disposable => new vscode.Disposable(() => undefined);
    const refuse = (): never => {
      throw vscode.FileSystemError.NoPermissions();
    };
    const files = vscode.workspace.registerFileSystemProvider('vscode-vfs', {
      onDidChangeFile: nothing,
      watch: nothing,
      stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length }),
      readFile: () => text,
      readDirectory: () => [],
      createDirectory: refuse,
      writeFile: refuse,
      delete: refuse,
      rename: refuse,
    }, { isReadonly: true });
    const draft = await vscode.workspace.openTextDocument(vscode.Uri.parse('vscode-vfs://elsewhere/ferry.md'));
    await vscode.window.showTextDocument(draft);
    await expectFindings(draft.uri, 'unused-allow');
    const symbols = await until('an outline', () => call<unknown[] | undefined>('vscode.executeDocumentSymbolProvider', draft.uri));
    assert.ok(Array.isArray(symbols));
    await call('workbench.action.closeActiveEditor');
    files.dispose();
  });
});

/** The findings shown, as rule and words. */
function shown(draft: vscode.TextDocument): string[] {
  return findings(draft.uri).map((one) => `${String(ruleOf(one))} ${draft.offsetAt(one.range.start)}: ${draft.getText(one.range)}`).sort();
}

/** The findings of the command line, in the same form. */
function checked(text: string): string[] {
  const args = ['check', '--stdin-filename', 'x/ferry.md', '--output-format', 'json-lines', '--fail-on', 'never', '-'];
  const lines = execFileSync(extension.exports.server!.path, args, { input: text, encoding: 'utf8' }).split('\n').filter(Boolean);
  const bytes = Buffer.from(text);
  const form = (line: string): string => {
    const { rule, range } = JSON.parse(line) as { rule: string; range: { start: { offset: number }; end: { offset: number } } };
    const upTo = (offset: number): string => bytes.subarray(0, offset).toString('utf8');
    return `${rule} ${upTo(range.start.offset).length}: ${bytes.subarray(range.start.offset, range.end.offset).toString('utf8')}`;
  };
  return lines.map(form).sort();
}
