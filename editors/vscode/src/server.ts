/**
 * Finds the `copydesk` program, and says plainly what to do when there is none that fits.
 *
 * Order: the setting `copydesk.server.path`, the program packed in the extension, `copydesk` on PATH.
 */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';

/** A program that answered, and what it said its version is. */
export interface Server {
  readonly path: string;
  readonly version: string;
  /** What the writer should know of it, though it runs. */
  readonly warning?: string;
}

/** Why there is none, in words for the writer. */
export interface Missing {
  readonly problem: string;
}

const PROGRAM = process.platform === 'win32' ? 'copydesk.exe' : 'copydesk';
const PLATFORM = `${process.platform}-${process.arch}`;

/** The program to start, or why there is none. */
export async function findServer(context: vscode.ExtensionContext): Promise<Server | Missing> {
  const wanted = (context.extension.packageJSON as { version: string }).version;
  const set = vscode.workspace.getConfiguration('copydesk').get<string>('server.path', '').trim();
  if (set !== '') {
    const found = await probe(expanded(set), wanted);
    if (!('problem' in found)) return found;
    return { problem: `${found.problem} The setting copydesk.server.path names it: correct or clear the setting.` };
  }
  const packed = context.asAbsolutePath(path.join('bin', PROGRAM));
  const candidates = [packed, ...onPath()].filter((file) => fs.existsSync(file));
  const problems: string[] = [];
  for (const candidate of candidates) {
    const found = await probe(candidate, wanted);
    if (!('problem' in found)) return found;
    problems.push(found.problem);
  }
  const advice = `Install the Copydesk extension that is made for ${PLATFORM}, put copydesk on PATH, or set copydesk.server.path.`;
  return { problem: `${problems[0] ?? 'The copydesk program was not found.'} ${advice}` };
}

/** What a copydesk command printed. Trouble that it tells on its standard error doesn't undo the rest. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a copydesk command to its end, unless it is stopped. */
export function run(server: Server, args: string[], cwd: string, stop?: AbortSignal): Promise<Printed> {
  return new Promise((resolve, reject) => {
    execFile(server.path, args, { cwd, signal: stop, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      // An exit status is a number; a program that couldn't be run or was stopped gives a word.
      if (error !== null && typeof error.code !== 'number') reject(new Error(error.message));
      else resolve({ stdout, stderr });
    });
  });
}

/** Asks a program for its version; a version of another series is told, not refused. */
function probe(file: string, wanted: string): Promise<Server | Missing> {
  return new Promise<Server | Missing>((resolve) => {
    // Never in the workspace's folder, where a stranger's file could be taken for the program.
    execFile(file, ['--version'], { cwd: os.homedir(), timeout: 10_000 }, (error, stdout) => {
      const found = /^copydesk (\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
      if (found === undefined) resolve({ problem: reason(file, error) });
      else if (series(found) === series(wanted)) resolve({ path: file, version: found });
      else resolve({ path: file, version: found, warning: otherVersion(file, found, wanted) });
    });
    // Some faults are told to the callback, others are thrown.
  }).catch((error: unknown) => ({ problem: reason(file, error as { code?: unknown }) }));
}

function reason(file: string, error: { code?: unknown } | null): string {
  if (!fs.existsSync(file)) return `There is no file ${file}.`;
  if (error?.code === 'EACCES') return `${file} may not be run: it is a folder, or not marked as executable.`;
  // ELF, PE and the two forms of Mach-O. The system's own word for a strange program differs too much.
  const isProgram = /^(\x7fELF|MZ|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe)/.test(fs.readFileSync(file, 'latin1'));
  return isProgram ? `${file} is made for another platform than this one, ${PLATFORM}.` : `${file} does not answer as copydesk.`;
}

function otherVersion(file: string, found: string, wanted: string): string {
  const older = found.localeCompare(wanted, undefined, { numeric: true }) < 0 ? 'the program' : 'the extension';
  return `${file} is copydesk ${found}, and this extension is made for ${wanted}. Update ${older}.`;
}

/** Before 1.0 a new minor version may break; after it only a new major one. */
function series(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return major === '0' ? `0.${minor}` : major;
}

function expanded(file: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? os.homedir();
  const home = file.startsWith('~/') ? path.join(os.homedir(), file.slice(2)) : file;
  return path.resolve(folder, home.replaceAll('${workspaceFolder}', folder));
}

/** Where PATH would find the program; folders relative to wherever one stands are left out. */
function onPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.filter((folder) => path.isAbsolute(folder)).map((folder) => path.join(folder, PROGRAM));
}
