package dev.ghlmcp.operation;

/// Do-not-disturb for each channel, spelled as HighLevel does.
record DndSettings(
        @Name("Call") Channel call,
        @Name("Email") Channel email,
        @Name("SMS") Channel sms,
        @Name("WhatsApp") Channel whatsApp,
        @Name("GMB") Channel gmb,
        @Name("FB") Channel fb) {

    /// One channel; `active` silences it.
    record Channel(
            @Required @OneOf({"active", "inactive", "permanent"})
            String status,

            String message,
            String code) {}

    /// Do-not-disturb for what the contact sends.
    record Inbound(All all) {
        /// All channels at once.
        record All(@Required @OneOf({"active", "inactive"}) String status, String message) {}
    }
}
