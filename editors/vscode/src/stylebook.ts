/** `copydesk.toml`: opens the one that holds for the draft in front, or writes one. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Desk } from './desk';
import { run } from './server';

const NAME = 'copydesk.toml';

/** The command "Open Settings File". */
export function offerStylebook(desk: Desk): vscode.Disposable {
  return vscode.commands.registerCommand('copydesk.openSettingsFile', async () => {
    const draft = vscode.window.activeTextEditor?.document.uri;
    const folder = await folderOf(draft);
    if (folder?.scheme !== 'file') {
      void vscode.window.showInformationMessage(`Copydesk: open a folder on this computer first; ${NAME} stands in it.`);
      return;
    }
    const file = (await nearest(draft, folder)) ?? (await written(desk, folder));
    if (file !== undefined) await vscode.window.showTextDocument(file);
  });
}

async function folderOf(draft: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const of = draft && vscode.workspace.getWorkspaceFolder(draft);
  const folders = vscode.workspace.workspaceFolders ?? [];
  const one = of ?? (folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0]);
  // A draft opened by itself has its settings beside it.
  return one?.uri ?? (draft?.scheme === 'file' ? vscode.Uri.joinPath(draft, '..') : undefined);
}

/** The settings file nearest above the draft, up to the folder. */
async function nearest(draft: vscode.Uri | undefined, folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const inside = draft?.scheme === 'file' && draft.path.startsWith(`${folder.path}/`);
  for (let at = inside ? path.posix.dirname(draft.path) : folder.path; at.length >= folder.path.length; ) {
    const file = folder.with({ path: `${at}/${NAME}` });
    if (await exists(file)) return file;
    at = path.posix.dirname(at);
  }
  return undefined;
}

async function written(desk: Desk, folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (desk.server === undefined) return undefined;
  await run(desk.server, ['init'], folder.fsPath);
  return vscode.Uri.joinPath(folder, NAME);
}

const exists = (file: vscode.Uri): Thenable<boolean> => vscode.workspace.fs.stat(file).then(() => true, () => false);
