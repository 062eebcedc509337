/** The real VS Code, served by code-server to a real browser, in folders of its own. */
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const { chromium } = createRequire(new URL('../../../../editors/vscode/package.json', import.meta.url))('playwright-core');
const CODE_SERVER = new URL('../../../../.cache/vscode/code-server/node_modules/code-server/out/node/entry.js', import.meta.url).pathname;
const BROWSER = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** An editor without greetings, offers and whatever else moves on a screen. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.minimap.enabled': false,
  'editor.unusualLineTerminators': 'off',
  'editor.wordWrap': 'on',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'outline.collapseItems': 'alwaysExpand',
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Polls until `probe` gives something true. */
export async function until(what, probe, ms = 60_000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${what}`);
    await pause(100);
  }
}

export class Editor {
  /** Makes the folders: `folder` is the workspace, filled from the sample drafts, and trusted or not. */
  constructor(out, name, trusted = true) {
    this.out = out;
    this.trusted = trusted;
    this.name = name;
    this.home = fs.mkdtempSync(path.join(os.tmpdir(), 'copydesk-vscode-'));
    this.folder = path.join(this.home, 'drafts');
    this.data = path.join(this.home, 'data');
    this.extensions = path.join(this.home, 'extensions');
    fs.cpSync(new URL('../drafts', import.meta.url), this.folder, { recursive: true });
    fs.mkdirSync(path.join(this.data, 'User'), { recursive: true });
    fs.mkdirSync(this.extensions);
    fs.writeFileSync(path.join(this.data, 'User/settings.json'), JSON.stringify({ ...SETTINGS, 'security.workspace.trust.enabled': !trusted }));
    this.environment = { ...process.env, XDG_CONFIG_HOME: path.join(this.home, 'config'), XDG_DATA_HOME: path.join(this.home, 'share'), EXTENSIONS_GALLERY: '{}' };
  }

  arguments(...more) {
    return [CODE_SERVER, '--user-data-dir', this.data, '--extensions-dir', this.extensions, ...more];
  }

  install(vsix) {
    execFileSync(process.execPath, this.arguments('--install-extension', vsix), { env: this.environment, stdio: 'pipe' });
  }

  /** Starts the server and the browser; `flags` are code-server's. */
  async start(...flags) {
    this.port = await freePort();
    const log = fs.openSync(path.join(this.out, `${this.name}.log`), 'w');
    const quiet = ['--auth', 'none', '--disable-telemetry', '--disable-update-check', ...(this.trusted ? ['--disable-workspace-trust'] : []), '--disable-getting-started-override', '--ignore-last-opened'];
    const args = this.arguments('--bind-addr', `127.0.0.1:${this.port}`, ...quiet, ...flags);
    // A group of its own, so that nothing outlives the test.
    this.server = spawn(process.execPath, args, { env: this.environment, stdio: ['ignore', log, log], detached: true });
    await until('code-server', () => fetch(`http://127.0.0.1:${this.port}/healthz`).then((answer) => answer.ok, () => false));
    this.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: BROWSER });
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 } });
    this.page = await context.newPage();
    this.page.setDefaultTimeout(60_000);
    return this.page;
  }

  uri(file) {
    return `vscode-remote://127.0.0.1:${this.port}${file}`;
  }

  async open(payload) {
    const query = new URLSearchParams({ folder: this.folder, payload: JSON.stringify(payload) });
    await this.page.goto(`http://127.0.0.1:${this.port}/?${query}`);
  }

  async picture(name) {
    await this.page.screenshot({ path: path.join(this.out, `${name}.png`) });
  }

  /** Closes everything, and tells which copydesk servers went on running. */
  async stop() {
    await this.browser?.close().catch(() => undefined);
    this.server?.kill('SIGTERM');
    const leaked = await until('the servers to end', () => this.servers().length === 0, 20_000).then(() => [], () => this.servers());
    if (this.server) {
      try {
        process.kill(-this.server.pid, 'SIGKILL');
      } catch {
        // All of the group are gone already.
      }
    }
    for (const one of leaked) process.kill(one, 'SIGKILL');
    fs.rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
    return leaked;
  }

  /** The copydesk servers that this editor started, by process id. */
  servers() {
    const ours = (id) => {
      try {
        return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0')[1] === 'lsp' && this.started(fs.readFileSync(`/proc/${id}/environ`, 'utf8'));
      } catch {
        return false;
      }
    };
    return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name) && ours(name)).map(Number);
  }

  started(environment) {
    return environment.split('\0').includes(`XDG_CONFIG_HOME=${this.environment.XDG_CONFIG_HOME}`);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
    server.on('error', reject);
  });
}
