/** How a suite runs inside VS Code's extension host. */
import Mocha from 'mocha';

/** One line a test, marked so that it is found among all that an editor logs. */
class Lines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    const say = (words: string): void => console.log(words.replace(/^/gm, 'copydesk| '));
    runner.on('pass', (test) => say(`ok      ${test.fullTitle()} (${test.duration ?? 0} ms)`));
    runner.on('fail', (test, error: Error) => say(`FAILED  ${test.fullTitle()}\n${error.stack ?? error.message}`));
  }
}

/** Runs the tests that `register` registers. */
export async function runSuite(register: () => unknown): Promise<void> {
  const mocha = new Mocha({ timeout: 60_000, reporter: Lines });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await register();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
