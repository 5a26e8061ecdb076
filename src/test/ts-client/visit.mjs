// One visit of the TypeScript SDK's client: lists the tools, calls one, prints both as JSON.
// node visit.mjs stdio PROGRAM ARGUMENT... | http URL | sse URL
import { Client, SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [kind, target, ...args] = process.argv.slice(2);
const transport = {
  stdio: () => new StdioClientTransport({ command: target, args, env: process.env, stderr: 'ignore' }),
  http: () => new StreamableHTTPClientTransport(new URL(target)),
  sse: () => new SSEClientTransport(new URL(target)),
}[kind]();
const client = new Client({ name: 'visit', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
await client.connect(transport);
const { tools } = await client.listTools();
const result = await client.callTool({ name: 'search_contacts', arguments: { pageLimit: 2 } });
await client.close();
console.log(JSON.stringify({ tools: tools.map(tool => tool.name), result }));
