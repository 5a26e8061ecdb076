// Makes the recording of the README from the built program on its sandbox:
// node recording.mjs PROGRAM FOLDER writes terminal.svg.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [program, folder] = process.argv.slice(2);
const COLUMNS = 96;
const LINE = 20;
const COMMANDS = [
  'ghl-mcp --sandbox call search_contacts query=lighthouse --select name,email,phone --format table',
  'ghl-mcp --sandbox call search_opportunities status=open --select name,pipelineStageName,monetaryValue --format table',
  'ghl-mcp tools remove_contact_tags',
];

const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const folded = line => line.match(new RegExp('.{1,' + COLUMNS + '}', 'g')) || [''];

// A line appears at its second and stays; the whole begins again at the end.
function recording() {
  const shown = [];
  let second = 0.5;
  for (const command of COMMANDS) {
    folded('$ ' + command).forEach(text => shown.push({text, typed: true, second}));
    second += 1.2;
    const output = execFileSync(program, command.split(' ').slice(1), {encoding: 'utf8', env: {PATH: process.env.PATH, COLUMNS: String(COLUMNS)}});
    output.trimEnd().split('\n').flatMap(folded).slice(0, 12).forEach(text => shown.push({text, typed: false, second}));
    shown.push({text: '', typed: false, second});
    second += 3;
  }
  const height = shown.length * LINE + 32;
  const frames = shown.map((line, index) => `@keyframes l${index}{0%,${(line.second / second * 100).toFixed(2)}%{opacity:0}${(line.second / second * 100 + .01).toFixed(2)}%,100%{opacity:1}}`
    + `#l${index}{animation:l${index} ${second}s infinite}`);
  const texts = shown.map((line, index) => `<text id="l${index}" x="16" y="${30 + index * LINE}"${line.typed ? ' class="typed"' : ''}>${escaped(line.text)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${COLUMNS * 8.45 + 32} ${height}" role="img" aria-label="Three commands on the sandbox: contacts are found, deals are listed, and the page of a tool is shown">
<style>text{font:14px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d7dde4;white-space:pre}.typed{fill:#78b4ff}${frames.join('')}@media (prefers-reduced-motion: reduce){text{animation:none!important}}</style>
<rect width="100%" height="100%" rx="10" fill="#10151b"/>
${texts.join('\n')}
</svg>
`;
}

const file = join(folder, 'terminal.svg');
writeFileSync(file, recording());
console.log(JSON.stringify({file}));
