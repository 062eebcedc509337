/** The status bar: how many findings there are, or what the desk is doing. */
import * as vscode from 'vscode';
import type { Desk, Mood } from './desk';
import { countAll, counted, findingsOf } from './findings';

const BUSY: Record<Exclude<Mood, 'ready'>, string> = {
  starting: '$(loading~spin) Desk',
  reading: '$(loading~spin) Desk: reading',
  stopped: '$(error) Desk: stopped',
};

/** Shows the item for as long as the desk is there. */
export function showStatus(desk: Desk): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('copydesk.status', vscode.StatusBarAlignment.Left, 50);
  item.name = 'Copydesk';
  const refresh = (): void => {
    item.text = text(desk.mood);
    item.tooltip = tooltip(desk);
    item.command = desk.mood === 'stopped' ? 'copydesk.restart' : 'workbench.actions.view.problems';
    item.show();
  };
  refresh();
  return vscode.Disposable.from(
    item,
    desk.onDidChange(refresh),
    vscode.languages.onDidChangeDiagnostics(refresh),
    vscode.window.onDidChangeActiveTextEditor(refresh),
  );
}

function text(mood: Mood): string {
  if (mood !== 'ready') return BUSY[mood];
  // The draft in front counts; without one, all of them.
  const draft = vscode.window.activeTextEditor?.document.uri;
  const count = draft === undefined ? countAll() : findingsOf(draft).length;
  return count === 0 ? '$(check) Desk: no findings' : `$(warning) Desk: ${counted(count, 'finding')}`;
}

function tooltip(desk: Desk): vscode.MarkdownString {
  const lines = [`${counted(countAll(), 'finding')} in all drafts read. Click for Problems.`];
  if (desk.mood === 'stopped') lines[0] = `${desk.problem ?? 'The desk is stopped.'} Click to start it.`;
  if (desk.server !== undefined) lines.push(`copydesk ${desk.server.version}, \`${desk.server.path}\``);
  lines.push('[Show Log](command:copydesk.showLog) · [Restart](command:copydesk.restart)');
  const tip = new vscode.MarkdownString(lines.join('\n\n'));
  tip.isTrusted = { enabledCommands: ['copydesk.showLog', 'copydesk.restart'] };
  return tip;
}
