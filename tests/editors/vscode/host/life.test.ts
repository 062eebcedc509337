import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { at, call, expectFindings, extension, open, ready, servers, set, until } from './help';

/** Kills the server, and waits until it is seen to be gone. */
async function kill(): Promise<void> {
  const [id] = await until('a server', () => servers().length === 1 && servers());
  process.kill(id!, 'SIGKILL');
  await until('its end', () => !servers().includes(id!));
}

describe('the server', () => {
  before(ready);
  after(async () => {
    await set('server.path', undefined);
    await ready();
  });

  it('is one, and another one after a restart', async () => {
    const draft = await open('ferry.md');
    const [before] = await until('one server', () => servers().length === 1 && servers());
    await call('copydesk.restart');
    await ready();
    const [after] = await until('one server', () => servers().length === 1 && servers());
    assert.notEqual(before, after);
    await expectFindings(draft.uri, 'unused-allow');
  });

  it('comes back after a crash with all that is open, but not for ever', async () => {
    const draft = await open('ferry.md');
    for (let crash = 0; crash < 3; crash += 1) {
      await kill();
      await until('a new server', () => servers().length === 1);
      await ready();
    }
    await expectFindings(draft.uri, 'unused-allow');
    await kill();
    await until('the desk to stay stopped', () => extension.exports.mood === 'stopped');
    assert.deepEqual(servers(), []);
    await call('copydesk.restart');
    await ready();
    await expectFindings(draft.uri, 'unused-allow');
  });

  it('is the one that the settings name, and starts again when they change', async () => {
    const packed = extension.exports.server!.path;
    await set('server.path', '/nowhere/copydesk');
    await until('no server', () => extension.exports.mood === 'stopped' && extension.exports.server === undefined);
    assert.deepEqual(servers(), []);
    await set('server.path', undefined);
    await ready();
    assert.equal(extension.exports.server?.path, packed);
    await until('one server', () => servers().length === 1);
  });

  it('says what is wrong with a program that is none', async () => {
    // The head of a program for another processor: only its loader is real.
    const head = Buffer.alloc(4096);
    head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
    head.writeUInt16LE(2, 16);
    head.writeUInt16LE(process.arch === 'arm64' ? 0x3e : 0xb7, 18);
    for (const [what, mode, said] of [
      [undefined, 0, 'There is no file'],
      ['words', 0o644, 'may not be run'],
      ['#!/bin/sh\necho hello\n', 0o755, 'does not answer as copydesk'],
      [head, 0o755, 'is made for another platform'],
    ] as const) {
      const file = at(`program-${mode}-${said.length}`).fsPath;
      if (what !== undefined) await fs.writeFile(file, what, { mode });
      await set('server.path', file);
      await until(said, () => extension.exports.problem?.includes(said));
    }
  });

  it('may be of another version, and is told apart', async () => {
    await set('server.path', undefined);
    await until('the packed one', () => extension.exports.server);
    const script = `#!/bin/sh\n[ "$1" = --version ] && echo copydesk 99.1.0 || exec '${extension.exports.server!.path}' "$@"\n`;
    const newer = at('newer').fsPath;
    await fs.writeFile(newer, script, { mode: 0o755 });
    await set('server.path', newer);
    await until('its version', () => extension.exports.server?.version === '99.1.0');
    assert.match(extension.exports.server!.warning ?? '', /made for \d.*Update the extension/);
    await expectFindings((await open('ferry.md')).uri, 'unused-allow');
  });
});
