package dev.ghlmcp.sandbox;

import dev.ghlmcp.catalog.Json;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The endpoints under `/blogs`: sites, authors, categories and posts.
record Blogs(Store store, InstantSource clock) {
    private static final String STATUSES = "DRAFT|PUBLISHED|SCHEDULED|ARCHIVED";
    private static final Fields POST = Fields.of("title:string! locationId:string! blogId:string! imageUrl:string!"
            + " description:string! rawHTML:string! status:" + STATUSES + "! imageAltText:string!"
            + " categories:string[]! tags:string[] author:string! urlSlug:string! canonicalLink:string"
            + " publishedAt:date!");
    private static final String SHOWN = "categories tags archived _id title description imageUrl status imageAltText"
            + " urlSlug canonicalLink author publishedAt updatedAt";

    List<Route> routes() {
        Fields location = Fields.of("locationId:string! limit:digits!");
        Fields offset = location.and("offset:digits!");
        Fields posts = offset.and("blogId:string! searchTerm:string");
        String post = "/blogs/posts/{postId}";
        return List.of(
                // Its siblings take offset in place of skip.
                Route.get("/blogs/site/all", this::sites).query(location.and("skip:digits! searchTerm:string")),
                Route.get("/blogs/authors", call -> Located.page("authors", of("blogAuthors").stream(), call))
                        .query(offset),
                Route.get("/blogs/categories", call -> Located.page("categories", of("blogCategories").stream(), call))
                        .query(offset),
                Route.get("/blogs/posts/all", this::posts)
                        .query(posts.and("status:" + STATUSES))
                        .only(Route.Generation.DATED),
                Route.get("/blogs/posts/all", this::posts)
                        .query(posts.and("status:ALL|" + STATUSES))
                        .only(Route.Generation.V3),
                Route.get("/blogs/posts/url-slug-exists", this::slug)
                        .query(Fields.of("locationId:string! urlSlug:string! postId:string")),
                Route.post("/blogs/posts", POST, this::create).status(200),
                Route.put(post, POST, this::update).only(Route.Generation.DATED),
                Route.put(post, POST.and("wordCount:number!"), this::update).only(Route.Generation.V3));
    }

    private ObjectNode sites(Call call) {
        Stream<ObjectNode> found = of("blogs").stream()
                .filter(blog -> mentions(blog, "name", call))
                .map(blog -> Documents.pick(blog, "_id name"));
        return Located.page("data", found, call);
    }

    private ObjectNode posts(Call call) {
        JsonNode blog =
                of("blogs").require(call.query().get("blogId").asString()).get("_id");
        String status = call.query().path("status").asString("ALL");
        Stream<ObjectNode> found = of("blogPosts").stream()
                .filter(post -> post.get("blogId").equals(blog))
                .filter(post ->
                        status.equals("ALL") || post.get("status").asString().equals(status))
                .filter(post -> mentions(post, "title", call))
                .sorted(Comparator.comparing((ObjectNode post) -> Moment.of(post.get("publishedAt")))
                        .reversed())
                .map(Blogs::shown);
        return Located.page("blogs", found, call);
    }

    private static boolean mentions(ObjectNode record, String field, Call call) {
        String term = call.query().path("searchTerm").asString("").toLowerCase(Locale.ROOT);
        return Documents.text(record.get(field)).contains(term);
    }

    private ObjectNode slug(Call call) {
        String slug = call.query().get("urlSlug").asString();
        return Json.MAPPER
                .createObjectNode()
                .put("exists", taken(slug, call.query().path("postId").asString("")));
    }

    private boolean taken(String slug, String except) {
        return of("blogPosts")
                        .find(post -> post.get("urlSlug").asString().equals(slug)
                                && !post.get("_id").asString().equals(except))
                != null;
    }

    private ObjectNode create(Call call) {
        ObjectNode post = Json.MAPPER.createObjectNode();
        post.putArray("tags");
        write(call.body(), post, "");
        return Json.MAPPER.createObjectNode().set("data", shown(of("blogPosts").add(post)));
    }

    private ObjectNode update(Call call) {
        ObjectNode post = of("blogPosts").require(call.hole("postId"));
        write(call.body(), post, call.hole("postId"));
        return Json.MAPPER.createObjectNode().set("updatedBlogPost", shown(post));
    }

    private void write(ObjectNode body, ObjectNode post, String id) {
        of("blogs").require(body.get("blogId").asString());
        of("blogAuthors").require(body.get("author").asString());
        body.get("categories").forEach(category -> of("blogCategories").require(category.asString()));
        String slug = body.get("urlSlug").asString();
        if (taken(slug, id)) {
            throw Refusal.badRequest("Blog post with url slug " + slug + " already exists");
        }
        post.setAll(body);
        post.put("archived", body.get("status").asString().equals("ARCHIVED"));
        post.put("updatedAt", Moment.iso(clock.instant()));
    }

    private static ObjectNode shown(ObjectNode post) {
        return Documents.pick(post, SHOWN);
    }

    private Located of(String collection) {
        return Located.of(store.records(collection));
    }
}
