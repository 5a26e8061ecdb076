// One visit of the TypeScript SDK's client: lists the tools and calls one, gets a prompt, reads
// a resource, completes an argument, and prints all that as JSON.
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
const { prompts } = await client.listPrompts();
const { messages } = await client.getPrompt({ name: 'pipeline_review', arguments: { pipeline: 'Invisalign' } });
const { resourceTemplates } = await client.listResourceTemplates();
const { contents } = await client.readResource({ uri: 'ghl://pipelines' });
const { completion } = await client.complete({
  ref: { type: 'ref/prompt', name: 'stale_opportunities' },
  argument: { name: 'stage', value: '' },
  context: { arguments: { pipeline: 'Invisalign' } },
});
await client.close();
console.log(JSON.stringify({
  tools: tools.map(tool => tool.name), result,
  prompts: prompts.map(prompt => prompt.name), messages: messages.map(message => message.content.text),
  templates: resourceTemplates.map(template => template.uriTemplate), resource: contents[0].text,
  completion: completion.values,
}));
