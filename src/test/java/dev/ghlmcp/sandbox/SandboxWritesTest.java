package dev.ghlmcp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.sandbox.api.AppliedWrite;
import dev.ghlmcp.sandbox.api.SampleAccount;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What the sandbox tells of the writes that it carried out.
class SandboxWritesTest {
    private static final String CONTACT = "/contacts/9bXDRdLTcEhj4ZP2CfwB";

    @AutoClose
    private final Wire wire = Wire.start();

    @Test
    void listsThoseThatItCarriedOut() {
        String fields = "{'locationId':'LOC','email':'call-17@example.com'}";
        assertEquals(201, wire.send("POST", "/contacts/", fields).status());
        assertEquals(400, wire.send("POST", "/contacts/", fields).status());
        assertEquals(422, wire.send("PUT", CONTACT, "{'gender':'x'}").status());
        assertEquals(200, wire.get(CONTACT).status());
        assertEquals(200, wire.search("").status());
        assertEquals(
                200, wire.send("PUT", CONTACT + "?x=1", "{'city':'call-18'}").status());
        assertEquals(200, wire.send("DELETE", CONTACT, null).status());
        String created =
                "{\"locationId\":\"%s\",\"email\":\"call-17@example.com\"}".formatted(SampleAccount.LOCATION_ID);
        assertEquals(
                List.of(
                        write("POST", "/contacts/", created),
                        write("PUT", CONTACT, "{\"city\":\"call-18\"}"),
                        write("DELETE", CONTACT, "{}")),
                wire.sandbox().writes());
    }

    @Test
    void showsAWriteThatHappenedTwice() {
        for (int i = 0; i < 2; i++) {
            wire.send("PUT", CONTACT, "{'city':'Saco'}");
        }
        List<AppliedWrite> writes = wire.sandbox().writes();
        assertEquals(2, writes.size());
        assertEquals(1, writes.stream().distinct().count());
    }

    @Test
    void keepsABodyAsItCame() {
        String body = "{'dndSettings':{'sms':{'status':'active'}}}";
        assertEquals(200, wire.send("v3", "PUT", CONTACT, body).status());
        assertEquals(body.replace('\'', '"'), wire.sandbox().writes().getFirst().body());
    }

    private static AppliedWrite write(String method, String path, String body) {
        return new AppliedWrite(SampleAccount.LOCATION_ID, method, path, body);
    }
}
