// As n8n's MCP client does it: the schema becomes a zod object, and LangChain makes of that what the model is given.
const { readFileSync } = require('node:fs');
const { DynamicStructuredTool } = require('@langchain/core/tools');
const { convertToOpenAITool } = require('@langchain/core/utils/function_calling');
const { jsonSchemaToZod } = require('@n8n/json-schema-to-zod');

const tools = JSON.parse(readFileSync(process.argv[2], 'utf8')).map(({ name, description, inputSchema }) => {
  const tool = new DynamicStructuredTool({ name, description, schema: jsonSchemaToZod(inputSchema), func: () => '' });
  return { name, description, schema: convertToOpenAITool(tool).function.parameters };
});
process.stdout.write(JSON.stringify({ n8n: { tools } }));
