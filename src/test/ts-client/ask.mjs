// A client that is asked before a contact is deleted, once for each answer that a person may give, and prints what it
// was asked, what came of it and whether the contact is still there, as JSON. `none` has no elicitation, nor has `code`, which
// repeats the call on the second contact with the code that it is given, twice; `abort` gives
// the call up when it is asked.
// node ask.mjs MODE CONTACT,CONTACT stdio PROGRAM ARGUMENT... | http URL | sse URL
import { Client, SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [mode, contacts, kind, target, ...args] = process.argv.slice(2);
const transport = {
  stdio: () => new StdioClientTransport({ command: target, args, env: process.env, stderr: 'ignore' }),
  http: () => new StreamableHTTPClientTransport(new URL(target)),
  sse: () => new SSEClientTransport(new URL(target)),
}[kind];

async function visit(answer) {
  const contactId = contacts.split(',')[answer === 'code' ? 1 : 0];
  const silent = answer === 'none' || answer === 'code';
  const client = new Client({ name: 'ask', version: '1' }, {
    versionNegotiation: { mode },
    capabilities: silent ? {} : { elicitation: { form: {} } },
  });
  const aborting = new AbortController();
  const asked = [];
  if (!silent) {
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
  let result = await client.callTool(deletion, { signal: aborting.signal })
    .catch(error => ({ isError: true, content: [{ text: `thrown: ${error.message}` }] }));
  if (answer === 'code') {
    asked.push(result.structuredContent.wouldHappen);
    const agreed = { name: 'delete_contact', arguments: { contactId, confirm: result.structuredContent.confirm } };
    result = await client.callTool(agreed);
    const again = await client.callTool(agreed);
    asked.push(again.content[0].text);
  }
  const read = await client.callTool({ name: 'get_contact', arguments: { contactId } });
  await client.close();
  return { answer, asked, text: result.content[0].text, error: result.isError === true, there: read.isError !== true };
}

const visits = [];
for (const answer of ['decline', 'cancel', 'none', 'abort', 'accept', 'code']) {
  visits.push(await visit(answer));
}
console.log(JSON.stringify(visits));
process.exit(0);
