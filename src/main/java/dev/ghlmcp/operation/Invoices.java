package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.QUERY;
import static dev.ghlmcp.operation.annotation.TokenClass.AGENCY;
import static dev.ghlmcp.operation.annotation.TokenClass.SUB_ACCOUNT;

import dev.ghlmcp.operation.annotation.*;
import dev.ghlmcp.operation.value.InvoiceItem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// Bills to contacts.
@Toolset(value = "invoices", version = "2021-07-28")
public sealed interface Invoices extends Operation {

    /// HighLevel has no such request: with an id, or the number of a draft of the contact, it is [Replace], else
    /// [Create].
    @Composite({UpsertInvoice.Create.class, UpsertInvoice.Numbered.class, UpsertInvoice.Replace.class})
    @Location(value = BODY, wire = @Wire("altId"))
    @Tool("Create a draft invoice for a contact, or replace the draft with this invoiceId; neither sends it.")
    @Span(start = "issueDate", end = "dueDate")
    @Consent(value = Risk.MONEY, when = "invoiceId")
    record UpsertInvoice(
            @Doc("_id in an earlier upsert_invoice answer, to replace that draft")
            String invoiceId,

            @Required String name,
            String title,
            @Doc("Only when replacing") @Rare String description,
            @Doc("Such as USD") @Required String currency,
            @Required @Limit(min = 1) List<InvoiceItem> items,
            @Doc("YYYY-MM-DD") @Required LocalDate issueDate,
            @Doc("YYYY-MM-DD; needed to replace") LocalDate dueDate,
            @Doc("Needed to create") Contact contactDetails,
            @Doc("Sender, needed to create") Business businessDetails,

            @Doc("Only when creating; contactDetails.email if omitted")
            Recipients sentTo,

            @Default("{\"type\":\"percentage\",\"value\":0}")
            Discount discount,

            @Doc("false for a test invoice") @Default("true")
            Boolean liveMode,

            @Doc("May be HTML") String termsNotes,

            @Doc("Replaces the contact's draft of this number")
            String invoiceNumber,

            @Rare String invoiceNumberPrefix,
            @Rare Boolean automaticTaxesEnabled,
            @Doc("Splits the total") @Rare Schedule paymentSchedule,
            @Doc("Only when creating") @Rare LateFees lateFeesConfiguration,
            @Rare Tips tipsConfiguration,
            @Rare PaymentMethods paymentMethods,
            @Rare List<Attachment> attachments,

            @Rare Fees miscellaneousCharges,

            @Doc("JSON object, only when replacing") @Rare Map<String, Object> xeroDetails)
            implements Invoices {

        @Post("/invoices/")
        @Location(value = BODY, wire = @Wire("altId"))
        @Constant(name = "altType", value = "\"location\"")
        @Token({SUB_ACCOUNT, AGENCY})
        record Create(
                @Required String name,
                String title,
                @Required String currency,
                @Required List<InvoiceItem> items,
                @Required LocalDate issueDate,
                LocalDate dueDate,
                @Required Contact contactDetails,
                @Required Business businessDetails,
                @Required Recipients sentTo,

                @Default("{\"type\":\"percentage\",\"value\":0}")
                Discount discount,

                @Default("true") Boolean liveMode,
                String termsNotes,
                String invoiceNumber,
                String invoiceNumberPrefix,
                Boolean automaticTaxesEnabled,
                Schedule paymentSchedule,
                LateFees lateFeesConfiguration,
                Tips tipsConfiguration,
                PaymentMethods paymentMethods,
                List<Attachment> attachments,
                Fees miscellaneousCharges) {}

        /// The invoices of a contact.
        @Get("/invoices/")
        @Location(value = QUERY, wire = @Wire("altId"))
        @Token({SUB_ACCOUNT, AGENCY})
        record Numbered(
                @OneOf("location") @Required String altType,
                @Required String contactId,
                @Required String limit,
                @Required String offset) {}

        /// No defaults: what is left out must not overwrite what the draft has. The `contactId` is that of the
        /// contact details.
        @Put("/invoices/{invoiceId}")
        @Location(value = BODY, wire = @Wire("altId"))
        @Constant(name = "altType", value = "\"location\"")
        @Token({SUB_ACCOUNT, AGENCY})
        record Replace(
                String invoiceId,
                @Required String name,
                String title,
                String description,
                @Required String currency,
                @Wire("invoiceItems") @Required List<InvoiceItem> items,
                @Required LocalDate issueDate,
                @Required LocalDate dueDate,
                Contact contactDetails,
                String contactId,
                Business businessDetails,
                Discount discount,
                Boolean liveMode,
                String termsNotes,
                String invoiceNumber,
                String invoiceNumberPrefix,
                Boolean automaticTaxesEnabled,
                Schedule paymentSchedule,
                Tips tipsConfiguration,
                PaymentMethods paymentMethods,
                List<Attachment> attachments,
                Fees miscellaneousCharges,
                Map<String, Object> xeroDetails) {}

        /// Who pays.
        record Contact(
                @Doc("From search_contacts") @Required String id,
                @Required String name,
                @Required String email,
                String phoneNo,
                @Rare List<Email> additionalEmails,
                String companyName,
                Address address,
                @Rare List<String> customFields) {

            /// One more address of the contact.
            record Email(@Required String email) {}
        }

        /// Who is paid.
        record Business(
                String name,
                String logoUrl,
                String phoneNo,
                String website,
                Address address,
                @Rare List<String> customValues) {}

        /// A postal address.
        record Address(
                String addressLine1,
                String addressLine2,
                String city,
                String state,
                String countryCode,
                String postalCode) {}

        /// Where it is sent.
        record Recipients(
                @Required List<String> email, List<String> emailCc, List<String> emailBcc, List<String> phoneNo) {}

        /// What is taken off.
        record Discount(
                @OneOf({"percentage", "fixed"}) @Required String type,
                Double value,

                @Doc("All if omitted; from Payments > Products in HighLevel")
                List<String> validOnProductIds) {}

        /// How the total is split; HighLevel does not document the parts.
        record Schedule(
                @OneOf({"fixed", "percentage"}) @Required String type,

                @Doc("JSON objects: parts of the total with their due dates") @Required
                List<Map<String, Object>> schedules) {}

        /// What is added for processing.
        @OtherMembers
        record Fees(
                @Doc("JSON objects: processing fees") @Required
                List<Map<String, Object>> charges) {}

        /// What is added after the due date.
        record LateFees(
                @Required Boolean enable,
                @OneOf({"fixed", "percentage"}) @Required String type,
                @Required Double value,
                @Required Frequency frequency,
                Grace grace,
                Maximum maxLateFees) {

            /// How often.
            record Frequency(
                    @Required Integer intervalCount,

                    @OneOf({"minute", "hour", "day", "week", "month", "one_time"}) @Required
                    String interval) {}

            /// Not before.
            record Grace(
                    @Required Integer intervalCount,
                    @OneOf("day") @Required String interval) {}

            /// Not more than.
            record Maximum(
                    @OneOf("fixed") @Required String type,
                    @Required Double value) {}
        }

        /// Tips that the payer may choose.
        record Tips(@Required Boolean tipsEnabled, @Required List<Double> tipsPercentage) {}

        /// How it may be paid.
        record PaymentMethods(@Required Stripe stripe) {

            /// At Stripe.
            record Stripe(@Required Boolean enableBankDebitOnly) {}
        }

        /// A file of HighLevel's media storage.
        record Attachment(
                @Doc("From Media Storage in HighLevel") @Required
                String id,

                @Required String name,
                @Required String url,
                @Required String type,
                @Required Long size) {}
    }
}
