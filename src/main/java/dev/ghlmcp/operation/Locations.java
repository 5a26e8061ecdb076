package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Paging.SKIP;
import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.PATH;
import static dev.ghlmcp.operation.annotation.Place.QUERY;
import static dev.ghlmcp.operation.annotation.TokenClass.AGENCY;
import static dev.ghlmcp.operation.annotation.TokenClass.SUB_ACCOUNT;

import dev.ghlmcp.operation.annotation.*;

/// The sub-accounts of an agency, which HighLevel also calls locations, and their custom fields.
@Toolset(value = "locations", version = "2021-07-28")
public sealed interface Locations extends Operation {

    @Get("/locations/search")
    @Company(value = QUERY, optional = true)
    @Token({AGENCY, SUB_ACCOUNT})
    @Pages(value = "locations", by = SKIP)
    @Tool("List the agency's sub-accounts (locations); a sub-account's own token sees that one only.")
    record ListLocations(
            String email,
            @OneOf({"asc", "desc"}) String order,
            @Default("10") @Limit(min = 1) Integer limit,
            @Limit(min = 0) Integer skip)
            implements Locations {}

    @Get("/locations/{locationId}/customFields")
    @Location(PATH)
    @Pages("customFields")
    @Scope("locations/customFields")
    @Tool("List the custom fields of contacts or opportunities, with the ids that writes and filters need.")
    record ListCustomFields(
            @Doc("contact if omitted") @OneOf({"contact", "opportunity", "all"})
            String model) implements Locations {}

    @Get("/locations/{locationId}")
    @Location(PATH)
    @Token({AGENCY, SUB_ACCOUNT})
    @Tool("Read one sub-account (location): its address, business, settings and company id.")
    record GetLocation() implements Locations {}

    @Post("/locations/")
    @Company(BODY)
    @Token(AGENCY)
    @Tool("Create a sub-account (location) in the agency, which needs HighLevel's Agency Pro plan.")
    record CreateLocation(
            @Required String name,
            @Doc("With country code") String phone,
            String address,
            String city,
            String state,
            @Limit(min = 2, max = 2) String country,
            String postalCode,
            String website,
            @Doc("IANA name") String timezone,
            @Doc("Contact person of the business") Prospect prospectInfo,
            Settings settings,
            @Rare Social social,
            @Doc("Secret credentials") @Rare Twilio twilio,
            @Doc("Secret credentials") @Rare Mailgun mailgun,
            String snapshotId)
            implements Locations {

        /// The customer of the sub-account.
        record Prospect(
                @Required String firstName,
                @Required String lastName,
                @Required String email) {}

        /// Switches of a sub-account.
        record Settings(
                Boolean allowDuplicateContact,
                Boolean allowDuplicateOpportunity,
                Boolean allowFacebookNameMerge,
                Boolean disableContactTimezone) {}

        /// Addresses of the business elsewhere.
        record Social(
                String facebookUrl,
                String googlePlus,
                String linkedIn,
                String foursquare,
                String twitter,
                String yelp,
                String instagram,
                String youtube,
                String pinterest,
                String blogRss,
                @Doc("Place id on Google Maps") String googlePlacesId) {}

        /// An account at Twilio.
        record Twilio(@Required String sid, @Required String authToken) {}

        /// An account at Mailgun.
        record Mailgun(@Required String apiKey, @Required String domain) {}
    }

    @Put("/locations/{locationId}")
    @Location(PATH)
    @Company(BODY)
    @Token(AGENCY)
    @Tool(
            value = "Change a sub-account (location), or load a snapshot, which can overwrite what it has.",
            destructive = true)
    @Consent(value = Risk.IRREVERSIBLE, when = "snapshot")
    record UpdateLocation(
            String name,
            @Doc("With country code") String phone,
            String address,
            String city,
            String state,
            @Limit(min = 2, max = 2) String country,
            String postalCode,
            String website,
            @Doc("IANA name") String timezone,
            @Doc("Contact person of the business") CreateLocation.Prospect prospectInfo,
            CreateLocation.Settings settings,
            @Rare CreateLocation.Social social,
            @Doc("Secret credentials") @Rare CreateLocation.Twilio twilio,
            @Doc("Secret credentials") @Rare CreateLocation.Mailgun mailgun,
            Snapshot snapshot)
            implements Locations {

        /// What to load, and how.
        record Snapshot(
                @Doc("From list_snapshots") @Required String id,

                @Doc("true OVERWRITES all assets in conflict with the snapshot's")
                Boolean override) {}
    }
}
