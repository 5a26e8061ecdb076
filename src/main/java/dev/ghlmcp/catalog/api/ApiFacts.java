package dev.ghlmcp.catalog.api;

import dev.ghlmcp.catalog.Declaration;
import dev.ghlmcp.catalog.endpoint.ToolRisk;
import dev.ghlmcp.index.ApiOperation;
import dev.ghlmcp.index.ApiRisk;
import dev.ghlmcp.index.ApiRoute;
import dev.ghlmcp.index.Shape;
import dev.ghlmcp.operation.annotation.Risk;
import dev.ghlmcp.operation.annotation.TokenClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is true of an operation of the index, by its risk, its words and its route.
///
/// @param route of the generation that is called
record ApiFacts(ApiOperation operation, ApiRoute route) {
    boolean reads() {
        return operation.risk() == ApiRisk.READ;
    }

    String title() {
        String words = operation.title();
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    String text() {
        return title() + ": " + route.method() + " " + route.path() + "."
                + switch (operation.risk()) {
                    case READ, WRITE -> "";
                    case IRREVERSIBLE -> " Cannot be undone.";
                    case OUTWARD -> " Reaches people.";
                    case MONEY -> " Moves or records money.";
                    case NEVER -> " Is never called.";
                }
                + (operation.deprecated() ? " Deprecated by HighLevel." : "");
    }

    boolean destructive() {
        return switch (operation.risk()) {
            case READ, OUTWARD -> false;
            case WRITE -> !route.method().equals("POST");
            case IRREVERSIBLE, MONEY, NEVER -> true;
        };
    }

    ToolRisk consent() {
        return switch (operation.risk()) {
            case READ, WRITE -> ToolRisk.NONE;
            case OUTWARD -> new ToolRisk(Risk.OUTWARD, List.of());
            case MONEY -> new ToolRisk(Risk.MONEY, List.of());
            case IRREVERSIBLE, NEVER -> new ToolRisk(Risk.IRREVERSIBLE, List.of());
        };
    }

    /// Where the documents do not say, it is the sub-account's.
    List<TokenClass> tokens() {
        boolean agency = operation.tokens().contains("agency");
        boolean location = !agency || operation.tokens().contains("location");
        return !agency
                ? List.of(TokenClass.SUB_ACCOUNT)
                : location ? List.of(TokenClass.SUB_ACCOUNT, TokenClass.AGENCY) : List.of(TokenClass.AGENCY);
    }

    /// Of several shapes that a body may have, all members.
    Map<String, Shape.Member> body() {
        return switch (route.body()) {
            case Shape.Members(Map<String, Shape.Member> members) -> members;
            case Shape.AnyOf(List<Shape> shapes) -> {
                Map<String, Shape.Member> all = new LinkedHashMap<>();
                for (Shape shape : shapes) {
                    if (shape instanceof Shape.Members(Map<String, Shape.Member> members)) {
                        members.forEach(
                                (name, member) -> all.putIfAbsent(name, new Shape.Member(member.shape(), false)));
                    }
                }
                yield all;
            }
            case Shape.Simple simple when simple == Shape.Simple.FREE -> record();
            case null, default -> Map.of();
        };
    }

    /// The only free bodies are records of objects, of which HighLevel's documents say nothing: their fields stand
    /// in `properties`, beside the sub-account where the query does not say it.
    private Map<String, Shape.Member> record() {
        Shape.Member properties = new Shape.Member(Shape.Simple.FREE, true);
        return route.query().members().containsKey(Declaration.LOCATION_ID)
                ? Map.of("properties", properties)
                : Map.of("properties", properties, Declaration.LOCATION_ID, new Shape.Member(Shape.Simple.TEXT, true));
    }
}
