#!/usr/bin/env node
// Starts the program of this platform, which is an optional dependency, and gets out of its way.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const self = require('../package.json');
const platform = `${process.platform}-${process.arch}`;
const windows = process.platform === 'win32';
// What a developer has set for other Java programs.
const FOREIGN = [
  'JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS', 'JDK_AOT_VM_OPTIONS', 'CLASSPATH', '_JAVA_LAUNCHER_DEBUG',
];
const program = Object.keys(self.optionalDependencies).find((name) => name.endsWith(`-${platform}`));

function fail(sentence) {
  fs.writeSync(2, `ghl-mcp: ${sentence}\n`);
  process.exit(1);
}

function folder() {
  if (!program) {
    const known = Object.keys(self.optionalDependencies).map((name) => name.slice(self.name.length + 1));
    fail(`There is no program for ${platform}, only for ${known.join(', ')}. ghl-mcp.jar runs on any Java 25.`);
  }
  try {
    return path.dirname(require.resolve(`${program}/package.json`));
  } catch {
    return fail(
      `${program} is missing, which holds the program for ${platform}. npm leaves it out where optional dependencies`
        + ` are switched off, where a lock file was made on another system, and on Linux without glibc (Alpine).`
        + ` Install it with: npm install ${program}@${self.version}`,
    );
  }
}

/** The program and its arguments; on Windows Node starts no .cmd, so what bin/ghl-mcp.cmd does is done here. */
function command(home, args) {
  if (!windows) {
    return [path.join(home, 'bin', 'ghl-mcp'), args];
  }
  for (const name of FOREIGN) {
    delete process.env[name];
  }
  const tty = require('node:tty');
  const terminal = [
    ...(tty.isatty(2) ? ['-Dghlmcp.terminal=true'] : []),
    ...(tty.isatty(1) ? ['-Dghlmcp.terminal.out=true'] : []),
  ];
  return [
    path.join(home, 'runtime', 'bin', 'java.exe'),
    [
      `@${path.join(home, 'lib', 'java.options')}`,
      ...(args.includes('http') ? ['-Xmx1g', '-Xmn256m'] : ['-Xmx512m', '-Xmn24m']),
      `-XX:AOTCache=${path.join(home, 'ghl-mcp.aot')}`,
      `-Dghlmcp.home=${home}`,
      `-Dorg.sqlite.lib.path=${path.join(home, 'lib')}`,
      ...terminal,
      '-m',
      'dev.ghlmcp/dev.ghlmcp.Main',
      ...args,
    ],
  ];
}

const [file, args] = command(folder(), process.argv.slice(2));
try {
  fs.accessSync(file, fs.constants.X_OK);
} catch {
  fail(`${file} cannot be started: install ${program}@${self.version} again.`);
}

// Node 22.15 and newer can become the program: one process less, and nothing in between.
if (!windows && process.execve) {
  process.execve(file, [file, ...args], process.env);
}

const { spawn } = require('node:child_process');
const child = spawn(file, args, { stdio: 'inherit' });
// A terminal sends Ctrl-C to the program itself. What only a signal needs is loaded with the first one.
const typed = () => [0, 1, 2].some((stream) => require('node:tty').isatty(stream));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']) {
  try {
    process.on(signal, () => signal === 'SIGINT' && typed() || child.kill(signal));
  } catch {
    // Windows has not all of them.
  }
}
child.on('error', (error) => fail(`${file} cannot be started: ${error.code}`));
child.on('exit', (code, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Where the signal does not end this process, its number tells what ended the program.
    process.exitCode = 128 + require('node:os').constants.signals[signal];
  } else {
    process.exit(code);
  }
});
