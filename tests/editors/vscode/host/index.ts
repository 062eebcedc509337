/** The suite that runs inside VS Code's extension host. */
import { runSuite } from './suite';

export const run = (): Promise<void> => runSuite(async () => {
  // They register themselves, in this order.
  await import('./findings.test');
  await import('./reading.test');
  await import('./commands.test');
  await import('./life.test');
});
