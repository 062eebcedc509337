import * as assert from 'node:assert/strict';
import { call, expectFindings, extension, open, ready, servers, set, until } from './help';

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
    await set('server.path', '/etc/hostname');
    await until('no server', () => extension.exports.mood === 'stopped' && extension.exports.server === undefined);
    await set('server.path', undefined);
    await ready();
    assert.equal(extension.exports.server?.path, packed);
    await until('one server', () => servers().length === 1);
  });
});
