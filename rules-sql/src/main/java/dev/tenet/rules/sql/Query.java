package dev.tenet.rules.sql;

import dev.tenet.rules.sql.TemplateException.Code;
import dev.tenet.rules.sql.cache.CachedQuery;
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
public final class Query extends Bindings {
    private final Executor executor;

    Query(Executor executor, TemplateGroup group) {
        super(group); // and not beside it: one object the less for each call
        this.executor = executor;
    }

    /** Gives a parameter its value: one value, or for a list a collection or an array. */
    public Query bind(String name, @Nullable Object value) {
        set(name, value);
        return this;
    }

    /** Gives several parameters their values. */
    public Query bind(Map<String, ? extends @Nullable Object> values) {
        setAll(values);
        return this;
    }

    /** Chooses the variant that a key falls into; without a key the first one applies. */
    public Query key(String key) {
        select(key);
        return this;
    }

    /** All rows as maps. */
    public List<Map<String, @Nullable Object>> maps() {
        List<Map<String, @Nullable Object>> kept = kept(Map.class);
        if (kept != null) {
            return kept;
        }
        return executor.read(this, executor.maxRows(), (layout, rows) -> {
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            while (rows.next()) {
                executor.checkBound(template(), all.size());
                all.add(layout.row(rows));
            }
            return Collections.unmodifiableList(all);
        });
    }

    /** All rows as records. */
    public <R extends Record> List<R> list(Class<R> type) {
        List<R> kept = kept(type);
        if (kept != null) {
            return kept;
        }
        return executor.read(this, executor.maxRows(), (layout, rows) -> {
            RecordShape<R> shape = template().shape(layout, type);
            List<R> all = new ArrayList<>();
            while (rows.next()) {
                executor.checkBound(template(), all.size());
                all.add(shape.read(rows));
            }
            return Collections.unmodifiableList(all);
        });
    }

    /** The rows that the cache has or reads; null if nothing is kept of the template. */
    private <T> @Nullable List<T> kept(Class<?> type) {
        CachedQuery cached = executor.cached(template());
        return cached == null ? null : executor.cache().rows(executor, cached, complete(), values(), type);
    }

    private <T> Optional<T> first(List<T> rows) {
        if (rows.size() > 1) {
            throw severalRows();
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
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
        List<Map<String, @Nullable Object>> kept = kept(Map.class);
        if (kept != null) {
            return first(kept);
        }
        return executor.read(this, 1, (layout, rows) -> {
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
        List<R> kept = kept(type);
        if (kept != null) {
            return first(kept);
        }
        return executor.read(this, 1, (layout, rows) -> {
            RecordShape<R> shape = template().shape(layout, type);
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
        ValueType wanted = ValueType.of(type);
        List<@Nullable T> kept = kept(type);
        if (kept != null) {
            if (kept.isEmpty()) {
                throw noRow();
            } else if (kept.size() > 1) {
                throw severalRows();
            }
            return notNull(wanted, kept.get(0));
        }
        return executor.read(this, 1, (layout, rows) -> {
            if (layout.positions().size() != 1) {
                throw template().notOneColumn(layout.positions().keySet());
            } else if (!rows.next()) {
                throw noRow();
            }
            Object value = layout.read(rows, 0, layout.reader(0, wanted));
            checkLast(rows);
            return notNull(wanted, type.cast(value));
        });
    }

    private <T> T notNull(ValueType wanted, @Nullable T value) {
        if (value == null) {
            throw template().mismatch("got NULL, want " + wanted.description() + "; use COALESCE in the SQL");
        }
        return value;
    }

    private void checkLast(ResultSet rows) throws SQLException {
        if (rows.next()) {
            throw severalRows();
        }
    }

    private TemplateException severalRows() {
        return new TemplateException(Code.NOT_ONE_ROW, template().name(), "there are several rows, want one");
    }

    private TemplateException noRow() {
        return new TemplateException(Code.NOT_ONE_ROW, complete().name(), "there is no row, want one");
    }

    /**
     * The rows as maps, one after the other. The stream holds a connection until it is closed, so use it in a
     * {@code try}; a timeout of the template ends with the first row.
     */
    public Stream<Map<String, @Nullable Object>> stream() {
        return RowStream.open(executor, this, RowLayout::row);
    }

    /** The rows as records, one after the other, as {@link #stream()} does. */
    public <R extends Record> Stream<R> stream(Class<R> type) {
        Template template = complete();
        return RowStream.open(
                executor, this, (layout, rows) -> template.shape(layout, type).read(rows));
    }
}
