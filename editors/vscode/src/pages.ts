/** The rules' pages, read inside the editor: the program prints them, the Markdown preview shows them. */
import * as os from 'node:os';
import * as vscode from 'vscode';
import type { Desk } from './desk';
import { run } from './server';

const SCHEME = 'copydesk-rule';
const EXPLAIN = 'copydesk.explainRule';

/** Where the name of a rule leads. */
export function pageLink(rule: string): vscode.Uri {
  return vscode.Uri.parse(`command:${EXPLAIN}?${encodeURIComponent(JSON.stringify([rule]))}`);
}

/** Offers the pages as documents, and the command that shows one. */
export function offerPages(desk: Desk): vscode.Disposable {
  const pages = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => explain(desk, [uri.path.replace(/^\/|\.md$/g, '')]),
  });
  const command = vscode.commands.registerCommand(EXPLAIN, async (rule?: unknown) => {
    const chosen = typeof rule === 'string' ? rule : await choose(desk);
    if (chosen === undefined) return;
    const page = vscode.Uri.from({ scheme: SCHEME, path: `/${chosen}.md` });
    await vscode.commands.executeCommand('markdown.showPreview', page);
  });
  return vscode.Disposable.from(pages, command);
}

async function choose(desk: Desk): Promise<string | undefined> {
  const list = await explain(desk, []);
  // `name  level  what it finds`, one a line, until an empty line.
  const rows = [...list.matchAll(/^([a-z-]+) {2,}(\S+) +(.+)$/gm)];
  const items = rows.map(([, label = '', description = '', detail = '']) => ({ label, description, detail }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Which rule?', matchOnDetail: true });
  return picked?.label;
}

async function explain(desk: Desk, rule: string[]): Promise<string> {
  if (desk.server === undefined) return 'The copydesk program was not found; the log says why.';
  const { stdout, stderr } = await run(desk.server, ['explain', ...rule], os.homedir());
  return stdout || stderr;
}
