package dev.ghlmcp.operation;

import static dev.ghlmcp.operation.annotation.Place.BODY;
import static dev.ghlmcp.operation.annotation.Place.PATH;
import static dev.ghlmcp.operation.annotation.Place.QUERY;

import dev.ghlmcp.operation.annotation.*;
import java.time.OffsetDateTime;
import java.util.List;

/// What was said with contacts over all channels.
@Toolset(value = "conversations", version = "2021-04-15")
public sealed interface Conversations extends Operation {

    @Get("/conversations/search")
    @Location(QUERY)
    @Pages(value = "conversations", by = Paging.START_AFTER_DATE, total = "total")
    @Tool("Search conversations by contact, assignee, text, read status, last message or date.")
    @Span(start = "startDate", end = "endDate")
    @Yields("conversationId")
    record SearchConversations(
            String contactId,

            @Doc("User ids from search_users, or unassigned") @SentAs(Form.COMMA_LIST)
            List<String> assignedTo,

            @Doc("From search_users") @SentAs(Form.COMMA_LIST)
            List<String> followers,

            @Doc("From search_users") @SentAs(Form.COMMA_LIST)
            List<String> mentions,

            String query,
            @OneOf({"asc", "desc"}) String sort,
            @Doc("From paging.next") Long startAfterDate,
            @Doc("From search_conversations") String id,
            @Default("20") @Limit(min = 1) Integer limit,

            @Doc("Such as TYPE_SMS, TYPE_EMAIL, TYPE_CALL or TYPE_WHATSAPP")
            @OneOf(
                    listed = false,
                    value = "TYPE_CALL TYPE_SMS TYPE_RCS TYPE_EMAIL "
                            + "TYPE_SMS_REVIEW_REQUEST TYPE_WEBCHAT "
                            + "TYPE_SMS_NO_SHOW_REQUEST TYPE_CAMPAIGN_SMS "
                            + "TYPE_CAMPAIGN_CALL TYPE_CAMPAIGN_EMAIL "
                            + "TYPE_CAMPAIGN_VOICEMAIL TYPE_FACEBOOK TYPE_CAMPAIGN_FACEBOOK "
                            + "TYPE_CAMPAIGN_MANUAL_CALL TYPE_CAMPAIGN_MANUAL_SMS TYPE_GMB "
                            + "TYPE_CAMPAIGN_GMB TYPE_REVIEW TYPE_INSTAGRAM TYPE_WHATSAPP "
                            + "TYPE_CUSTOM_SMS TYPE_CUSTOM_EMAIL TYPE_CUSTOM_PROVIDER_SMS "
                            + "TYPE_CUSTOM_PROVIDER_EMAIL TYPE_IVR_CALL "
                            + "TYPE_ACTIVITY_CONTACT TYPE_ACTIVITY_INVOICE "
                            + "TYPE_ACTIVITY_PAYMENT TYPE_ACTIVITY_OPPORTUNITY "
                            + "TYPE_LIVE_CHAT TYPE_LIVE_CHAT_INFO_MESSAGE "
                            + "TYPE_ACTIVITY_APPOINTMENT TYPE_FACEBOOK_COMMENT "
                            + "TYPE_INSTAGRAM_COMMENT TYPE_CUSTOM_CALL "
                            + "TYPE_INTERNAL_COMMENT TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG "
                            + "TYPE_TIKTOK TYPE_TIKTOK_COMMENT TYPE_ACTIVITY_WHATSAPP "
                            + "TYPE_FORM_SUBMISSION TYPE_SMS_REACTION")
            String lastMessageType,

            @OneOf({"automated", "manual"}) String lastMessageAction,
            @OneOf({"inbound", "outbound"}) String lastMessageDirection,

            @OneOf({"all", "read", "unread", "starred", "recents"})
            String status,

            @OneOf({"last_manual_message_date", "last_message_date", "score_profile", "overdue_at", "due_at"})
            String sortBy,

            @Doc("Score profile id") String sortScoreProfile,
            @Doc("Score profile id") String scoreProfile,
            Double scoreProfileMin,
            Double scoreProfileMax,

            @Doc("Added from, such as 2030-01-31") @SentAs(Form.EPOCH_MILLIS)
            OffsetDateTime startDate,

            @Doc("Added until, that day included") @SentAs(Form.EPOCH_MILLIS) @EndOfDay
            OffsetDateTime endDate)
            implements Conversations {}

