package dev.ghlmcp.server.http;

import dev.ghlmcp.DispatcherFixture;
import dev.ghlmcp.highlevel.HighLevelClient;
import dev.ghlmcp.highlevel.http.Warmup;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.Dispatcher;
import dev.ghlmcp.mcp.discovery.CallTool;
import dev.ghlmcp.mcp.discovery.SearchTools;
import dev.ghlmcp.server.protocol.ProtocolErrors;
import dev.ghlmcp.server.protocol.RequestContext;
import dev.ghlmcp.server.protocol.ServerFeatures;
import dev.ghlmcp.server.stateless.RequestStates;
import dev.ghlmcp.server.stateless.StatelessContext;
import dev.ghlmcp.server.stateless.StatelessProtocol;
import dev.ghlmcp.server.stdio.StdioTransport;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The tools, prompts and resources that the official conformance suites look for.
@SuppressWarnings("deprecation") // sampling and logging
final class Fixtures implements McpEndpoints {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
    private static final String SOUND = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQAAAAA=";
    static final String NO_ARGUMENTS = "{'type':'object','properties':{}}";

    /// A permit for each call of the tool that waits, and for each of them that was cancelled.
    final Semaphore waiting = new Semaphore(0);

    final Semaphore cancelled = new Semaphore(0);

    /// Who listens for changes.
    final Subscriptions subscriptions = new Subscriptions();

    /// Serves them on standard input and output.
    public static void main(String[] args) throws IOException, InterruptedException {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        Fixtures fixtures = new Fixtures();
        Dispatcher dispatcher = DispatcherFixture.of(new HighLevelClient(new Warmup().account(), "fixtures"))
                .handlers(List.of(new SearchTools(), new CallTool()))
                .open();
        new StdioTransport(
                        System.in,
                        out,
                        _ -> fixtures.at(ToolPath.NONE),
                        () -> dispatcher,
                        features -> new StatelessProtocol(features, RequestStates.ofThisProcess()))
                .run();
        System.exit(0);
    }

    @Override
    public ServerFeatures at(ToolPath path) {
        ObjectNode capabilities = Json.MAPPER.createObjectNode();
        capabilities.putObject("completions");
        capabilities.putObject("resources").put("subscribe", true).put("listChanged", false);
        capabilities.putObject("tools").put("listChanged", true);
        capabilities.putObject("prompts").put("listChanged", true);
        return features()
                .with(
                        capabilities,
                        Map.of(
                                "resources/subscribe",
                                Fixtures::subscribe,
                                "resources/unsubscribe",
                                Fixtures::subscribe,
                                "subscriptions/listen",
                                subscriptions::listen));
    }

    private static Object subscribe(ObjectNode params, RequestContext context) {
        if (context instanceof StatelessContext) {
            throw ProtocolErrors.error(ErrorCodes.METHOD_NOT_FOUND, "The newer era has no such method", null);
        }
        return Map.of();
    }

    private SdkFeatures features() {
        return new SdkFeatures(
                Stream.concat(tools().stream(), RoundsFixtures.tools(this).stream())
                        .toList(),
                Stream.concat(prompts().stream(), Stream.of(RoundsFixtures.prompt()))
                        .toList(),
                List.of(
                        resource("test://static-text", text("test://static-text", "text/plain", "A static text.")),
                        resource(
                                "test://static-binary",
                                BlobResourceContents.builder("test://static-binary", PIXEL)
                                        .mimeType("image/png")
                                        .build()),
                        resource(
                                "test://watched-resource",
                                text("test://watched-resource", "text/plain", "It is watched."))),
                List.of(new SyncResourceTemplateSpecification(
                        ResourceTemplate.builder("test://template/{id}/data", "template")
                                .build(),
                        (_, request) -> ReadResourceResult.builder(List.of(text(
                                        request.uri(),
                                        "application/json",
                                        "{\"id\":\"" + request.uri().split("/", -1)[3] + "\"}")))
                                .build())),
                List.of(new SyncCompletionSpecification(
                        new PromptReference("test_prompt_with_arguments"),
                        (_, _) -> new CompleteResult(
                                new CompleteResult.CompleteCompletion(List.of("paris", "park"), 2, false)))));
    }

