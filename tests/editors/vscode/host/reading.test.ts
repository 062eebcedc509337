import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { at, call, expectFindings, findings, open, ready, ruleOf, set, until } from './help';

/** Where some words stand in a draft, the nth time. */
function place(draft: vscode.TextDocument, words: string, nth = 0): vscode.Position {
  let offset = -1;
  for (let i = 0; i <= nth; i += 1) offset = draft.getText().indexOf(words, offset + 1);
  assert.ok(offset >= 0, words);
  return draft.positionAt(offset + 1);
}

describe('what the desk reads', () => {
  let draft: vscode.TextDocument;
  before(async () => {
    await ready();
    draft = await open('council.md');
  });
  afterEach(async () => {
    await vscode.window.showTextDocument(draft);
    await call('workbench.action.files.revert');
  });

  it('is judged: a quotation that no one speaks, a name spelled two ways', async () => {
    const found = await expectFindings(draft.uri, 'unattributed-quote', 'inconsistent-name');
    assert.deepEqual(found.map((one) => draft.getText(one.range)).sort(), ['Feldkemp', '“It will cost every one of us.”']);
    const name = found.find((one) => draft.getText(one.range) === 'Feldkemp');
    assert.ok(name?.relatedInformation?.some(({ location }) => draft.getText(location.range).includes('Feldkamp')));
  });

  it('is mended: the spelling, everywhere', async () => {
    const found = await expectFindings(draft.uri, 'unattributed-quote', 'inconsistent-name');
    const name = found.find((one) => ruleOf(one) === 'inconsistent-name');
    const actions = await until('actions', async () => {
      const offered = await call<vscode.CodeAction[]>('vscode.executeCodeActionProvider', draft.uri, name!.range, vscode.CodeActionKind.QuickFix.value);
      return offered.some((action) => action.edit) && offered;
    });
    const fix = actions.find(({ title }) => title.startsWith('Change all') && title.endsWith('to “Feldkamp”'));
    assert.ok(fix, actions.map((action) => action.title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit!));
    await expectFindings(draft.uri, 'unattributed-quote');
    assert.ok(!draft.getText().includes('Feldkemp'));
  });

  it('is told on hover: who says this', async () => {
    const hovers = await until('a hover', async () => {
      const shown = await call<vscode.Hover[]>('vscode.executeHoverProvider', draft.uri, place(draft, 'waited long'));
      return shown.length > 0 && shown;
    });
    const text = hovers.flatMap(({ contents }) => contents).map((one) => (one as vscode.MarkdownString).value).join('\n');
    assert.match(text, /Ilse Brandner/);
  });

  it('is renamed in all forms of a name', async () => {
    const edit = await until('edits', async () => {
      const edits = await call<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', draft.uri, place(draft, 'Ilse Brandner') , 'Ilse Brandtner');
      return edits.get(draft.uri).length > 0 && edits;
    });
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(draft.getText().split('Brandtner').length - 1, 2, draft.getText());
    assert.ok(!draft.getText().includes('Brandner'));
  });

  it('has an outline with the quotations and their speakers', async () => {
    const symbols = await until('symbols', async () => {
      const found = await call<vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', draft.uri);
      return found !== undefined && found.length > 0 && found;
    });
    const all = (some: vscode.DocumentSymbol[]): vscode.DocumentSymbol[] => some.flatMap((one) => [one, ...all(one.children)]);
    const quote = all(symbols).find(({ name }) => name.includes('We have waited'));
    assert.equal(quote?.detail, 'Ilse Brandner');
  });

  it('follows copydesk.toml without a restart, and shows its faults in it', async () => {
    await expectFindings(draft.uri, 'unattributed-quote', 'inconsistent-name');
    const settings = at('copydesk.toml');
    await fs.writeFile(settings.fsPath, '[rules]\ninconsistent-name = "off"\n');
    await expectFindings(draft.uri, 'unattributed-quote');
    await fs.writeFile(settings.fsPath, '[rules]\ninconsistent-name = "of"\n');
    await until('the fault', () => findings(settings).length === 1);
    await expectFindings(draft.uri, 'unattributed-quote');
    await fs.rm(settings.fsPath);
    await expectFindings(draft.uri, 'unattributed-quote', 'inconsistent-name');
    await until('no fault', () => findings(settings).length === 0);
  });

  it('shows hints between the words, unless they are switched off', async () => {
    const hints = async (): Promise<string> => {
      const all = new vscode.Range(0, 0, draft.lineCount, 0);
      const shown = await call<vscode.InlayHint[] | undefined>('vscode.executeInlayHintProvider', draft.uri, all);
      return (shown ?? []).map(({ label }) => String(label)).join('; ');
    };
    await until('the speaker', async () => (await hints()).includes('Brandner'));
    await set('inlayHints.speakers', false);
    await until('no speaker', async () => !(await hints()).includes('Brandner'));
    await set('inlayHints.speakers', undefined);
    await until('the speaker', async () => (await hints()).includes('Brandner'));
  });

  it('has a colour for each speaker, once that is wanted', async () => {
    const legend = (): Thenable<vscode.SemanticTokensLegend | undefined> =>
      call('vscode.provideDocumentSemanticTokensLegend', draft.uri);
    assert.equal(await legend(), undefined);
    await set('speakerColors', true);
    await until('the offer', async () => (await legend()) !== undefined);
    const tokens = await until('colours', () => call<vscode.SemanticTokens | undefined>('vscode.provideDocumentSemanticTokens', draft.uri));
    const pieces: string[] = [];
    let at = new vscode.Position(0, 0);
    for (let i = 0; i < tokens.data.length; i += 5) {
      const [lines, columns, length, kind] = tokens.data.slice(i, i + 4) as unknown as [number, number, number, number];
      at = new vscode.Position(at.line + lines, lines === 0 ? at.character + columns : columns);
      pieces.push(`${kind} ${draft.getText(new vscode.Range(at, at.translate(0, length)))}`);
    }
    assert.deepEqual(pieces, ['0 “We have waited long enough,”', '0 “The roof will not.”']);
    await set('speakerColors', undefined);
    await until('no offer', async () => (await legend()) === undefined);
  });
});
