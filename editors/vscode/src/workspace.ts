/**
 * The command "Check Workspace": reads every draft in the open folders with the program, as the
 * command line does, and lists what it found. A draft that is open is the server's alone.
 */
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Desk } from './desk';
import { counted, linked } from './findings';
import { run } from './server';

type Place = Record<'line' | 'offset', number>;

/** A line of `copydesk check --output-format json-lines`. */
interface Row {
  path: string;
  rule: string;
  severity: string;
  message: string;
  range: Record<'start' | 'end', Place>;
}

const { Error: error, Warning: warning, Information: information, Hint: hint } = vscode.DiagnosticSeverity;
const SEVERITIES: Record<string, vscode.DiagnosticSeverity | undefined> = { error, warning, information, hint };

export function offerWorkspaceCheck(desk: Desk): vscode.Disposable {
  const closed = vscode.languages.createDiagnosticCollection('copydesk-workspace');
  /** The drafts with findings when they were last read, open ones among them. */
  const known = new Set<string>();
  const check = async (folder: string, paths: string[], stop?: AbortSignal): Promise<number> => {
    const rows = await findingsIn(desk, folder, paths, stop);
    for (const name of new Set(rows.map((row) => row.path))) {
      const uri = vscode.Uri.file(path.resolve(folder, name));
      known.add(uri.toString());
      const found = await diagnostics(uri.fsPath, rows.filter((row) => row.path === name));
      if (!isOpen(uri)) closed.set(uri, found);
    }
    return rows.length;
  };
  const command = vscode.commands.registerCommand('copydesk.checkWorkspace', async () => {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    if (folders.length === 0) {
      void vscode.window.showInformationMessage('Copydesk: open a folder on this computer to check its drafts.');
      return;
    }
    closed.clear();
    known.clear();
    const counts = await reading(desk, (stop) => Promise.all(folders.map(({ uri }) => check(uri.fsPath, ['.'], stop))));
    if (counts === undefined) return;
    const count = counts.reduce((sum, one) => sum + one, 0);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    const report = `${counted(count, 'finding')} in ${counted(known.size, 'draft')}`;
    vscode.window.setStatusBarMessage(`Copydesk: ${count === 0 ? 'nothing to report' : report}`, 10_000);
  });
  return vscode.Disposable.from(
    closed,
    command,
    vscode.window.tabGroups.onDidChangeTabs((tabs) => {
      for (const uri of tabs.opened.flatMap(draftOf)) closed.delete(uri);
      for (const { fsPath } of tabs.closed.flatMap(draftOf).filter((uri) => known.has(uri.toString()))) {
        void check(path.dirname(fsPath), [path.basename(fsPath)]);
      }
    }),
  );
}

/** Does the reading with a spinner, and lets the writer stop it. */
function reading<T>(desk: Desk, work: (stop: AbortSignal) => Promise<T>): Thenable<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title: 'Copydesk: reading the drafts', cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const done = desk.reading();
    try {
      return await work(stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) void vscode.window.showErrorMessage(`Copydesk: ${String(error)}`);
      return undefined;
    } finally {
      done();
    }
  });
}

async function findingsIn(desk: Desk, folder: string, paths: string[], stop?: AbortSignal): Promise<Row[]> {
  if (desk.server === undefined) throw new Error('the copydesk program was not found; the log says why');
  const args = ['check', '--output-format', 'json-lines', '--fail-on', 'never', '--force-exclude', '--', ...paths];
  const { stdout, stderr } = await run(desk.server, args, folder, stop);
  // One bad file doesn't stop the others from being read.
  if (stderr !== '') desk.log.warn(stderr.trim());
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Row);
}

async function diagnostics(file: string, rows: Row[]): Promise<vscode.Diagnostic[]> {
  const bytes = await fs.readFile(file);
  return rows.map(({ rule, severity, message, range }) => {
    const place = new vscode.Range(position(bytes, range.start), position(bytes, range.end));
    const diagnostic = new vscode.Diagnostic(place, message, SEVERITIES[severity]);
    return linked(Object.assign(diagnostic, { source: 'copydesk', code: rule }));
  });
}

/** The editor counts UTF-16 in a line and hides a byte order mark; the program counts bytes in the file. */
function position(bytes: Buffer, { line, offset }: Place): vscode.Position {
  const before = bytes.subarray(0, offset);
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const words = before.subarray(start).toString('utf8');
  return new vscode.Position(line - 1, words.replace(/^\uFEFF/, '').length);
}

const draftOf = ({ input }: vscode.Tab): vscode.Uri[] => (input instanceof vscode.TabInputText ? [input.uri] : []);

/** Whether a tab shows it; the editor keeps documents for a while that no tab shows. */
const isOpen = (uri: vscode.Uri): boolean =>
  vscode.window.tabGroups.all.some(({ tabs }) => tabs.flatMap(draftOf).some((open) => open.toString() === uri.toString()));
