package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.Doc;

/// How long before or after an appointment a notification is sent.
public record NotificationTiming(
        Integer timeOffset, @Doc("Such as hours") String unit) {}
