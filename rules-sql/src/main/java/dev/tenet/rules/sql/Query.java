package dev.tenet.rules.sql;

import dev.tenet.rules.sql.TemplateException.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One call of a query: bind its parameters, then ask for its rows once or several times. Each value is checked as it is
 * bound, before the database sees anything.
 *
 * <p>Rows are maps of lower-case labels to values of the ten {@linkplain ValueType Java types}, in the order of the
 * columns, not to be changed; or records, whose components take the columns of their names ({@code created_at} goes into
 * {@code createdAt}). A component is text, a number, {@code boolean}, {@code Instant}, {@code LocalDate}, {@code UUID},
 * {@code byte[]}, an enum by the name of its constant whatever its case, {@code Object}, or an {@code Optional} of one
 * of them.
 *
 * <p>Every method may throw a {@link TemplateException} for what the template does not allow and a
 * {@link DatabaseException} for what the database does not. Not thread-safe.
 */
public final class Query {
    private final Executor executor;
    private final Bindings bindings;

    Query(Executor executor, Bindings bindings) {
        this.executor = executor;
        this.bindings = bindings;
    }

    /** Gives a parameter its value: one value, or for a list a collection or an array. */
    public Query bind(String name, @Nullable Object value) {
        bindings.set(name, value);
        return this;
    }

    /** Gives several parameters their values. */
    public Query bind(Map<String, ? extends @Nullable Object> values) {
        bindings.setAll(values);
        return this;
    }

    /** Chooses the variant that a key falls into; without a key the first one applies. */
    public Query key(String key) {
        bindings.key(key);
        return this;
    }

    /** All rows as maps. */
    public List<Map<String, @Nullable Object>> maps() {
        return executor.read(bindings, executor.maxRows(), (layout, rows) -> {
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            while (rows.next()) {
                checkBound(all.size());
                all.add(layout.row(rows));
            }
            return Collections.unmodifiableList(all);
        });
    }

    /** All rows as records. */
    public <R extends Record> List<R> list(Class<R> type) {
        return executor.read(bindings, executor.maxRows(), (layout, rows) -> {
            RecordShape<R> shape = bindings.template().shape(layout, type);
            List<R> all = new ArrayList<>();
            while (rows.next()) {
                checkBound(all.size());
                all.add(shape.read(rows));
            }
            return Collections.unmodifiableList(all);
        });
    }

    private void checkBound(int size) {
        if (size == executor.maxRows()) {
            throw new TemplateException(
                    Code.TOO_MANY_ROWS,
                    bindings.complete().name(),
                    "there are more than " + size
                            + " rows; add a LIMIT, use stream, or raise maxRows of the SqlTemplates");
        }
    }

    /** The one row as a map; a {@link TemplateException} if there is none or are several. */
    public Map<String, @Nullable Object> one() {
        return optional().orElseThrow(this::noRow);
    }

    /** The one row as a record; a {@link TemplateException} if there is none or are several. */
    public <R extends Record> R one(Class<R> type) {
        return optional(type).orElseThrow(this::noRow);
    }

    /** The row as a map, if there is one; a {@link TemplateException} if there are several. */
    public Optional<Map<String, @Nullable Object>> optional() {
        return executor.read(bindings, 1, (layout, rows) -> {
            if (!rows.next()) {
                return Optional.empty();
            }
            Map<String, @Nullable Object> row = layout.row(rows);
            checkLast(rows);
            return Optional.of(row);
        });
    }

    /** The row as a record, if there is one; a {@link TemplateException} if there are several. */
    public <R extends Record> Optional<R> optional(Class<R> type) {
        return executor.read(bindings, 1, (layout, rows) -> {
            RecordShape<R> shape = bindings.template().shape(layout, type);
            if (!rows.next()) {
                return Optional.empty();
            }
            R row = shape.read(rows);
            checkLast(rows);
            return Optional.of(row);
        });
    }

    /**
     * The only column of the only row; a {@link TemplateException} if there is another number of either, or it is NULL.
     *
     * @param type one of the types of {@link ValueType#javaType()}
     */
    public <T> T scalar(Class<T> type) {
        ValueType wanted = wanted(type);
        return executor.read(bindings, 1, (layout, rows) -> {
            Template template = bindings.complete();
            if (layout.positions().size() != 1) {
                throw template.mismatch("got the columns "
                        + String.join(", ", layout.positions().keySet()) + ", want one");
            } else if (!rows.next()) {
                throw noRow();
            }
            Object value = layout.read(rows, 0, layout.reader(0, wanted));
            checkLast(rows);
            if (value == null) {
                throw template.mismatch("got NULL, want " + wanted.description() + "; use COALESCE in the SQL");
            }
            return type.cast(value);
        });
    }

    private static ValueType wanted(Class<?> type) {
        for (ValueType known : ValueType.values()) {
            if (known.javaType() == type) {
                return known;
            }
        }
        throw new IllegalArgumentException("got " + type.getName()
                + ", want String, Long, Double, BigDecimal, Boolean, Instant, LocalDate, UUID or byte[]");
    }

    private void checkLast(ResultSet rows) throws SQLException {
        if (rows.next()) {
            throw new TemplateException(
                    Code.NOT_ONE_ROW, bindings.complete().name(), "there are several rows, want one");
        }
    }

    private TemplateException noRow() {
        return new TemplateException(Code.NOT_ONE_ROW, bindings.complete().name(), "there is no row, want one");
    }

    /**
     * The rows as maps, one after the other. The stream holds a connection until it is closed, so use it in a
     * {@code try}; a timeout of the template ends with the first row.
     */
    public Stream<Map<String, @Nullable Object>> stream() {
        return RowStream.open(executor, bindings, RowLayout::row);
    }

    /** The rows as records, one after the other, as {@link #stream()} does. */
    public <R extends Record> Stream<R> stream(Class<R> type) {
        Template template = bindings.complete();
        return RowStream.open(executor, bindings, (layout, rows) -> {
            return template.shape(layout, type).read(rows);
        });
    }
}
