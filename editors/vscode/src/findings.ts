/** What the desk found, on its way to the Problems view: rule names lead to their pages. */
import * as vscode from 'vscode';
import { vsdiag } from 'vscode-languageclient/node';
import type { Middleware } from 'vscode-languageclient/node';
import { pageLink } from './pages';

/** Stands between the server and the editor, whether findings are pushed or pulled. */
export const passing: Middleware = {
  handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(linked)),
  provideDiagnostics: async (document, previous, token, next) => {
    const report = await next(document, previous, token);
    if (report?.kind === vsdiag.DocumentDiagnosticReportKind.full) report.items = report.items.map(linked);
    return report;
  },
  // The client would have the whole workspace read again every two seconds. The writer asks for it, by a command.
  provideWorkspaceDiagnostics: (_, token) =>
    new Promise((resolve) => token.onCancellationRequested(() => resolve({ items: [] }))),
};

/** The findings in force; those that only mark where the other places of one are, left out. */
export function findingsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(isFinding);
}

/** How many findings there are in all drafts known. */
export function countAll(): number {
  return vscode.languages.getDiagnostics().reduce((sum, [, found]) => sum + found.filter(isFinding).length, 0);
}

function isFinding(diagnostic: vscode.Diagnostic): boolean {
  return diagnostic.source === 'copydesk' && diagnostic.severity !== vscode.DiagnosticSeverity.Hint;
}

/** Lets the rule's name lead to its page. */
export function linked(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const { code } = diagnostic;
  const rule = typeof code === 'object' ? code.value : code;
  if (typeof rule === 'string') diagnostic.code = { value: rule, target: pageLink(rule) };
  return diagnostic;
}

/** "1 finding", "2 findings". */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
