package dev.ghlmcp.catalog;

import dev.ghlmcp.operation.annotation.EndOfDay;
import dev.ghlmcp.operation.annotation.Form;
import dev.ghlmcp.operation.annotation.SentAs;
import dev.ghlmcp.operation.annotation.TimeOf;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// An argument that is a time, or a member of one. The component's type says which kind it is: `OffsetDateTime` for a
/// point in time, `LocalDate` for a day of the calendar, which no time zone moves.
///
/// @param path     names of the members that lead to it; the items of a list have no name
/// @param kind     of time
/// @param endOfDay a date alone means the end of that day
/// @param form     that HighLevel wants; null for ISO 8601
/// @param fields   of a filter about which the value is a time; empty where it always is one
public record TimeArgument(List<String> path, Kind kind, boolean endOfDay, Form form, List<String> fields) {
    /// What sort of time it is.
    public enum Kind {
        /// A point in time.
        INSTANT,
        /// A day of the calendar.
        DAY,
        /// The value of a filter, or the bounds in it, which HighLevel reads as days or points in time.
        FILTER
    }

    /// As callers write it: `availabilities.date`.
    public String name() {
        return String.join(".", path);
    }

    /// Those of an operation.
    static List<TimeArgument> of(Class<?> operation, Generation generation) {
        List<TimeArgument> times = new ArrayList<>();
        collect(operation, generation, List.of(), times);
        return List.copyOf(times);
    }

    private static void collect(Class<?> record, Generation generation, List<String> outer, List<TimeArgument> times) {
        for (RecordComponent component : record.getRecordComponents()) {
            List<String> path = Stream.concat(outer.stream(), Stream.of(component.getName()))
                    .toList();
            if (!generation.has(component)) {
                continue;
            }
            Class<?> type = itemType(component.getGenericType());
            TimeOf filter = component.getAnnotation(TimeOf.class);
            Kind kind = type == OffsetDateTime.class ? Kind.INSTANT : type == LocalDate.class ? Kind.DAY : null;
            if (filter != null) {
                times.add(new TimeArgument(outer, Kind.FILTER, false, null, List.of(filter.value())));
            } else if (kind != null) {
                SentAs sentAs = component.getAnnotation(SentAs.class);
                times.add(new TimeArgument(
                        path,
                        kind,
                        component.isAnnotationPresent(EndOfDay.class),
                        sentAs == null ? null : sentAs.value(),
                        List.of()));
            } else if (type.isRecord()) {
                collect(type, generation, path, times);
            }
        }
    }

    private static Class<?> itemType(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return itemType(list.getActualTypeArguments()[0]);
        }
        return type instanceof Class<?> known ? known : Object.class;
    }
}
