/** What the tests have in common. Whatever the editor does, it does in its own time: so all is polled. */
import { execFileSync } from 'node:child_process';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What the extension gives to others: the program in use, and what the desk is doing. */
export interface Desk {
  readonly server: { readonly path: string; readonly version: string; readonly warning?: string } | undefined;
  readonly problem: string | undefined;
  readonly mood: string;
}

export const extension = vscode.extensions.getExtension<Desk>('copydesk.copydesk')!;
export const folder = vscode.workspace.workspaceFolders![0]!.uri;
export const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);

/** Polls until `probe` gives something true; a call that the editor cancelled is made again. */
export async function until<T>(what: string, probe: () => T | Thenable<T>, ms = 30_000): Promise<Exclude<T, false | undefined>> {
  const end = Date.now() + ms;
  let last: unknown;
  for (;;) {
    try {
      const found = await probe();
      if (found) return found as Exclude<T, false | undefined>;
      last = found;
    } catch (error) {
      if (!String(error).includes('Cancel')) throw error;
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${what}; the last was ${String(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(at(name));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** The draft with other words. */
export async function rewrite(document: vscode.TextDocument, text: string): Promise<void> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, document.validateRange(all), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Without the hints that mark the other places of a finding. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  const all = vscode.languages.getDiagnostics(uri);
  return all.filter((one) => one.source === 'copydesk' && one.severity !== vscode.DiagnosticSeverity.Hint);
}

export const ruleOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

/** Waits until a draft has just these findings, by rule. */
export async function expectFindings(uri: vscode.Uri, ...rules: string[]): Promise<vscode.Diagnostic[]> {
  const names = (): string => findings(uri).map(ruleOf).sort().join(', ');
  return until(`findings [${rules.join(', ')}]`, () => names() === rules.sort().join(', ') && findings(uri)).catch((error: unknown) => {
    throw new Error(`${String(error)}; there are [${names()}]`);
  });
}

/** The process ids of the servers that run the packed program. */
export function servers(): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const rows = listed.split('\n').map((line) => line.trim().split(/\s+/));
  const ours = rows.filter(([, parent, program, command]) => Number(parent) === process.pid && program === extension.exports.server?.path && command === 'lsp');
  return ours.map(([id]) => Number(id));
}

export async function set(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('copydesk').update(key, value, vscode.ConfigurationTarget.Global);
}

export const ready = (): Promise<unknown> => until('the desk', () => extension.isActive && extension.exports.mood === 'ready');

export const call = <T>(command: string, ...args: unknown[]): Thenable<T> => vscode.commands.executeCommand<T>(command, ...args);
