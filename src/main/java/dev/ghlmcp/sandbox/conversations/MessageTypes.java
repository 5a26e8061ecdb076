package dev.ghlmcp.sandbox.conversations;

import dev.ghlmcp.sandbox.api.ApiError;
import dev.ghlmcp.sandbox.api.TextList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The types of messages that searches may ask for.
final class MessageTypes {
    /// For a search for conversations, as a choice of [Fields].
    static final String OF_LAST_MESSAGE = Stream.of(
                    ("CALL SMS RCS EMAIL SMS_REVIEW_REQUEST WEBCHAT SMS_NO_SHOW_REQUEST CAMPAIGN_SMS"
                                    + " CAMPAIGN_CALL CAMPAIGN_EMAIL CAMPAIGN_VOICEMAIL FACEBOOK CAMPAIGN_FACEBOOK"
                                    + " CAMPAIGN_MANUAL_CALL CAMPAIGN_MANUAL_SMS GMB CAMPAIGN_GMB REVIEW INSTAGRAM WHATSAPP"
                                    + " CUSTOM_SMS CUSTOM_EMAIL CUSTOM_PROVIDER_SMS CUSTOM_PROVIDER_EMAIL IVR_CALL"
                                    + " ACTIVITY_CONTACT ACTIVITY_INVOICE ACTIVITY_PAYMENT ACTIVITY_OPPORTUNITY LIVE_CHAT"
                                    + " LIVE_CHAT_INFO_MESSAGE ACTIVITY_APPOINTMENT FACEBOOK_COMMENT INSTAGRAM_COMMENT"
                                    + " CUSTOM_CALL INTERNAL_COMMENT ACTIVITY_EMPLOYEE_ACTION_LOG TIKTOK TIKTOK_COMMENT"
                                    + " ACTIVITY_WHATSAPP FORM_SUBMISSION SMS_REACTION")
                            .split(" ", -1))
            .map(MessageTypes::named)
            .collect(Collectors.joining("|"));

    private static final Set<String> OF_A_LIST = Stream.of(
                    ("CALL SMS RCS EMAIL FACEBOOK GMB INSTAGRAM WHATSAPP ACTIVITY_APPOINTMENT ACTIVITY_CONTACT"
                                    + " ACTIVITY_INVOICE ACTIVITY_PAYMENT ACTIVITY_OPPORTUNITY LIVE_CHAT INTERNAL_COMMENTS"
                                    + " ACTIVITY_EMPLOYEE_ACTION_LOG TIKTOK ACTIVITY_WHATSAPP FORM_SUBMISSION")
                            .split(" ", -1))
            .map(MessageTypes::named)
            .collect(Collectors.toSet());

    private MessageTypes() {}

    /// @param asked for the messages of a conversation, separated by commas; may be missing
    static void check(JsonNode asked) {
        List<String> unknown = TextList.texts(asked).stream()
                .filter(type -> !OF_A_LIST.contains(type))
                .toList();
        if (!unknown.isEmpty()) {
            throw ApiError.violation("each value in type must be one of the following values: "
                    + OF_A_LIST.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    private static String named(String type) {
        return "TYPE_" + type;
    }
}
