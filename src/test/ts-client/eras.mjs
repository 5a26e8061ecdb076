// What the TypeScript SDK's client sees of the fixtures in an era: tools, questions in several
// rounds, progress, cancellation, changed lists. Printed as JSON.
// node eras.mjs legacy|auto stdio PROGRAM ARGUMENT... | http URL
import { setTimeout as pause } from 'node:timers/promises';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [mode, kind, target, ...args] = process.argv.slice(2);
const transport = kind === 'stdio'
  ? new StdioClientTransport({ command: target, args, env: process.env, stderr: 'ignore' })
  : new StreamableHTTPClientTransport(new URL(target));
let changes = 0;
const client = new Client({ name: 'eras', version: '1' }, {
  capabilities: { elicitation: {} },
  versionNegotiation: { mode },
  listChanged: { tools: { debounceMs: 0, autoRefresh: false, onChanged: () => { changes++; } } },
});
const asked = [];
client.setRequestHandler('elicitation/create', async ({ params }) => {
  asked.push(params.message);
  const field = Object.keys(params.requestedSchema.properties)[0];
  return { action: 'accept', content: { [field]: `the ${field}` } };
});
await client.connect(transport);
const text = async (name, options) => (await client.callTool({ name, arguments: {} }, options)).content[0].text;

const tools = (await client.listTools()).tools.length;
const simple = await text('test_simple_text');
const answered = await text('test_two_questions');
const progress = [];
await text('test_tool_with_progress', { onprogress: told => progress.push(told.progress) });

const before = Number(await text('test_cancellations'));
const cancelling = new AbortController();
const cancelled = await text('test_waiting', { signal: cancelling.signal, onprogress: () => cancelling.abort() })
  .then(() => false, () => true);
while (Number(await text('test_cancellations')) === before) {
  await pause(50);
}

while (changes === 0) {
  await text('test_trigger_tool_change');
  await pause(50);
}
console.log(JSON.stringify({
  era: client.getProtocolEra(), tools, simple, answered, asked, progress, cancelled, changed: changes > 0,
}));
await client.close();
process.exit(0);
