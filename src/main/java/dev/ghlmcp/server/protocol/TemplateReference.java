package dev.ghlmcp.server.protocol;

import io.modelcontextprotocol.spec.McpSchema.CompleteReference;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;

/// A resource template that a completion is asked for, in place of the SDK's `ResourceReference`: the hash code of that
/// record is built by the JVM with method handles at its first use, which slows the start,
/// because the SDK keys completions by it.
public record TemplateReference(String uri) implements CompleteReference {
    /// The same request, with this reference if it is about a template.
    static CompleteRequest in(CompleteRequest request) {
        return request.ref() instanceof ResourceReference template
                ? new CompleteRequest(
                        new TemplateReference(template.uri()), request.argument(), request.meta(), request.context())
                : request;
    }

    @Override
    public String type() {
        return ResourceReference.TYPE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TemplateReference(String same) && same.equals(uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }
}
