package dev.ghlmcp.operation;

/// Do-not-disturb for each channel, each with the settings of one.
record DndSettings(
        @Wire(value = "Call", v3 = "call") Channel call,
        @Wire(value = "Email", v3 = "email") Channel email,
        @Wire(value = "SMS", v3 = "sms") Channel sms,
        @Wire(value = "WhatsApp", v3 = "whatsApp") Channel whatsApp,
        @Wire(value = "GMB", v3 = "gmb") Channel gmb,
        @Wire(value = "FB", v3 = "fb") Channel fb) {

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