    private static List<SyncToolSpecification> tools() {
        return List.of(
                tool("test_simple_text", NO_ARGUMENTS, (_, _) -> result(text("A simple text."))),
                tool("test_image_content", NO_ARGUMENTS, (_, _) -> result(image())),
                tool(
                        "test_audio_content",
                        NO_ARGUMENTS,
                        (_, _) ->
                                result(AudioContent.builder(SOUND, "audio/wav").build())),
                tool(
                        "test_embedded_resource",
                        NO_ARGUMENTS,
                        (_, _) -> result(embedded("test://embedded-resource", "text/plain"))),
                tool(
                        "test_multiple_content_types",
                        NO_ARGUMENTS,
                        (_, _) -> result(
                                text("Of every kind:"),
                                image(),
                                embedded("test://mixed-content-resource", "application/json"))),
                tool("test_tool_with_logging", NO_ARGUMENTS, Fixtures::logging),
                tool(
                        "test_error_handling",
                        NO_ARGUMENTS,
                        (_, _) -> CallToolResult.builder()
                                .addTextContent("This tool intentionally returns an error for testing")
                                .isError(true)
                                .build()),
                tool("test_tool_with_progress", NO_ARGUMENTS, Fixtures::progress),
                tool("test_sampling", wants("prompt"), (exchange, request) -> {
                    var message = SamplingMessage.builder(
                                    Role.USER,
                                    text(String.valueOf(request.arguments().get("prompt"))))
                            .build();
                    var answer = exchange.createMessage(
                            CreateMessageRequest.builder(List.of(message), 100).build());
                    return result(text("LLM response: " + ((TextContent) answer.content()).text()));
                }),
                tool(
                        "test_elicitation",
                        wants("message"),
                        (exchange, request) -> elicit(
                                exchange, String.valueOf(request.arguments().get("message")), """
                        {'type':'object','required':['username','email'],'properties':{
                        'username':{'type':'string'},'email':{'type':'string'}}}""")),
                tool(
                        "test_elicitation_sep1034_defaults",
                        NO_ARGUMENTS,
                        (exchange, _) -> elicit(exchange, "With defaults", """
                        {'type':'object','required':[],'properties':{
                        'name':{'type':'string','default':'John Doe'},
                        'age':{'type':'integer','default':30},
                        'score':{'type':'number','default':95.5},
                        'status':{'type':'string','enum':['active','inactive','pending'],'default':'active'},
                        'verified':{'type':'boolean','default':true}}}""")),
                tool("test_elicitation_sep1330_enums", NO_ARGUMENTS, (exchange, _) -> elicit(exchange, "Choose", """
                        {'type':'object','required':[],'properties':{
                        'untitledSingle':{'type':'string','enum':['option1','option2','option3']},
                        'titledSingle':{'type':'string','oneOf':[{'const':'value1','title':'First Option'},
                        {'const':'value2','title':'Second Option'},{'const':'value3','title':'Third Option'}]},
                        'legacyEnum':{'type':'string','enum':['opt1','opt2','opt3'],
                        'enumNames':['Option One','Option Two','Option Three']},
                        'untitledMulti':{'type':'array','items':{'type':'string','enum':['option1','option2','option3']}},
                        'titledMulti':{'type':'array','items':{'anyOf':[{'const':'value1','title':'First Choice'},
                        {'const':'value2','title':'Second Choice'},{'const':'value3','title':'Third Choice'}]}}}}""")),
                tool("json_schema_2020_12_tool", """
                        {'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object',
                        '$defs':{'address':{'$anchor':'addressDef','type':'object',
                        'properties':{'street':{'type':'string'},'city':{'type':'string'}}}},
                        'properties':{'name':{'type':'string'},'address':{'$ref':'#/$defs/address'},
                        'contactMethod':{'type':'string','enum':['phone','email']},
                        'phone':{'type':'string'},'email':{'type':'string'}},
                        'allOf':[{'anyOf':[{'required':['phone']},{'required':['email']}]}],
                        'if':{'properties':{'contactMethod':{'const':'phone'}},'required':['contactMethod']},
                        'then':{'required':['phone']},'else':{'required':['email']},
                        'additionalProperties':false}""", (_, _) -> result(text("ok"))));
    }

