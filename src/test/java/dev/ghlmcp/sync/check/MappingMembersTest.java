package dev.ghlmcp.sync.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghlmcp.sync.check.MappingMembers.Member;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingMembersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": b, 'c': "d"}                                   | a c="d"
            {"a": 1, "b": -2.5, "c": true, "d": null}            | a=1 b=-2.5 c=true d
            {"a": "x, \\"y\\": z}", "b": `c: {"d": 1}`}          | a="x, \\"y\\": z}" b
            {"a": {"b": c}, "d": [{"e": 1}, {"f": 2}]}           | a(b) d(e=1 f=2)
            {"a": [lines.{"b": c}], "d": x ? {"e": f} : {"g": h}} | a(b) d(e g)
            {"a": $lookup({"b": "c"}, d), "e": ({"f": g})}       | a e
            {"a": $replace(b, /[{,"]/, ""), "c": d / 2}          | a c
            {"a": b{c: d}, "e": $map(f, function($g) { {"h": $g} })} | a e
            { /* {"x": y} */ "a": b }                            | a
            ($x := {"y": 1}; {"a": $x})                          | a
            ($f := function($x) { {"y": $x} }; $f(1))            | ~~
            a ? {"b": c} : {"d": e}                              | ~~
            $merge([{"a": 1}, b])                                | ~~
            {$name: 1, "a": 2}                                   | a=2
            """)
    void theMembersThatAMappingWritesAreRead(String jsonata, String members) {
        assertEquals(members == null ? "" : members, text(MappingMembers.of(jsonata)));
    }

    private static String text(List<Member> members) {
        return members.stream()
                .map(member -> member.name()
                        + (member.literal() == null || member.literal().isNull() ? "" : "=" + member.literal())
                        + (member.within().isEmpty() ? "" : "(" + text(member.within()) + ")"))
                .collect(Collectors.joining(" "));
    }
}
