package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Paging.OFFSET;
import static dev.ghlmcp.operation.annotation.Paging.SKIP;
import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;
import java.time.OffsetDateTime;
import java.util.List;

/// Blog sites of a sub-account with their posts, authors and categories.
@Toolset(value = "blogs", version = "2021-07-28")
public sealed interface Blogs extends Operation {

    @Get("/blogs/posts/url-slug-exists")
    @Location(QUERY)
    @Scope("blogs/check-slug")
    @Tool("Check whether a blog post's URL slug is taken.")
    record CheckBlogSlug(
            @Required String urlSlug,

            @Doc("Post that may have the slug already, from list_blog_posts")
            String postId) implements Blogs {}

    @Get("/blogs/authors")
    @Location(QUERY)
    @Pages(value = "authors", by = OFFSET)
    @Scope("blogs/author")
    @Tool("List the blog authors of a sub-account.")
    record ListBlogAuthors(
            @Default("20") @Limit(min = 1) Integer limit,
            @Default("0") @Limit(min = 0) Integer offset) implements Blogs {}

    @Get("/blogs/categories")
    @Location(QUERY)
    @Pages(value = "categories", by = OFFSET)
    @Scope("blogs/category")
    @Tool("List the blog categories of a sub-account.")
    record ListBlogCategories(
            @Default("20") @Limit(min = 1) Integer limit,
            @Default("0") @Limit(min = 0) Integer offset) implements Blogs {}

    @Get("/blogs/posts/all")
    @Location(QUERY)
    @Pages(value = "blogs", by = OFFSET)
    @Scope("blogs/posts")
    @Tool("List the posts of one blog, all or by title or status.")
    @Yields("postId")
    record ListBlogPosts(
            @Required String blogId,
            @Doc("Words in the title") String searchTerm,

            @OneOf(
                    value = {"PUBLISHED", "SCHEDULED", "ARCHIVED", "DRAFT"},
                    v3 = "ALL")
            String status,

            @Default("20") @Limit(min = 1) Integer limit,
            @Default("0") @Limit(min = 0) Integer offset)
            implements Blogs {}

    @Get("/blogs/site/all")
    @Location(QUERY)
    @Pages(value = "data", by = SKIP)
    @Scope("blogs/list")
    @Tool("List the blog sites of a sub-account; list_blog_posts has their posts.")
    @Yields("blogId")
    record ListBlogs(
            @Doc("Words in the name") String searchTerm,
            @Default("20") @Limit(min = 1) Integer limit,
            @Default("0") @Limit(min = 0) Integer skip)
            implements Blogs {}

    @Post("/blogs/posts")
    @Location(BODY)
    @Scope("blogs/post")
    @Tool("Create a blog post as a draft, scheduled or published at once.")
    record CreateBlogPost(
            @Required String blogId,
            @Required String title,
            @Required String description,
            @Required String rawHTML,

            @OneOf({"DRAFT", "PUBLISHED", "SCHEDULED", "ARCHIVED"}) @Required
            String status,

            @Required String imageUrl,
            @Required String imageAltText,
            @Doc("Ids from list_blog_categories") @Required List<String> categories,
            List<String> tags,
            @Doc("Id from list_blog_authors") @Required String author,

            @Doc("Free according to check_blog_slug") @Required
            String urlSlug,

            String canonicalLink,

            @Doc("Such as 2030-01-31T17:00, location's time") @Required @SentAs(Form.UTC)
            OffsetDateTime publishedAt)
            implements Blogs {}

    @Put("/blogs/posts/{postId}")
    @Location(BODY)
    @V3(wordsOf = "rawHTML")
    @Scope("blogs/post-update")
    @Tool("Replace a blog post; all its fields must be given again, also those that stay as they are.")
    record UpdateBlogPost(
            String postId,
            @Required String blogId,
            @Required String title,
            @Required String description,
            @Required String rawHTML,

            @OneOf({"DRAFT", "PUBLISHED", "SCHEDULED", "ARCHIVED"}) @Required
            String status,

            @Required String imageUrl,
            @Required String imageAltText,
            @Doc("Ids from list_blog_categories") @Required List<String> categories,
            List<String> tags,
            @Doc("Id from list_blog_authors") @Required String author,

            @Required String urlSlug,
            String canonicalLink,

            @Doc("Such as 2030-01-31T17:00, location's time") @Required @SentAs(Form.UTC)
            OffsetDateTime publishedAt)
            implements Blogs {}
}
