package dev.ghlmcp.operation;

import java.util.Map;

/// Do-not-disturb for each channel. Every channel takes the same `status`, `message` and `code`; spelling them out six
/// times in three tools would be most of what is read about a contact, so `FORM` says it once for all.
record DndSettings(
        @Wire(value = "Call", v3 = "call") Map<String, String> call,
        @Wire(value = "Email", v3 = "email") Map<String, String> email,
        @Wire(value = "SMS", v3 = "sms") Map<String, String> sms,
        @Wire(value = "WhatsApp", v3 = "whatsApp") Map<String, String> whatsApp,
        @Wire(value = "GMB", v3 = "gmb") Map<String, String> gmb,
        @Wire(value = "FB", v3 = "fb") Map<String, String> fb) {

    /// What a channel takes.
    static final String FORM = "each {status, message, code}, status active (do not disturb), inactive or permanent";

    /// Do-not-disturb for what the contact sends.
    record Inbound(All all) {
        /// All channels at once.
        record All(@Required @OneOf({"active", "inactive"}) String status, String message) {}
    }
}
