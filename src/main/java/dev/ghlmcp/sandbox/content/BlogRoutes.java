package dev.ghlmcp.sandbox.content;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.Documents;
import dev.ghlmcp.sandbox.api.Route;
import dev.ghlmcp.sandbox.api.RouteCall;
import dev.ghlmcp.sandbox.api.Timestamps;
import dev.ghlmcp.sandbox.store.SandboxStore;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/blogs`: sites, authors, categories and posts.
public record BlogRoutes(SandboxStore store) {
    public List<Route> routes() {
        return List.of(
                Route.get("/blogs/site/all", this::sites),
                Route.get("/blogs/authors", call -> page("authors", all(call, "blogAuthors"), call)),
                Route.get("/blogs/categories", call -> page("categories", all(call, "blogCategories"), call)),
                Route.get("/blogs/posts/all", this::posts),
                Route.get("/blogs/posts/url-slug-exists", this::slug),
                Route.post("/blogs/posts", this::create),
                Route.put("/blogs/posts/{postId}", this::update));
    }

    private ObjectNode sites(RouteCall call) {
        Stream<ObjectNode> found = all(call, "blogs").filter(blog -> mentions(blog, "name", call));
        return page("data", found, call);
    }

    private ObjectNode posts(RouteCall call) {
        JsonNode blog = store.records("blogs")
                .require(call, call.query().get("blogId").asString())
                .get("_id");
        String status = call.query().path("status").asString("ALL");
        Stream<ObjectNode> found = all(call, "blogPosts")
                .filter(post -> post.get("blogId").equals(blog))
                .filter(post ->
                        status.equals("ALL") || post.get("status").asString().equals(status))
                .filter(post -> mentions(post, "title", call))
                .sorted(Comparator.comparing((ObjectNode post) -> Timestamps.of(post.get("publishedAt")))
                        .reversed());
        return page("blogs", found, call);
    }

    private static boolean mentions(ObjectNode record, String field, RouteCall call) {
        return Documents.mentions(record, call.query().path("searchTerm").asString(), field);
    }

    private ObjectNode slug(RouteCall call) {
        String slug = call.query().get("urlSlug").asString();
        return Documents.empty()
                .put("exists", taken(call, slug, call.query().path("postId").asString("")));
    }

    private boolean taken(RouteCall call, String slug, String except) {
        return all(call, "blogPosts")
                .anyMatch(post -> post.path("urlSlug").asString().equals(slug)
                        && !post.get("_id").asString().equals(except));
    }

    private ObjectNode create(RouteCall call) {
        ObjectNode post = Documents.empty();
        post.putArray("tags");
        write(call, post, "");
        return Documents.of("data", store.records("blogPosts").add(call, post));
    }

    private ObjectNode update(RouteCall call) {
        ObjectNode post = store.records("blogPosts").find(call, "postId");
        return Documents.of("updatedBlogPost", write(call, post, call.hole("postId")));
    }

    private ObjectNode write(RouteCall call, ObjectNode post, String id) {
        ObjectNode body = call.body();
        store.records("blogs").require(call, body.get("blogId").asString());
        store.records("blogAuthors").require(call, body.get("author").asString());
        body.get("categories")
                .forEach(category -> store.records("blogCategories").require(call, category.asString()));
        String slug = body.get("urlSlug").asString();
        if (taken(call, slug, id)) {
            throw ApiError.badRequest("Blog post with url slug " + slug + " already exists");
        }
        Documents.merge(body, post);
        post.put("archived", body.get("status").asString().equals("ARCHIVED"));
        return store.stamp(post, "updatedAt");
    }

    private Stream<ObjectNode> all(RouteCall call, String collection) {
        return store.records(collection).all(call);
    }

    private static ObjectNode page(String key, Stream<ObjectNode> found, RouteCall call) {
        return Documents.list(key, call.page(found));
    }
}
