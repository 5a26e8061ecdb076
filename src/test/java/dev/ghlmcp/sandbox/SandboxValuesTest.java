package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghlmcp.sandbox.api.SampleAccount;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The values that a field takes of the type that it has, and those that it refuses.
class SandboxValuesTest {
    private static final String LEO = "/contacts/1IiLIkznpw7JnQKbv1Yz";

    @AutoClose
    private final Diary diary = Diary.open();

    private final Wire wire = diary.wire();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'email':'no address'                                      | email must be an email
            'email':'leo@harbor'                                      | email must be an email
            'timezone':'Mars/Olympus'                                 | timezone must be a valid IANA time-zone
            'timezone':'UTC+25'                                       | timezone must be a valid IANA time-zone
            'dndSettings':{'SMS':{'status':'off'}}                    | dndSettings.SMS.status must be one of the following values: active, inactive, permanent
            'dndSettings':{'SMS':{}}                                  | dndSettings.SMS.status must be one of the following values: active, inactive, permanent
            'dndSettings':{'Fax':{'status':'active'}}                 | dndSettings.property Fax should not exist
            'inboundDndSettings':{'all':{'status':'permanent'}}       | inboundDndSettings.all.status must be one of the following values: active, inactive
            'customFields':[{'key':'preferred_time','field_value':'Night'}]      | customFields must have one of the options of preferred_time: Morning, Afternoon, Evening
            'customFields':[{'key':'preferred_time','field_value':['Morning']}]  | customFields must have one of the options of preferred_time: Morning, Afternoon, Evening
            'customFields':[{'key':'open_balance','field_value':'much'}]         | customFields must have a number for open_balance
            """)
    void aContactRefuses(String field, String message) {
        Wire.Answer refused = wire.send("PUT", LEO, "{" + field + "}");
        assertEquals(422, refused.status(), refused.body()::toString);
        assertEquals(message, Diary.first(refused));
        assertEquals(
                422,
                wire.send("POST", "/contacts/", "{'locationId':'LOC','firstName':'New'," + field + "}")
                        .status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'email':'leo+new@mail.harbor.example'
            'timezone':'America/Chihuahua'
            'timezone':'US/Eastern'
            'dndSettings':{'SMS':{'status':'inactive','message':'asked','code':'1'}}
            'inboundDndSettings':{'all':{'status':'active','message':'asked'}}
            'customFields':[{'key':'preferred_time','field_value':'Evening'}]
            'customFields':[{'key':'preferred_time','field_value':''}]
            'customFields':[{'key':'open_balance','field_value':-3.5}]
            'customFields':[{'key':'open_balance','field_value':'012'}]
            """)
    void aContactTakes(String field) {
        Wire.Answer taken = wire.send("PUT", LEO, "{" + field + "}");
        assertEquals(200, taken.status(), taken.body()::toString);
    }

    @Test
    void anOpportunityTakesOptionsOnly() {
        String id = wire.get("/opportunities/search?location_id=LOC")
                .body()
                .at("/opportunities/0/id")
                .stringValue();
        String body = "{'customFields':[{'key':'treatment','field_value':'%s'}]}";
        assertEquals(
                422,
                wire.send("PUT", "/opportunities/" + id, body.formatted("Crown"))
                        .status());
        assertEquals(
                200,
                wire.send("PUT", "/opportunities/" + id, body.formatted("Implant"))
                        .status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'timezone':'Nowhere','companyId':'CMP'}                                               | timezone must be a valid IANA time-zone
            {'companyId':'CMP','prospectInfo':{'firstName':'A','lastName':'B','email':'nonsense'}} | prospectInfo.email must be an email
            """)
    void aLocationRefuses(String body, String message) {
        Wire.Answer refused = wire.asAgency("PUT", "/locations/LOC", body.replace("CMP", SampleAccount.COMPANY_ID));
        assertEquals(422, refused.status(), refused.body()::toString);
        assertEquals(message, Diary.first(refused));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'email':'ada'                       | email must be an email
            'permissions':{'flying':true}       | permissions.property flying should not exist
            'permissions':{'tagsEnabled':'yes'} | permissions.tagsEnabled must be a boolean value
            'scopes':['flying.write']           | each value in scopes must be one of the following values: campaigns.readonly
            """)
    void aUserRefuses(String field, String message) {
        String user = "{'companyId':'" + SampleAccount.COMPANY_ID + "','firstName':'Ada','lastName':'Lin',"
                + "'email':'ada@harbor.example','password':'x','type':'account','role':'user','locationIds':['LOC']";
        Wire.Answer refused = wire.asAgency("POST", "/users/", user + "," + field + "}");
        assertEquals(422, refused.status(), refused.body()::toString);
        assertTrue(Diary.first(refused).startsWith(message), refused.body()::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'teamMembers':[{'userId':'7KWyWfty6uEvcdZQoaZr','priority':2}] | teamMembers.0.priority must be one of the following values: 0, 0.5, 1
            'recurring':{'freq':'HOURLY'}                                 | recurring.freq must be one of the following values: DAILY, WEEKLY, MONTHLY
            'notifications':[{'type':'fax'}]                              | notifications.0.type must be one of the following values: email
            'alertEmail':'nobody'                                         | alertEmail must be an email
            'openHours':[{'daysOfTheWeek':[1],'hours':[{'openHour':9.5,'openMinute':0,'closeHour':25,'closeMinute':0}]}] | openHours.0.hours.0.openHour must be an integer number
            """)
    void aCalendarRefuses(String field, String message) {
        Wire.Answer refused = wire.send(
                "POST", "/calendars/", "{'locationId':'LOC','name':'New','calendarType':'event'," + field + "}");
        assertEquals(422, refused.status(), refused.body()::toString);
        assertEquals(message, Diary.first(refused));
    }

    @Test
    void aBusinessRefusesWhatIsNoAddress() {
        String business = "{'locationId':'LOC','name':'Quay Books','email':'%s'}";
        Wire.Answer refused = wire.send("POST", "/businesses/", business.formatted("quay"));
        assertEquals(422, refused.status());
        assertEquals("email must be an email", Diary.first(refused));
        assertEquals(
                201,
                wire.send("POST", "/businesses/", business.formatted("a@quay.example"))
                        .status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            every Monday
            RRULE:FREQ=HOURLY
            RRULE:FREQ=SOMETIMES;COUNT=1
            RRULE:FREQ=WEEKLY;BYDAY=XX;COUNT=1
            RRULE:FREQ=DAILY;INTERVAL=often;COUNT=1
            RRULE:FREQ=DAILY;INTERVAL=0
            RRULE:FREQ=DAILY;COUNT=-3
            """)
    void anAppointmentRefusesWhatIsNoRule(String rule) {
        Wire.Answer refused = diary.book("'startTime':'" + Diary.SLOT + "','rrule':'" + rule + "'");
        assertEquals(422, refused.status(), refused.body()::toString);
        assertEquals("rrule must be a recurrence rule of RFC 5545", Diary.first(refused));
    }

    /// New York goes back an hour on 1 November 2026, so that these 31 days have 745 hours.
    @ParameterizedTest
    @CsvSource({
        "2026-10-20T00:00:00-04:00, 2026-11-20T00:00:00-05:00, 200",
        "2026-10-20T00:00:00-04:00, 2026-11-20T00:00:01-05:00, 400",
        "2026-02-20T00:00:00-05:00, 2026-03-23T00:00:00-04:00, 200",
        "2026-02-20T00:00:00-05:00, 2026-03-23T01:00:00-04:00, 400"
    })
    void thirtyOneDaysAreDaysAndNoHours(String from, String to, int status) {
        Wire.Answer answer = wire.get("/calendars/%s/free-slots?startDate=%d&endDate=%d"
                .formatted(Diary.CHECKUPS, Diary.millis(from), Diary.millis(to)));
        assertEquals(status, answer.status(), answer.body()::toString);
    }
}
