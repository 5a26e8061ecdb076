package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.*;

/// Do-not-disturb for each channel. Every channel takes the same; `FORM` says once for all what the status may be.
public record DndSettings(
        @Wire(value = "Call", v3 = "call") Channel call,
        @Wire(value = "Email", v3 = "email") Channel email,
        @Wire(value = "SMS", v3 = "sms") Channel sms,
        @Wire(value = "WhatsApp", v3 = "whatsApp") Channel whatsApp,
        @Wire(value = "GMB", v3 = "gmb") Channel gmb,
        @Wire(value = "FB", v3 = "fb") Channel fb) {

    /// What a channel takes.
    public static final String FORM = "status is active (do not disturb), inactive or permanent";

    /// Do-not-disturb for one channel.
    record Channel(
            @Required
            @OneOf(
                    listed = false,
                    value = {"active", "inactive", "permanent"})
            String status,

            @Rare String message,
            @Rare String code) {}

    /// Do-not-disturb for what the contact sends.
    public record Inbound(All all) {
        /// All channels at once.
        record All(
                @Required @OneOf({"active", "inactive"}) String status,
                @Rare String message) {}
    }
}