    @Get("/conversations/{conversationId}")
    @Tool("Read one conversation without its messages.")
    record GetConversation(String conversationId) implements Conversations {}

    @Get("/conversations/messages/email/{emailMessageId}")
    @Tool("Read one email with its body and recipients.")
    record GetEmailMessage(
            @Doc("From meta.email.messageIds in list_conversation_messages")
            String emailMessageId) implements Conversations {}

    @Get("/conversations/messages/{messageId}")
    @Scope("conversations/message")
    @Tool("Read one message of any channel, without email bodies; see get_email_message.")
    record GetMessage(String messageId) implements Conversations {}

    @Get("/conversations/{conversationId}/messages")
    @Pages(value = "messages.messages", by = Paging.LAST_MESSAGE)
    @Scope("conversations/message")
    @Tool("List the messages of a conversation, without email bodies; see get_email_message.")
    @Yields("messageId")
    record ListConversationMessages(
            String conversationId,
            @Doc("From paging.next") String lastMessageId,
            @Default("20") @Limit(min = 1) Integer limit,

            @Doc("Such as TYPE_SMS, TYPE_EMAIL, TYPE_CALL or TYPE_WHATSAPP")
            @SentAs(Form.COMMA_LIST)
            @OneOf(
                    listed = false,
                    value = "TYPE_CALL TYPE_SMS TYPE_RCS TYPE_EMAIL TYPE_FACEBOOK "
                            + "TYPE_GMB TYPE_INSTAGRAM TYPE_WHATSAPP "
                            + "TYPE_ACTIVITY_APPOINTMENT TYPE_ACTIVITY_CONTACT "
                            + "TYPE_ACTIVITY_INVOICE TYPE_ACTIVITY_PAYMENT "
                            + "TYPE_ACTIVITY_OPPORTUNITY TYPE_LIVE_CHAT "
                            + "TYPE_INTERNAL_COMMENTS TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG "
                            + "TYPE_TIKTOK TYPE_ACTIVITY_WHATSAPP TYPE_FORM_SUBMISSION")
            List<String> type)
            implements Conversations {}

    @Get("/conversations/messages/{messageId}/locations/{locationId}/recording")
    @Location(PATH)
    @Returns(Content.AUDIO)
    @Scope("conversations/message")
    @Tool("Fetch the sound recording of a call.")
    record GetMessageRecording(String messageId) implements Conversations {}

    @Get("/conversations/locations/{locationId}/messages/{messageId}/transcription")
    @Location(PATH)
    @Scope("conversations/message")
    @Tool("Read the transcript of a call with the times of its sentences.")
    record GetMessageTranscription(String messageId) implements Conversations {}

    @Get("/conversations/locations/{locationId}/messages/{messageId}/transcription/download")
    @Location(PATH)
    @Returns(Content.TEXT)
    @Scope("conversations/message")
    @Tool("Read the transcript of a call as plain text.")
    record DownloadMessageTranscription(String messageId) implements Conversations {}

    @Put("/conversations/messages/{messageId}/status")
    @Permanent
    @Scope("conversations/message")
    @Tool("Set the delivery status of a message, which only the app of its conversation provider may do.")
    record UpdateMessageStatus(
            String messageId,

            @Required @OneOf({"delivered", "failed", "pending", "read"})
            String status,

            ProviderError error,

            @Doc("From meta.email.messageIds in list_conversation_messages")
            String emailMessageId,

            @Doc("Further recipients of the email") List<String> recipients)
            implements Conversations {

        /// Why the provider could not deliver.
        record ProviderError(
                @Required String code,
                @Required String type,
                @Required String message) {}
    }

    @Post("/conversations/providers/live-chat/typing")
    @Location(BODY)
    @Scope("conversations/livechat")
    @Tool(value = "Show the visitor of a live chat that someone is typing, or no longer is.", idempotent = true)
    record SendTypingIndicator(
            @Default("true") @SentAs(Form.TEXT) Boolean isTyping,

            @Doc("From get_contact of a live-chat contact") @Required
            String visitorId,

            @Required String conversationId)
            implements Conversations {}
}
