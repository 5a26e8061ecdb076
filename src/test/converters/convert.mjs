// Each client's own way from `tools/list` to what its model is given. Nothing leaves this process but what goes to the
// listener below.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { getAllMcpTools } from '@openai/agents';
import { mcpTools } from '@anthropic-ai/sdk/helpers/beta/mcp';
import { GoogleGenAI, mcpToTool } from '@google/genai';
import { convertToOpenAITool } from '@langchain/core/utils/function_calling';
import { ChatGoogleGenerativeAI } from '@langchain/google-genai';
import { loadMcpTools } from '@langchain/mcp-adapters';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { convertJsonSchemaToZod } from 'zod-from-json-schema';
import { z } from 'zod';

const tools = JSON.parse(readFileSync(process.argv[2], 'utf8'));

async function connected() {
  const server = new Server({ name: 'ghl-mcp', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools }));
  const client = new Client({ name: 'converters', version: '1.0.0' });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  return client;
}

// What a client's request holds is what its API would have got.
async function requestOf(send) {
  let body;
  const listener = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    body = JSON.parse(Buffer.concat(parts).toString());
    response.setHeader('content-type', 'application/json');
    response.end('{"candidates":[{"content":{"role":"model","parts":[{"text":"."}]},"finishReason":"STOP"}]}');
  });
  await new Promise((ready) => listener.listen(0, '127.0.0.1', ready));
  try {
    await send(`http://127.0.0.1:${listener.address().port}`);
  } finally {
    listener.close();
    listener.closeAllConnections();
  }
  return body;
}

function declarations(body) {
  return body.tools.flatMap((tool) => tool.functionDeclarations).map((one) => ({
    name: one.name,
    description: one.description,
    schema: one.parameters ?? one.parametersJsonSchema,
  }));
}

async function agents(strict) {
  const client = await connected();
  const server = {
    name: 'ghl-mcp', cacheToolsList: false, connect: async () => {}, close: async () => {},
    invalidateToolsCache: async () => {}, callTool: async () => [],
    listTools: async () => (await client.listTools()).tools,
  };
  return (await getAllMcpTools({ mcpServers: [server], convertSchemasToStrict: strict }))
    .map(({ name, description, parameters, strict }) => ({ name, description, schema: parameters, strict }));
}

const converters = {
  'anthropic-sdk': async () => {
    const client = await connected();
    return mcpTools((await client.listTools()).tools, client)
      .map(({ name, description, input_schema: schema }) => ({ name, description, schema }));
  },
  'openai-agents': () => agents(false),
  'openai-agents-strict': () => agents(true),
  'google-genai': async () => {
    const client = await connected();
    return declarations(await requestOf((baseUrl) => new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl } })
      .models.generateContent({ model: 'gemini', contents: '.', config: {
        tools: [mcpToTool(client)], automaticFunctionCalling: { disable: true } } })));
  },
  // As function declarations of the older kind: Gemini's own subset of OpenAPI.
  'google-genai-schema': async () =>
    declarations(await requestOf((baseUrl) => new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl } })
      .models.generateContent({ model: 'gemini', contents: '.', config: { tools: [{
        functionDeclarations: tools.map(({ name, description, inputSchema: parameters }) =>
          ({ name, description, parameters })) }] } }))),
  'langchain-openai': async () => (await loadMcpTools('ghl', await connected(), { throwOnLoadError: true }))
    .map((tool) => convertToOpenAITool(tool).function)
    .map(({ name, description, parameters: schema }) => ({ name, description, schema })),
  'langchain-gemini': async () => {
    const loaded = await loadMcpTools('ghl', await connected(), { throwOnLoadError: true });
    return declarations(await requestOf((baseUrl) =>
      new ChatGoogleGenerativeAI({ model: 'gemini-2.5-pro', apiKey: 'none', baseUrl, maxRetries: 0 })
        .bindTools(loaded).invoke('.')));
  },
  'zod-from-json-schema': async () => tools.map(({ name, description, inputSchema }) =>
    ({ name, description, schema: z.toJSONSchema(convertJsonSchemaToZod(inputSchema), { io: 'input' }) })),
};

const answers = {};
for (const [name, convert] of Object.entries(converters)) {
  try {
    answers[name] = { tools: await convert() };
  } catch (error) {
    answers[name] = { error: String(error?.stack ?? error) };
  }
}
process.stdout.write(JSON.stringify(answers), () => process.exit(0));