    private static List<SyncPromptSpecification> prompts() {
        return List.of(
                prompt("test_simple_prompt", List.of(), _ -> List.of(text("A simple prompt."))),
                prompt(
                        "test_prompt_with_arguments",
                        List.of("arg1", "arg2"),
                        arguments -> List.of(
                                text("arg1='" + arguments.get("arg1") + "', arg2='" + arguments.get("arg2") + "'"))),
                prompt(
                        "test_prompt_with_embedded_resource",
                        List.of("resourceUri"),
                        arguments -> List.of(
                                embedded(String.valueOf(arguments.get("resourceUri")), "text/plain"),
                                text("Please process the embedded resource above."))),
                prompt(
                        "test_prompt_with_image",
                        List.of(),
                        _ -> List.of(image(), text("Please analyze the image above."))));
    }

    static CallToolResult logging(McpSyncServerExchange exchange, CallToolRequest request) {
        for (String step : List.of("started", "processing data", "completed")) {
            exchange.loggingNotification(LoggingMessageNotification.builder(LoggingLevel.INFO, "Tool " + step)
                    .build());
        }
        return result(text("Logged."));
    }

    private static CallToolResult progress(McpSyncServerExchange exchange, CallToolRequest request) {
        for (double done : List.of(0.0, 50.0, 100.0)) {
            exchange.progressNotification(
                    ProgressNotification.builder(request.meta().get("progressToken"), done)
                            .total(100.0)
                            .build());
        }
        return result(text("Reported."));
    }

    static CallToolResult elicit(McpSyncServerExchange exchange, String message, String schema) {
        var answer = exchange.createElicitation(
                ElicitFormRequest.builder(message, json(schema)).build());
        return result(text("action=" + answer.action() + ", content=" + answer.content()));
    }

    static SyncToolSpecification tool(
            String name, String schema, BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> call) {
        return new SyncToolSpecification(
                Tool.builder(name, json(schema)).description("For tests").build(), call);
    }

    private static SyncPromptSpecification prompt(
            String name, List<String> arguments, Function<Map<String, Object>, List<Content>> messages) {
        return new SyncPromptSpecification(
                Prompt.builder(name)
                        .description("For tests")
                        .arguments(arguments.stream()
                                .map(argument -> PromptArgument.builder(argument)
                                        .description("For tests")
                                        .required(true)
                                        .build())
                                .toList())
                        .build(),
                (_, request) -> GetPromptResult.builder(messages.apply(request.arguments()).stream()
                                .map(content -> PromptMessage.builder(Role.USER, content)
                                        .build())
                                .toList())
                        .build());
    }

    private static SyncResourceSpecification resource(String uri, ResourceContents contents) {
        return new SyncResourceSpecification(
                Resource.builder(uri, uri).mimeType(contents.mimeType()).build(),
                (_, _) -> ReadResourceResult.builder(List.of(contents)).build());
    }

    static CallToolResult result(Content... content) {
        return CallToolResult.builder()
                .content(Arrays.asList(content))
                .isError(false)
                .build();
    }

    static TextContent text(String text) {
        return TextContent.builder(text).build();
    }

    private static ImageContent image() {
        return ImageContent.builder(PIXEL, "image/png").build();
    }

    private static EmbeddedResource embedded(String uri, String type) {
        return EmbeddedResource.builder(text(uri, type, "{\"test\":\"data\"}")).build();
    }

    private static TextResourceContents text(String uri, String type, String text) {
        return TextResourceContents.builder(uri, text).mimeType(type).build();
    }

    private static String wants(String argument) {
        return "{'type':'object','required':['" + argument + "'],'properties':{'" + argument + "':{'type':'string'}}}";
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    static Map<String, Object> json(String json) {
        return Json.MAPPER.readValue(json.replace('\'', '"'), Map.class);
    }
}
