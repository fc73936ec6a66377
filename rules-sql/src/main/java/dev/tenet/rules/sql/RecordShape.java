package dev.tenet.rules.sql;

import dev.tenet.rules.sql.internal.codec.Codec;
import dev.tenet.rules.sql.internal.codec.Coercion;
import dev.tenet.rules.sql.internal.codec.ColumnReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of one class from the rows of one template: each component from the column of its name, in snake_case.
 * What reflection finds is found once. Immutable.
 */
final class RecordShape<R extends Record> {
    private static final Map<Class<?>, ValueType> TYPES = Map.ofEntries(
            Map.entry(String.class, ValueType.STRING),
            Map.entry(long.class, ValueType.INTEGER),
            Map.entry(Long.class, ValueType.INTEGER),
            Map.entry(int.class, ValueType.INTEGER),
            Map.entry(Integer.class, ValueType.INTEGER),
            Map.entry(short.class, ValueType.INTEGER),
            Map.entry(Short.class, ValueType.INTEGER),
            Map.entry(double.class, ValueType.NUMBER),
            Map.entry(Double.class, ValueType.NUMBER),
            Map.entry(float.class, ValueType.NUMBER),
            Map.entry(Float.class, ValueType.NUMBER),
            Map.entry(BigDecimal.class, ValueType.DECIMAL),
            Map.entry(boolean.class, ValueType.BOOLEAN),
            Map.entry(Boolean.class, ValueType.BOOLEAN),
            Map.entry(Instant.class, ValueType.TIMESTAMP),
            Map.entry(LocalDate.class, ValueType.DATE),
            Map.entry(UUID.class, ValueType.UUID),
            Map.entry(byte[].class, ValueType.BYTES));

    private static final MethodHandle VALUE = method("value", Object.class);
    private static final MethodHandle LONG = method("longValue", long.class);
    private static final MethodHandle INT = method("intValue", int.class);
    private static final MethodHandle DOUBLE = method("doubleValue", double.class);

    private final Template template;
    private final @Nullable RowLayout layout;
    private final Class<R> type;
    private final Field[] fields;
    private final MethodHandle maker;
    private final MethodHandle spreader;

    /**
     * A component and where it comes from.
     *
     * @param last what is still to be done to a value that is not null
     */
    private record Field(
            String name,
            Class<?> type,
            int position,
            ColumnReader reader,
            boolean optional,
            @Nullable Last last) {}

    @FunctionalInterface
    private interface Last {
        Object apply(Object value) throws Coercion.UnfitException;
    }

