package dev.ghlmcp.operation.value;

import dev.ghlmcp.operation.annotation.*;
import java.util.List;

/// A message that a calendar sends by itself when something happens to an appointment.
public record CalendarNotification(
        @Required @OneOf({"contact", "guest", "assignedUser", "emails", "phoneNumbers", "business"})
        String receiverType,

        @Required @OneOf({"email", "inApp", "sms", "whatsapp"})
        String channel,

        @Required @OneOf({"booked", "confirmation", "cancellation", "reminder", "followup", "reschedule"})
        String notificationType,

        Boolean isActive,

        @Doc("Email template, as in list_calendar_notifications")
        String templateId,

        String subject,
        String body,
        @Doc("For a reminder") List<NotificationTiming> beforeTime,
        @Doc("For a followup") List<NotificationTiming> afterTime,
        @Wire("additionalEmailIds") List<String> additionalEmails,
        List<String> additionalPhoneNumbers,

        @Doc("User ids from search_users, or sub_account_admin")
        List<String> selectedUsers,

        String fromName,
        String fromAddress,
        String fromNumber) {}
