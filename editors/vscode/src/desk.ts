/** The language server and its life: started, restarted when asked, brought back after a crash, stopped. */
import * as os from 'node:os';
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State } from 'vscode-languageclient/node';
import type { CloseHandlerResult, LanguageClientOptions } from 'vscode-languageclient/node';
import { passing } from './findings';
import { findServer } from './server';
import type { Server } from './server';

/** Documents outside the disk are served as they are open; see the manifest for what that leaves out. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs'];

/** So many in so long, and the server stays stopped. */
const CRASHES = { most: 3, withinMs: 3 * 60_000 };

/** What the desk is doing, for who shows it. */
export type Mood = 'starting' | 'reading' | 'ready' | 'stopped';

export class Desk implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel('Copydesk', { log: true });
  /** The program in use, or why there is none. */
  server: Server | undefined;
  problem: string | undefined;
  private life: Exclude<Mood, 'reading'> = 'stopped';
  private client: LanguageClient | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  /** The workspace readings under way, the server's and the command's. */
  private readonly readings = new Set<unknown>();
  /** When the server crashed lately: one that can't live isn't started for ever. */
  private crashes: number[] = [];
  /** Starts and stops wait for one another here. */
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly context: vscode.ExtensionContext) {}

  get mood(): Mood {
    return this.life === 'ready' && this.readings.size > 0 ? 'reading' : this.life;
  }

  /** Stops the server if one runs, and starts it with the settings of now. */
  restart(): Promise<void> {
    this.crashes = [];
    return this.inTurn(async () => {
      await this.halt();
      await this.launch();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.halt());
  }

  /** Notes that a workspace is being read, until the function it gives is called. */
  reading(): () => void {
    const token = {};
    this.note(token, true);
    return () => this.note(token, false);
  }

  dispose(): void {
    this.changed.dispose();
    this.log.dispose();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error: unknown) => {
      this.log.error(String(error));
      this.feel('stopped');
      void this.tell(`The desk could not be started: ${String(error)}`, 'Restart');
    });
    return this.turn;
  }

  private async launch(): Promise<void> {
    this.feel('starting');
    const found = await findServer(this.context);
    this.problem = 'problem' in found ? found.problem : undefined;
    this.server = 'problem' in found ? undefined : found;
    if ('problem' in found) {
      this.log.error(found.problem);
      this.feel('stopped');
      void this.tell(found.problem, 'Open Settings');
      return;
    }
    this.log.info(`copydesk ${found.version}: ${found.path}`);
    if (found.warning !== undefined) void this.tell(found.warning);
    const server = { command: found.path, args: ['lsp'], options: { cwd: os.homedir() } };
    const client: LanguageClient = new LanguageClient('copydesk', 'Copydesk', server, this.options(() => this.crashed(client)));
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      this.feel(newState === State.Running ? 'ready' : newState === State.Starting ? 'starting' : 'stopped');
    });
    await client.start();
  }

  private async halt(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.readings.clear();
    if (client?.needsStop() === true) await client.dispose().catch((error: unknown) => this.log.warn(String(error)));
    this.feel('stopped');
  }

  private options(closed: () => CloseHandlerResult): LanguageClientOptions {
    const languages = vscode.workspace.getConfiguration('copydesk').get<string[]>('languages', []);
    return {
      documentSelector: [
        ...languages.flatMap((language) => SCHEMES.map((scheme) => ({ scheme, language }))),
        // Its faults are told as it is written, whatever language the editor takes it for.
        { scheme: 'file', pattern: '**/copydesk.toml' },
      ],
      // Which inlay hints to show is the server's work.
      synchronize: { configurationSection: 'copydesk' },
      outputChannel: this.log,
      errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed },
      middleware: {
        ...passing,
        handleWorkDoneProgress: (token, params, next) => {
          if (params.kind !== 'report') this.note(token, params.kind === 'begin');
          next(token, params);
        },
      },
    };
  }

  /** A server that stopped by itself comes back, but for the one that does so again and again. */
  private crashed(client: LanguageClient): CloseHandlerResult {
    // The client may tell of one end twice, and would start two servers then: so it starts none.
    if (this.client === client) {
      this.client = undefined;
      this.readings.clear();
      this.crashes = [...this.crashes.filter((time) => Date.now() - time < CRASHES.withinMs), Date.now()];
      this.feel('stopped');
      const again = this.crashes.length <= CRASHES.most;
      if (again) void this.inTurn(() => this.launch());
      void this.tell(`The desk stopped unexpectedly and ${again ? 'was started again.' : 'stays stopped: it did so several times.'}`, ...(again ? [] : ['Restart' as const]));
    }
    return { action: CloseAction.DoNotRestart, handled: true, message: 'The server stopped unexpectedly.' };
  }

  private note(reading: unknown, begins: boolean): void {
    this.readings[begins ? 'add' : 'delete'](reading);
    this.changed.fire();
  }

  private feel(life: Exclude<Mood, 'reading'>): void {
    this.life = life;
    this.changed.fire();
  }

  /** A notice with the log at hand, and one thing to do. */
  private async tell(message: string, ...offers: ('Restart' | 'Open Settings')[]): Promise<void> {
    const answer = await vscode.window.showWarningMessage(`Copydesk: ${message}`, ...offers, 'Show Log');
    if (answer === 'Show Log') this.log.show();
    if (answer === 'Restart') void this.restart();
    if (answer === 'Open Settings') {
      void vscode.commands.executeCommand('workbench.action.openSettings', 'copydesk.server.path');
    }
  }
}
