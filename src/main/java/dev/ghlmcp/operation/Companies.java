package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.PATH;
import static dev.ghlmcp.operation.annotation.TokenClass.AGENCY;

import dev.ghlmcp.operation.annotation.*;

/// The agency that owns the sub-accounts, which HighLevel also calls the company.
@Toolset(value = "companies", version = "2021-07-28")
public sealed interface Companies extends Operation {

    @Get("/companies/{companyId}")
    @Company(PATH)
    @Token(AGENCY)
    @Tool("Read the agency (company) itself: its name, address, plan and domains; for a client firm see get_business.")
    record GetCompany() implements Companies {}
}
