package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Blog sites, authors, categories and posts.
class SandboxBlogsTest {
    @AutoClose
    private final Wire wire = Wire.start();

    private String blog;

    @BeforeEach
    void findBlog() {
        blog = first("/blogs/site/all?locationId=LOC&skip=0&limit=10", "data");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            /blogs/site/all?locationId=LOC&limit=5&offset=0    | property offset should not exist | skip
            /blogs/authors?locationId=LOC&limit=5&skip=0       | property skip should not exist   | offset
            /blogs/categories?locationId=LOC&offset=0          | none                             | limit
            /blogs/posts/all?locationId=LOC&limit=5&skip=0&blogId=x | property skip should not exist | offset
            """, delimiter = '|')
    void wantsSkipForSitesAndOffsetForTheRest(String path, String excess, String missing) {
        Wire.Answer answer = wire.get(path);
        assertEquals(422, answer.status());
        String messages = answer.body().get("message").toString();
        assertTrue(excess == null || messages.contains(excess), messages);
        assertTrue(messages.contains(missing + " must be a number"), messages);
    }

    @Test
    void listsSitesAuthorsAndCategories() {
        JsonNode sites =
                wire.get("/blogs/site/all?locationId=LOC&skip=0&limit=9").body().get("data");
        assertEquals(2, sites.size());
        assertEquals(
                1,
                wire.get("/blogs/site/all?locationId=LOC&skip=0&limit=9&searchTerm=NEWS")
                        .body()
                        .get("data")
                        .size());
        assertEquals(
                2,
                wire.get("/blogs/authors?locationId=LOC&offset=1&limit=9")
                        .body()
                        .get("authors")
                        .size());
        JsonNode category = wire.get("/blogs/categories?locationId=LOC&offset=0&limit=1")
                .body()
                .at("/categories/0");
        assertEquals("prevention", category.get("urlSlug").stringValue());
    }

    @ParameterizedTest
    @CsvSource({
        "2021-07-28, '', 3, 200",
        "2021-07-28, &status=DRAFT, 1, 200",
        "2021-07-28, &searchTerm=aligners, 1, 200",
        "2021-07-28, &status=ALL, 0, 422",
        "v3, &status=ALL, 3, 200"
    })
    void filtersPosts(String version, String filter, int count, int status) {
        Wire.Answer answer = wire.send(SampleAccount.LOCATION_TOKEN, version, "GET", posts() + filter, null);
        assertEquals(status, answer.status());
        assertEquals(count, answer.body().path("blogs").size());
    }

    @Test
    void createsAPostThatListsAndSlugsShow() {
        assertFalse(taken("new-post", ""));
        Wire.Answer created = wire.send("POST", "/blogs/posts", post("New post", "new-post"));
        assertEquals(200, created.status());
        JsonNode post = created.body().get("data");
        assertEquals("New post", post.get("title").stringValue());
        assertFalse(post.has("rawHTML"));
        assertEquals(4, wire.get(posts()).body().get("blogs").size());
        assertTrue(taken("new-post", ""));
        assertFalse(taken("new-post", "&postId=" + post.get("_id").stringValue()));
        assertEquals(
                400,
                wire.send("POST", "/blogs/posts", post("Another", "new-post")).status());
    }

    @Test
    void wantsAllOfAPost() {
        Wire.Answer answer = wire.send("POST", "/blogs/posts", "{'title':'x','locationId':'LOC','status':'LIVE'}");
        assertEquals(422, answer.status());
        List<String> messages = answer.body()
                .get("message")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        assertEquals(10, messages.size());
        assertTrue(
                messages.contains("status must be one of the following values: DRAFT, PUBLISHED, SCHEDULED, ARCHIVED"));
        assertTrue(messages.contains("categories must be an array of strings"));
    }

    @Test
    void wantsAWordCountInV3Only() {
        String path = "/blogs/posts/" + first(posts(), "blogs");
        String plain = post("Rewritten", "rewritten");
        String counted = plain.replaceFirst("}$", ",'wordCount':120}");
        Wire.Answer dated = wire.send("PUT", path, plain);
        assertEquals(200, dated.status());
        assertEquals("Rewritten", dated.body().at("/updatedBlogPost/title").stringValue());
        assertEquals(
                "[\"property wordCount should not exist\"]",
                wire.send("PUT", path, counted).body().get("message").toString());
        assertEquals(200, v3(path, counted).status());
        assertEquals(
                "[\"wordCount must be a number conforming to the specified constraints\"]",
                v3(path, plain).body().get("message").toString());
    }

    @Test
    void refusesAuthorsThatThereAreNot() {
        Wire.Answer answer =
                wire.send("POST", "/blogs/posts", post("x", "x").replaceFirst("'author':'\\w+'", "'author':'me'"));
        assertEquals(400, answer.status());
        assertEquals("Author with id me not found", answer.message());
    }

    private Wire.Answer v3(String path, String body) {
        return wire.send(SampleAccount.LOCATION_TOKEN, "v3", "PUT", path, body);
    }

    private boolean taken(String slug, String more) {
        return wire.get("/blogs/posts/url-slug-exists?locationId=LOC&urlSlug=" + slug + more)
                .body()
                .get("exists")
                .asBoolean();
    }

    private String posts() {
        return "/blogs/posts/all?locationId=LOC&offset=0&limit=100&blogId=" + blog;
    }

    private String post(String title, String slug) {
        return """
                {'title':'%s','locationId':'LOC','blogId':'%s','imageUrl':'https://example.com/a.jpg','description':'d',
                'rawHTML':'<p>x</p>','status':'PUBLISHED','imageAltText':'a','categories':['%s'],'author':'%s',
                'urlSlug':'%s','publishedAt':'2026-11-23T10:00:00.000Z'}""".formatted(
                        title,
                        blog,
                        first("/blogs/categories?locationId=LOC&offset=0&limit=1", "categories"),
                        first("/blogs/authors?locationId=LOC&offset=0&limit=1", "authors"),
                        slug);
    }

    private String first(String path, String key) {
        return wire.get(path).body().at("/" + key + "/0/_id").stringValue();
    }
}
