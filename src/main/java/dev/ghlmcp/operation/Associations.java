package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Paging.SKIP;
import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;
import java.util.List;

/// Associations say which kinds of records may be linked (teacher and student); relations link two records by one.
@Toolset(value = "associations", version = "2021-07-28")
public sealed interface Associations extends Operation {

    @Get("/associations/")
    @Location(QUERY)
    @Pages(value = "associations", by = SKIP)
    @Tool("List the associations of a sub-account, the kinds of links between its objects.")
    @Yields("associationId")
    record ListAssociations(
            @Default("20") @Limit(min = 1) Integer limit,
            @Default("0") @Limit(min = 0) Integer skip) implements Associations {}

    @Get("/associations/{associationId}")
    @Tool("Read one association by id.")
    record GetAssociation(String associationId) implements Associations {}

    @Get("/associations/key/{keyName}")
    @Location(QUERY)
    @Tool("Read one association by its unique key.")
    record GetAssociationByKey(
            @Doc("key in list_associations, such as student_teacher")
            String keyName) implements Associations {}

    @Get("/associations/objectKey/{objectKey}")
    @Location(value = QUERY, optional = true)
    @Tool("Read the associations that one object, such as contact, is part of.")
    record GetAssociationByObjectKey(
            @Doc("Such as contact or custom_objects.car") String objectKey) implements Associations {}

    @Get("/associations/relations/{recordId}")
    @Location(QUERY)
    @Pages(value = "relations", by = SKIP)
    @Scope("associations/relation")
    @Tool("List the relations of one record, its links to other records.")
    @Yields("relationId")
    record ListRecordRelations(
            @Doc("From search_contacts, search_opportunities or list_businesses, or a custom object's record")
            String recordId,

            @Doc("From list_associations; all if omitted") List<String> associationIds,
            @Default("20") @Limit(min = 1) Integer limit,
            @Default("0") @Limit(min = 0) Integer skip)
            implements Associations {}

    @Post("/associations/")
    @Location(BODY)
    @Tool("Create an association, a kind of link between two objects; create_relation then links records.")
    record CreateAssociation(
            @Doc("Unique, such as student_teacher") @Required
            String key,

            @Doc("Such as contact or custom_objects.car") @Required
            String firstObjectKey,

            @Required String firstObjectLabel,
            @Doc("Such as opportunity") @Required String secondObjectKey,
            @Required String secondObjectLabel)
            implements Associations {}

    @Put("/associations/{associationId}")
    @Tool("Change the two labels of an association; its key and objects stay.")
    record UpdateAssociation(
            String associationId,
            @Required String firstObjectLabel,
            @Required String secondObjectLabel) implements Associations {}

    @Delete("/associations/{associationId}")
    @Tool("Delete a user-defined association with ALL relations made by it.")
    record DeleteAssociation(String associationId) implements Associations {}

    @Post("/associations/relations")
    @Location(BODY)
    @Scope("associations/relation")
    @Tool("Link two records by an association; fails if they are linked by it already.")
    record CreateRelation(
            @Required String associationId,

            @Doc("Of the first object: from search_contacts, search_opportunities or list_businesses,"
                    + " or a custom object's record")
            @Required
            String firstRecordId,

            @Doc("Of the second object: from search_contacts or the like") @Required
            String secondRecordId)
            implements Associations {}

    @Delete("/associations/relations/{relationId}")
    @Location(QUERY)
    @Scope("associations/relation")
    @Tool("Remove the link between two records and keep both.")
    record DeleteRelation(String relationId) implements Associations {}
}
