// A client that is asked before a contact is deleted, once for each answer that a person may give, and prints what it
// was asked, what came of it and whether the contact is still there, as JSON. `none` has no elicitation; `abort` gives
// the call up when it is asked.
// node ask.mjs MODE CONTACT stdio PROGRAM ARGUMENT... | http URL | sse URL
import { Client, SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [mode, contactId, kind, target, ...args] = process.argv.slice(2);
const transport = {
  stdio: () => new StdioClientTransport({ command: target, args, env: process.env, stderr: 'ignore' }),
  http: () => new StreamableHTTPClientTransport(new URL(target)),
  sse: () => new SSEClientTransport(new URL(target)),
}[kind];

async function visit(answer) {
  const client = new Client({ name: 'ask', version: '1' }, {
    versionNegotiation: { mode },
    capabilities: answer === 'none' ? {} : { elicitation: { form: {} } },
  });
  const aborting = new AbortController();
  const asked = [];
  if (answer !== 'none') {
    client.setRequestHandler('elicitation/create', async request => {
      asked.push(request.params.message);
      if (answer === 'abort') {
        aborting.abort();
        // In MCP 2026-07-28 nobody waits for the answer but the client itself.
        return mode === 'legacy' ? new Promise(() => {}) : Promise.reject(new Error('given up'));
      }
      return answer === 'accept' ? { action: 'accept', content: {} } : { action: answer };
    });
  }
  await client.connect(transport());
  const deletion = { name: 'delete_contact', arguments: { contactId } };
  const result = await client.callTool(deletion, { signal: aborting.signal })
    .catch(error => ({ isError: true, content: [{ text: `thrown: ${error.message}` }] }));
  const read = await client.callTool({ name: 'get_contact', arguments: { contactId } });
  await client.close();
  return { answer, asked, text: result.content[0].text, error: result.isError === true, there: read.isError !== true };
}

const visits = [];
for (const answer of ['decline', 'cancel', 'none', 'abort', 'accept']) {
  visits.push(await visit(answer));
}
console.log(JSON.stringify(visits));
process.exit(0);
