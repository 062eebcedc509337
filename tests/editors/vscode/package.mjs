/** What the package must be: package.mjs TARGET OUT, where OUT holds copydesk and copydesk.vsix. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const [target, out] = process.argv.slice(2);
const extension = path.join(import.meta.dirname, '../../../editors/vscode');
const vsix = path.join(out, 'copydesk.vsix');
const script = (...args) => spawnSync(process.execPath, [path.join(extension, 'scripts/package.mjs'), ...args, '--out', path.join(out, 'refused.vsix')], { encoding: 'utf8' });

// Nothing ships but what runs, what is read, and the licences.
const python = 'import sys, zipfile\nfor i in zipfile.ZipFile(sys.argv[1]).infolist(): print(oct(i.external_attr >> 16), i.filename)';
const listed = execFileSync('python3', ['-c', python, vsix], { encoding: 'utf8' }).trim().split('\n').map((line) => line.split(' '));
const names = listed.map(([, name]) => name.replace(/^extension\//, '')).sort();
const expected = ['CHANGELOG.md', 'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', '[Content_Types].xml', 'bin/copydesk', 'copydesk.schema.json', 'dist/extension.js', 'extension.vsixmanifest', 'media/icon.png', 'package.json', 'toml.json'];
assert.deepEqual(names.filter((name) => !name.startsWith('walkthrough/')).map((name) => name.toLowerCase()).sort(), expected.map((name) => name.toLowerCase()).sort());
assert.match(listed.find(([, name]) => name.endsWith('bin/copydesk'))[0], /755$/, 'the program may be run');
assert.ok(fs.statSync(vsix).size < 15e6);

// Programs of other platforms are refused, by their first bytes.
const other = target === 'linux-x64' ? 'linux-arm64' : 'linux-x64';
const refused = script(other, path.join(out, 'copydesk'));
assert.equal(refused.status, 1);
assert.match(refused.stderr, new RegExp(`is made for ${target}, not for ${other}`));
fs.writeFileSync(path.join(out, 'text'), 'no program at all, though it is long enough to be looked at, isn’t it?\n');
assert.match(script(target, path.join(out, 'text')).stderr, /no platform known here/);
assert.ok(!fs.existsSync(path.join(out, 'refused.vsix')));
console.log(`package: ${names.length} files, ${(fs.statSync(vsix).size / 1e6).toFixed(1)} MB`);
