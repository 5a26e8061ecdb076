package dev.ghlmcp.catalog;

import dev.ghlmcp.catalog.endpoint.Encoding;
import dev.ghlmcp.operation.annotation.SentAs;
import dev.ghlmcp.operation.annotation.Wire;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads from a record's components how their values are encoded.
final class Encodings {
    private Encodings() {}

    static Encoding of(RecordComponent component, Generation generation) {
        SentAs sentAs = component.getAnnotation(SentAs.class);
        return sentAs == null ? of(component.getGenericType(), generation) : new Encoding.As(sentAs.value());
    }

    static String wire(RecordComponent component, Generation generation) {
        Wire wire = component.getAnnotation(Wire.class);
        return wire == null ? component.getName() : generation.name(wire);
    }

    private static Encoding of(Type type, Generation generation) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Encoding item = of(list.getActualTypeArguments()[0], generation);
            return item instanceof Encoding.Plain ? item : new Encoding.Each(item);
        }
        return type instanceof Class<?> record && record.isRecord()
                ? members(record, generation)
                : new Encoding.Plain();
    }

    private static Encoding members(Class<?> record, Generation generation) {
        Map<String, Encoding.Members.Member> members = new HashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            Encoding encoding = of(component, generation);
            String wire = wire(component, generation);
            if (!(encoding instanceof Encoding.Plain) || !wire.equals(component.getName())) {
                members.put(component.getName(), new Encoding.Members.Member(wire, encoding));
            }
        }
        return members.isEmpty() ? new Encoding.Plain() : new Encoding.Members(members);
    }
}
