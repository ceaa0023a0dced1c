const LOOK_MILLIS = 500;

/**
 * Calls `leave` when npm, which started this process, is gone. npm runs a shell that runs this process, and hands a
 * SIGTERM to the shell alone: measured, "npm start" ended at once, and all seven processes stayed.
 */
export function whenNpmIsGone(env: NodeJS.ProcessEnv, leave: () => void): void {
  if (env['npm_command'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    leave();
  }, LOOK_MILLIS);
  timer.unref();
}
