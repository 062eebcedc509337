/** Starts the desk when a draft is opened, and stops it with the editor. */
import * as vscode from 'vscode';
import { Desk } from './desk';
import { offerPages } from './pages';
import { showStatus } from './status';
import { offerStylebook } from './stylebook';
import { offerWorkspaceCheck } from './workspace';

let desk: Desk | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<Desk> {
  const started = new Desk(context);
  desk = started;
  context.subscriptions.push(
    started,
    showStatus(started),
    offerPages(started),
    offerStylebook(started),
    offerWorkspaceCheck(started),
    vscode.commands.registerCommand('copydesk.restart', () => started.restart()),
    vscode.commands.registerCommand('copydesk.showLog', () => started.log.show()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const ours = ['server.path', 'languages'].some((key) => change.affectsConfiguration(`copydesk.${key}`));
      if (ours) void started.restart();
    }),
  );
  await started.restart();
  return started;
}

export function deactivate(): Promise<void> | undefined {
  return desk?.stop();
}
