/**
 * Packs the extension with a program inside.
 *
 *   node scripts/package.mjs TARGET PROGRAM [--schema FILE] [--out FILE]
 *
 * TARGET is one of VS Code's: linux-x64, linux-arm64, linux-armhf, alpine-x64, alpine-arm64,
 * darwin-x64, darwin-arm64, win32-x64, win32-arm64. The program prints the schema of
 * copydesk.toml; where it can't run here, another copydesk has printed it into FILE.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { targetsOf } from './binary.mjs';

const HERE = path.dirname(import.meta.dirname);
const ROOT = path.join(HERE, '../..');
const MOST_BYTES = 15 * 1000 * 1000;
const SHIPPED = ['README.md', 'media/icon.png', 'toml.json', 'walkthrough', 'dist/extension.js'];

function fail(message) {
  console.error(`package: ${message}`);
  process.exit(1);
}

/** A key of `[workspace.package]`: what the program and its packages have in common stands there. */
function common(key) {
  const cargo = fs.readFileSync(path.join(ROOT, 'Cargo.toml'), 'utf8');
  const section = cargo.split('[workspace.package]')[1]?.split('\n[')[0] ?? '';
  const value = new RegExp(`^${key} = "(.*)"$`, 'm').exec(section)?.[1];
  return value ?? fail(`Cargo.toml has no ${key} in [workspace.package]`);
}

/** What goes into the package, and nothing else. */
function stage(folder, target, program, schema) {
  fs.rmSync(folder, { recursive: true, force: true });
  for (const name of SHIPPED) fs.cpSync(path.join(HERE, name), path.join(folder, name), { recursive: true });
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE', 'CHANGELOG.md']) fs.cpSync(path.join(ROOT, name), path.join(folder, name));
  fs.writeFileSync(path.join(folder, 'copydesk.schema.json'), schema);
  const packed = path.join(folder, 'bin', target.startsWith('win32') ? 'copydesk.exe' : 'copydesk');
  fs.mkdirSync(path.dirname(packed));
  fs.copyFileSync(program, packed);
  fs.chmodSync(packed, 0o755);
  fs.writeFileSync(path.join(folder, 'package.json'), manifest());
}

/** The manifest as it ships: the project's version and home, and nothing only a developer needs. */
function manifest() {
  const own = JSON.parse(fs.readFileSync(path.join(HERE, 'package.json'), 'utf8'));
  const url = common('repository');
  const shared = { version: common('version'), license: common('license'), repository: { type: 'git', url } };
  for (const key of ['private', 'scripts', 'dependencies', 'devDependencies']) delete own[key];
  return `${JSON.stringify({ ...own, ...shared, files: ['**'], homepage: url, bugs: { url: `${url}/issues` } }, undefined, 2)}\n`;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { schema: { type: 'string' }, out: { type: 'string' } } });
const [target, program] = positionals;
if (!target || !program || positionals.length > 2) fail('usage: package.mjs TARGET PROGRAM [--schema FILE] [--out FILE]');
if (!fs.existsSync(program)) fail(`there is no program ${program}`);
const targets = targetsOf(program);
if (!targets.includes(target)) fail(`${program} is made for ${targets.join(' and ') || 'no platform known here'}, not for ${target}`);

const schema = values.schema ? fs.readFileSync(values.schema, 'utf8') : execFileSync(program, ['config', 'schema'], { encoding: 'utf8' });
if (JSON.parse(schema).type !== 'object') fail('the schema of copydesk.toml is no schema of an object');
execFileSync('npm', ['run', '--silent', 'build'], { cwd: HERE, stdio: 'inherit', shell: process.platform === 'win32' });

const folder = path.join(HERE, 'stage');
const out = path.resolve(values.out ?? path.join(HERE, `copydesk-${target}.vsix`));
stage(folder, target, program, schema);
await createVSIX({ cwd: folder, packagePath: out, target, dependencies: false, skipLicense: true, rewriteRelativeLinks: false });
const bytes = fs.statSync(out).size;
if (bytes > MOST_BYTES) fail(`${out} has ${bytes} bytes, more than ${MOST_BYTES}`);
console.log(`${out}: ${(bytes / 1e6).toFixed(1)} MB`);
