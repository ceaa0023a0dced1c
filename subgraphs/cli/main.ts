#!/usr/bin/env node
// Nothing is imported before the version is known to do: on an older Node the libraries fail in their own words.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isSupported =
  major > 24 ||
  (major === 24 && minor >= 11) ||
  (major === 22 && minor >= 13) ||
  (major === 20 && minor >= 19);

if (isSupported) {
  void import('./commands').then(({ runCommandLine }) => runCommandLine(process.argv));
} else {
  process.stderr.write(
    `citizenship needs Node 20.19, 22.13 or 24.11, or later of the same line, but this is ${process.versions.node}. Install one of them.\n`,
  );
  process.exitCode = 1;
}