    private RecordShape(
            Template template, @Nullable RowLayout layout, Class<R> type, MethodHandle constructor, Field[] fields) {
        this.template = template;
        this.layout = layout;
        this.type = type;
        this.fields = fields;
        this.maker = maker(constructor, fields);
        this.spreader = constructor
                .asSpreader(Object[].class, fields.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    /**
     * Composes the handle that reads a row and makes its record, of type {@code (ResultSet)Record}. In it each component
     * is a constant: of a handle that is called often the JDK makes a copy of its own, in which the JIT knows what every
     * component is read by.
     */
    private MethodHandle maker(MethodHandle constructor, Field[] fields) {
        MethodHandle[] values = new MethodHandle[fields.length];
        for (int at = 0; at < fields.length; at++) {
            Class<?> wanted = constructor.type().parameterType(at);
            values[at] = MethodHandles.insertArguments(method(fields[at], wanted), 0, this, fields[at])
                    .asType(MethodType.methodType(wanted, ResultSet.class));
        }
        MethodHandle ofRows = MethodHandles.filterArguments(constructor, 0, values);
        MethodType ofOne = MethodType.methodType(type, ResultSet.class);
        return MethodHandles.permuteArguments(ofRows, ofOne, new int[fields.length])
                .asType(ofOne.changeReturnType(Record.class));
    }

    /**
     * Fits a class to the columns of a template.
     *
     * @throws TemplateException if a component has no column, a column no component, or a component no known type
     */
    static <R extends Record> RecordShape<R> of(Template template, RowLayout layout, Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, String> unused = new HashMap<>();
        layout.positions().keySet().forEach(label -> unused.put(folded(label), label));
        Readers readers =
                (position, wanted) -> wanted == null ? layout.reader(position) : layout.reader(position, wanted);
        Field[] fields = new Field[components.length];
        for (int at = 0; at < fields.length; at++) {
            String label = unused.remove(folded(components[at].getName()));
            if (label == null) {
                throw template.mismatch(named(type, components[at]) + " has no column; the columns are "
                        + String.join(", ", layout.positions().keySet()));
            }
            Integer position = layout.positions().get(label);
            fields[at] = field(template, readers, type, components[at], position == null ? 0 : position);
        }
        if (!unused.isEmpty()) {
            String label = layout.positions().keySet().stream()
                    .filter(unused::containsValue)
                    .findFirst()
                    .orElseThrow();
            throw template.mismatch("column \"" + label + "\" has no component in " + type.getSimpleName()
                    + "; add one, or leave the column out of the SELECT");
        }
        return new RecordShape<>(template, layout, type, constructor(template, type, components), fields);
    }

    /** {@code created_at} and {@code createdAt} are the same name. */
    private static String folded(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static String named(Class<?> type, RecordComponent component) {
        return "component \"" + component.getName() + "\" of " + type.getSimpleName();
    }

    /**
     * Makes records of kept values, which are those of the components in their order.
     *
     * @throws TemplateException if a component has no known type
     */
    static <R extends Record> RecordShape<R> ofKept(Template template, Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Field[] fields = new Field[components.length];
        for (int at = 0; at < fields.length; at++) {
            fields[at] = field(template, (position, wanted) -> RecordShape::unread, type, components[at], at);
        }
        return new RecordShape<>(template, null, type, constructor(template, type, components), fields);
    }

    private static Object unread(ResultSet row, int column) {
        throw new AssertionError("kept values are not read from rows");
    }

    /** How a column is read. */
    @FunctionalInterface
    private interface Readers {
        ColumnReader reader(int position, @Nullable ValueType wanted);
    }

    private static Field field(
            Template template, Readers readers, Class<?> owner, RecordComponent component, int position) {
        boolean optional = component.getType() == Optional.class;
        Class<?> type = optional ? argument(component.getGenericType()) : component.getType();
        if (type == Object.class) {
            return new Field(component.getName(), type, position, readers.reader(position, null), optional, null);
        } else if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return new Field(
                    component.getName(),
                    type,
                    position,
                    readers.reader(position, ValueType.STRING),
                    optional,
                    value -> constant(constants, type, (String) value));
        }
        ValueType wanted = TYPES.get(type);
        if (wanted == null) {
            throw template.mismatch(
                    named(owner, component) + " is a " + component.getType().getSimpleName()
                            + "; want text, a number, boolean, Instant, LocalDate, UUID, byte[], an enum, or an Optional of one");
        }
        return new Field(
                component.getName(), type, position, readers.reader(position, wanted), optional, narrowing(type));
    }

    private static Class<?> argument(Type type) {
        return type instanceof ParameterizedType of && of.getActualTypeArguments()[0] instanceof Class<?> argument
                ? argument
                : Optional.class;
    }

    private static Object constant(Object[] constants, Class<?> type, String name) throws Coercion.UnfitException {
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new Coercion.UnfitException(
                Coercion.describe(name),
                "the constants of " + type.getSimpleName() + " are " + Arrays.toString(constants));
    }

    private static @Nullable Last narrowing(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return value -> (int) within((Long) value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == short.class || type == Short.class) {
            return value -> (short) within((Long) value, Short.MIN_VALUE, Short.MAX_VALUE);
        } else if (type == float.class || type == Float.class) {
            return value -> ((Double) value).floatValue();
        }
        return null;
    }

    private static long within(long value, long least, long most) throws Coercion.UnfitException {
        if (value < least || value > most) {
            throw new Coercion.UnfitException(Coercion.describe(value), "make the component a long");
        }
        return value;
    }

    private static MethodHandle method(String name, Class<?> result) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(RecordShape.class, name, MethodType.methodType(result, Field.class, ResultSet.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("it stands below", e);
        }
    }

    /** What reads a component: the common numbers without a box, which the JIT would not see through. */
    private static MethodHandle method(Field field, Class<?> wanted) {
        if (field.reader == Codec.WHOLE && wanted == long.class) {
            return LONG;
        } else if (field.reader == Codec.WHOLE && wanted == int.class) {
            return INT;
        }
        return field.reader == Codec.FLOATING && wanted == double.class ? DOUBLE : VALUE;
    }

    private static MethodHandle constructor(Template template, Class<?> type, RecordComponent[] components) {
        MethodType canonical = MethodType.methodType(
                void.class,
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        try {
            Module own = RecordShape.class.getModule();
            own.addReads(type.getModule());
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup()).findConstructor(type, canonical);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw template.mismatch(type.getName() + " cannot be made: its module must open the package "
                    + type.getPackageName() + " to dev.tenet.rules.sql");
        }
    }

    boolean isOf(RowLayout other) {
        return layout == other;
    }

    Class<R> type() {
        return type;
    }

    /** The names of the components. */
    List<String> names() {
        return Arrays.stream(fields).map(Field::name).toList();
    }

    /** A record of the current row. */
    @SuppressWarnings("unchecked") // the constructor is that of the type
    R read(ResultSet row) throws SQLException {
        try {
            return (R) (Record) maker.invokeExact(row);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** The values of the current row, one for each component, as they are kept. */
    @Nullable
    Object[] cells(ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[fields.length];
        for (int at = 0; at < values.length; at++) {
            values[at] = raw(fields[at], row);
        }
        return values;
    }

    /** A record of kept values. */
    R make(@Nullable Object[] cells) {
        @Nullable Object[] values = new @Nullable Object[fields.length];
        for (int at = 0; at < values.length; at++) {
            values[at] = finished(fields[at], cells[at]);
        }
        return construct(values);
    }

    private R construct(@Nullable Object[] values) {
        try {
            return type.cast((Object) spreader.invokeExact(values));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private IllegalStateException failed(Throwable cause) {
        return new IllegalStateException("the constructor of " + type.getName() + " failed", cause);
    }

    @SuppressWarnings("UnusedMethod") // found by its name
    private @Nullable Object value(Field field, ResultSet row) throws SQLException {
        return finished(field, raw(field, row));
    }

    private @Nullable Object raw(Field field, ResultSet row) throws SQLException {
        try {
            return field.reader.read(row, field.position + 1);
        } catch (Coercion.UnfitException e) {
            throw unfit(field, e);
        }
    }

    private @Nullable Object finished(Field field, @Nullable Object raw) {
        Object value = raw;
        if (value != null && field.last != null) {
            try {
                value = field.last.apply(value);
            } catch (Coercion.UnfitException e) {
                throw unfit(field, e);
            }
        }
        if (field.optional) {
            return Optional.ofNullable(value);
        } else if (value == null && field.type.isPrimitive()) {
            throw noValue(field);
        }
        return value;
    }

    @SuppressWarnings("UnusedMethod") // found by its name
    private long longValue(Field field, ResultSet row) throws SQLException {
        long value = row.getLong(field.position + 1);
        if (value == 0 && row.wasNull()) {
            throw noValue(field);
        }
        return value;
    }

    @SuppressWarnings("UnusedMethod") // found by its name
    private int intValue(Field field, ResultSet row) throws SQLException {
        long value = longValue(field, row);
        try {
            return (int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } catch (Coercion.UnfitException e) {
            throw unfit(field, e);
        }
    }

    @SuppressWarnings("UnusedMethod") // found by its name
    private double doubleValue(Field field, ResultSet row) throws SQLException {
        double value = row.getDouble(field.position + 1);
        if (value == 0 && row.wasNull()) {
            throw noValue(field);
        }
        return value;
    }

    private TemplateException unfit(Field field, Coercion.UnfitException e) {
        return template.mismatch(describe(field) + " got " + template.shown(e.found()) + ", want "
                + field.type.getSimpleName() + (e.hint().isEmpty() ? "" : "; " + e.hint()));
    }

    private TemplateException noValue(Field field) {
        return template.mismatch(describe(field) + " got NULL, which a " + field.type.getSimpleName()
                + " cannot be; make it an Optional, or use COALESCE in the SQL");
    }

    private String describe(Field field) {
        return "component \"" + field.name + "\" of " + type.getSimpleName();
    }
}
