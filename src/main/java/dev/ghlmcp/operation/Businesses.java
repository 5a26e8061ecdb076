package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;

/// Firms that the contacts of a sub-account belong to.
@Toolset(value = "businesses", version = "2021-07-28")
public sealed interface Businesses extends Operation {

    @Get("/businesses/{businessId}")
    @Tool("Read one business with its address and description.")
    record GetBusiness(String businessId) implements Businesses {}

    @Get("/businesses/")
    @Location(QUERY)
    @Pages(value = "businesses", by = Paging.SKIP)
    @Tool("List the businesses that contacts of the sub-account can belong to.")
    @Yields("businessId")
    record ListBusinesses(
            @Default("100") @Limit(min = 1) Integer limit,
            @Limit(min = 0) Integer skip) implements Businesses {}

    @Post("/businesses/")
    @Location(BODY)
    @Tool("Create a business; link contacts to it with bulk_update_contact_business.")
    record CreateBusiness(
            @Required String name,
            String phone,
            String email,
            String website,
            String address,
            String city,
            String postalCode,
            String state,
            String country,
            String description)
            implements Businesses {}

    @Put("/businesses/{businessId}")
    @Tool("Change the given fields of a business.")
    record UpdateBusiness(
            String businessId,
            String name,
            String phone,
            String email,
            String postalCode,
            String website,
            String address,
            String state,
            String city,
            String country,
            String description)
            implements Businesses {}

    @Delete("/businesses/{businessId}")
    @Tool("Delete a business for good.")
    record DeleteBusiness(String businessId) implements Businesses {}
}
