package dev.ghlmcp.operation;

/// How long before or after an appointment a notification is sent.
record NotificationTiming(
        Integer timeOffset, @Doc("Such as hours") String unit) {}
