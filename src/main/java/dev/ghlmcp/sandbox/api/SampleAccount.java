package dev.ghlmcp.sandbox.api;

/// The ids and tokens of the agency and the sub-accounts that every sandbox starts with.
public final class SampleAccount {
    /// The private integration token of the sub-account.
    public static final String LOCATION_TOKEN = "pit-sandbox-location";

    /// Another private integration token of the sub-account, which opens its contacts and nothing else.
    public static final String LIMITED_TOKEN = "pit-sandbox-limited";

    /// The private integration token of the agency, which cannot reach the sub-account's data.
    public static final String AGENCY_TOKEN = "pit-sandbox-agency";

    /// The sub-account.
    public static final String LOCATION_ID = "HarborDentalLocation";

    /// Another sub-account of the agency, with less in it.
    public static final String SECOND_LOCATION_ID = "WK59PFkl0JfI2yyVlbPe";

    /// The private integration token of the second sub-account.
    public static final String SECOND_LOCATION_TOKEN = "pit-sandbox-second-location";

    /// A third sub-account, which has no private integration.
    public static final String THIRD_LOCATION_ID = "CascoFamilyDentistry";

    /// The agency that the sub-accounts belong to.
    public static final String COMPANY_ID = "TidewaterAgencyCmpny";

    /// What the app calls itself when it asks for tokens.
    public static final String CLIENT_ID = "6578278e879ad2646715ba9c-sandbox";

    /// What the app proves itself with.
    public static final String CLIENT_SECRET = "sandbox-client-secret";

    private SampleAccount() {}
}
