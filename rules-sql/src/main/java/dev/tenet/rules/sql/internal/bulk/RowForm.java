package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.ValueType;
import dev.tenet.rules.sql.internal.codec.Coercion;
import dev.tenet.rules.sql.internal.codec.Coercion.UnfitException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of a load's columns out of the rows of a source: arrays and lists by position, maps and records by
 * name. One load's own; not thread-safe.
 */
final class RowForm {
    private final List<BulkTarget.Column> columns;
    private final String[] names;
    private @Nullable Class<?> recordClass;
    private MethodHandle[] accessors = {};

    RowForm(List<BulkTarget.Column> columns) {
        this.columns = columns;
        this.names = columns.stream().map(BulkTarget.Column::name).toArray(String[]::new);
    }

    /**
     * Fills in the values of a row, each as its type has it.
     *
     * @throws UnfitRowException if the row does not fit; some values are filled in then
     * @throws IllegalArgumentException if it is of a class whose rows never fit
     */
    void read(@Nullable Object row, @Nullable Object[] into) throws UnfitRowException {
        if (row instanceof Object[] array) {
            checkLength(array.length, into.length);
            for (int at = 0; at < into.length; at++) {
                into[at] = fit(at, array[at]);
            }
        } else if (row instanceof Map<?, ?> map) {
            for (int at = 0; at < into.length; at++) {
                Object value = map.get(names[at]);
                if (value == null && !map.containsKey(names[at])) {
                    throw UnfitRowException.missing(columns.get(at));
                }
                into[at] = fit(at, value);
            }
        } else if (row instanceof Record) {
            if (row.getClass() != recordClass) {
                accessors = accessors(row.getClass());
                recordClass = row.getClass();
            }
            for (int at = 0; at < into.length; at++) {
                into[at] = fit(at, component(accessors[at], row));
            }
        } else if (row instanceof List<?> list) {
            checkLength(list.size(), into.length);
            for (int at = 0; at < into.length; at++) {
                into[at] = fit(at, list.get(at));
            }
        } else {
            throw new IllegalArgumentException("got a row that is "
                    + (row == null ? "null" : "a " + row.getClass().getName())
                    + ", want an array of objects, a list, a map or a record");
        }
    }

    private static void checkLength(int got, int want) throws UnfitRowException {
        if (got != want) {
            throw UnfitRowException.row("got " + got + " values, want " + want + ", one for each column");
        }
    }

    private @Nullable Object fit(int at, @Nullable Object given) throws UnfitRowException {
        Object value = given instanceof Optional<?> optional ? optional.orElse(null) : given;
        if (value == null) {
            return null;
        }
        ValueType type = columns.get(at).type();
        try {
            return Coercion.coerce(type, type == ValueType.STRING && value instanceof Enum<?> e ? e.name() : value);
        } catch (UnfitException e) {
            throw UnfitRowException.value(columns.get(at), e);
        }
    }

    private static @Nullable Object component(MethodHandle accessor, Object row) {
        try {
            return (Object) accessor.invokeExact(row);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an accessor of " + row.getClass().getName() + " failed", e);
        }
    }

    private MethodHandle[] accessors(Class<?> type) {
        RowForm.class.getModule().addReads(type.getModule());
        RecordComponent[] components = type.getRecordComponents();
        return Arrays.stream(names)
                .map(name -> accessor(type, components, name))
                .toArray(MethodHandle[]::new);
    }

    private static MethodHandle accessor(Class<?> type, RecordComponent[] components, String column) {
        RecordComponent component = Stream.of(components)
                .filter(it -> folded(it.getName()).equals(folded(column)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("column \"" + column + "\" has no component in "
                        + type.getSimpleName() + "; its components are "
                        + Stream.of(components).map(RecordComponent::getName).collect(Collectors.joining(", "))));
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be read: its module must open the package " + type.getPackageName()
                            + " to dev.tenet.rules.sql",
                    e);
        }
    }

    /** {@code created_at} and {@code createdAt} are the same name. */
    private static String folded(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
