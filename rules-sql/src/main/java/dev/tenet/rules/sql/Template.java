package dev.tenet.rules.sql;

import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.TemplateException.Code;
import dev.tenet.rules.sql.TemplateText.Form;
import dev.tenet.rules.sql.TemplateText.Slot;
import dev.tenet.rules.sql.cache.CachedQuery;
import dev.tenet.rules.sql.internal.codec.Codec;
import dev.tenet.rules.sql.internal.codec.Coercion;
import dev.tenet.rules.sql.internal.codec.PostgresqlCodec;
import dev.tenet.rules.sql.internal.dialect.TableColumns;
import dev.tenet.rules.sql.internal.dialect.Translation;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import dev.tenet.rules.sql.internal.text.SqlToken;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A query made ready for one database. Thread-safe. */
final class Template {
    /** More would not fit into one statement of SQLite beside other parameters. */
    static final int MOST_ITEMS = 30_000;

    private final QueryDefinition definition;
    private final Codec codec;
    private final Parameter[] parameters;
    private final Map<String, Integer> positions = new HashMap<>();
    private final String[] pieces;
    private final Slot[] slots;
    private final @Nullable String fixed;
    private final QueryCall call;
    private final long timeoutNanos;
    private final boolean sensitive;
    private final boolean starred;
    private final CacheFacts cacheFacts;
    private final Map<Class<?>, RecordShape<?>> kept = new ConcurrentHashMap<>();
    private final Map<Class<?>, RecordShape<?>> shapes = new ConcurrentHashMap<>();

    private final Map<Integer, Template> keyed = new ConcurrentHashMap<>();

    private volatile @Nullable RowLayout layout;
    private @Nullable CachedQuery cached;
    private volatile @Nullable PagedTemplate paged;

    private Template(QueryDefinition definition, Codec codec, SqlText text) {
        this.definition = definition;
        this.codec = codec;
        this.call = new QueryCall(definition.name(), definition.variant(), definition.database(), codec.dialect());
        this.parameters = definition.parameters().toArray(Parameter[]::new);
        for (int at = 0; at < parameters.length; at++) {
            positions.put(parameters[at].name().intern(), at); // the very object that a caller's literal is
        }
        TemplateText ready = TemplateText.of(text, definition.parameters(), codec);
        this.pieces = ready.pieces().toArray(String[]::new);
        this.slots = ready.slots().toArray(Slot[]::new);
        if (codec.dialect() != Dialect.POSTGRESQL
                && ready.slots().stream().anyMatch(slot -> slot.form() == Form.ARRAY)) {
            throw new TemplateException(
                    Code.NO_TEXT,
                    name(),
                    codec.dialect().yamlName() + " has lists in IN alone; write IN (:name) at "
                            + definition.location());
        }
        this.fixed = ready.isFixed() ? String.join("", pieces) : null;
        this.timeoutNanos = definition.timeout().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.sensitive = definition.parameters().stream().anyMatch(Parameter::sensitive);
        this.starred = text.tokens().stream()
                .anyMatch(token -> token.kind() == SqlToken.Kind.SYMBOL
                        && token.in(text.text()).equals("*"));
        this.cacheFacts = CacheFacts.of(definition, text);
    }

    /**
     * Makes a query ready.
     *
     * @throws TemplateException if it has no text that the database understands
     */
    static Template of(QueryDefinition definition, Dialect dialect) {
        return of(definition, dialect, TableColumns.UNKNOWN);
    }

    /**
     * Makes a query ready, whose translation goes by what is known of the tables.
     *
     * @throws TemplateException if it has no text that the database understands
     */
    static Template of(QueryDefinition definition, Dialect dialect, TableColumns columns) {
        return new Template(definition, Codec.of(dialect), text(definition, dialect, columns));
    }

    /** The text for a database: its own, else the translation of SQLite's. */
    private static SqlText text(QueryDefinition definition, Dialect dialect, TableColumns columns) {
        SqlText source = source(definition, dialect);
        try {
            return Translation.of(source, dialect, columns);
        } catch (SqlTextException e) {
            throw new TemplateException(
                    Code.NO_TEXT,
                    definition.name(),
                    e.getMessage() + " (" + source.position(e.offset()) + " of the SQL at " + definition.location()
                            + ", for " + dialect.yamlName() + "); " + e.hint());
        }
    }

    /** What was written for a database: its own text, else the one that would be translated. */
    static SqlText source(QueryDefinition definition, Dialect dialect) {
        String own = definition.texts().get(dialect);
        Map.Entry<Dialect, String> first =
                definition.texts().entrySet().iterator().next();
        return own == null ? SqlText.of(first.getValue(), first.getKey()) : SqlText.of(own, dialect);
    }

    /** Says why a text does not allow what was asked of it. */
    static TemplateException unfit(QueryDefinition definition, SqlText source, SqlTextException e) {
        return new TemplateException(
                Code.UNFIT_TEXT,
                definition.name(),
                e.getMessage() + " (" + source.position(e.offset()) + " of the SQL at " + definition.location() + "); "
                        + e.hint());
    }

    /** The same for many values of a parameter at once, made when first used. */
    Template keyed(int position) {
        return keyed.computeIfAbsent(position, at -> KeyedQuery.template(this, at));
    }

    /** The same page by page, made when first used. */
    PagedTemplate paged() {
        PagedTemplate known = paged;
        if (known == null) {
            known = PagedTemplate.of(this);
            paged = known; // two threads may both make it; either will do
        }
        return known;
    }

    String name() {
        return definition.name();
    }

    QueryDefinition definition() {
        return definition;
    }

    /** A run of it, for those who observe. */
    QueryCall call() {
        return call;
    }

    /** How long a call may take; {@link Long#MAX_VALUE} if nobody says. */
    long timeoutNanos() {
        return timeoutNanos;
    }

    /** Whether running it again does no harm. */
    boolean isRepeatable() {
        return definition.readOnly() || definition.idempotent();
    }

    Codec codec() {
        return codec;
    }

    /** What a cache has to know of it. */
    CacheFacts cacheFacts() {
        return cacheFacts;
    }

    /** What is kept of it; null if nothing. */
    @Nullable
    CachedQuery cached() {
        return cached;
    }

    /** Says what is to be kept of it, before anybody uses it. */
    Template keptAs(@Nullable CachedQuery query) {
        cached = query;
        return this;
    }

    /** Whether a value of it must not be shown. */
    boolean isSensitive() {
        return sensitive;
    }

    Parameter parameter(int position) {
        return parameters[position];
    }

    int size() {
        return parameters.length;
    }

    /** The parameter of each place in the text, in the order of the places; of a list in brackets one. */
    List<Parameter> uses() {
        return Stream.of(slots).map(slot -> parameters[slot.parameter()]).toList();
    }

    /**
     * The position of a parameter.
     *
     * @throws TemplateException if there is none of this name
     */
    int position(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new TemplateException(
                    Code.UNKNOWN_PARAMETER,
                    name(),
                    "it has no parameter \"" + name + "\"; "
                            + instead(
                                    name,
                                    definition.parameters().stream()
                                            .map(Parameter::name)
                                            .toList(),
                                    "parameters"));
        }
        return position;
    }

    /** What to write in place of an unknown name. */
    static String instead(String name, Collection<String> known, String what) {
        String close =
                new Problems().suggestion(name, known).map(hint -> hint + ' ').orElse("");
        return close + (known.isEmpty() ? "there are no " + what : "the " + what + " are " + String.join(", ", known));
    }

    /** The text for these values. */
    String sql(@Nullable Object[] values) {
        if (fixed != null) {
            return fixed;
        }
        StringBuilder sql = new StringBuilder(pieces[0]);
        for (int at = 0; at < slots.length; at++) {
            if (slots[at].form() == Form.EXPANDED) {
                expand(slots[at].parameter(), values, sql);
            }
            sql.append(pieces[at + 1]);
        }
        return sql.toString();
    }

    private void expand(int parameter, @Nullable Object[] values, StringBuilder sql) {
        int marks = padded(items(values[parameter]).size());
        if (marks == 0) {
            sql.append("(SELECT CAST(NULL AS ")
                    .append(codec.castType(parameters[parameter].type()))
                    .append(") WHERE 1=0)");
        } else {
            sql.append("(?").append(",?".repeat(marks - 1)).append(')');
        }
    }

    /** A power of two, so that lists of all lengths make few different statements. */
    private static int padded(int size) {
        int power = Integer.highestOneBit(size);
        return Math.min(power == size ? size : power << 1, MOST_ITEMS);
    }

    private static List<?> items(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return items;
        }
        throw new AssertionError("a list parameter holds " + value);
    }

    /** Binds the values to a statement of their text. */
    void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        int at = 1;
        for (Slot slot : slots) {
            Parameter parameter = parameters[slot.parameter()];
            Object value = values[slot.parameter()];
            if (slot.form() == Form.EXPANDED) {
                List<?> items = items(value);
                int marks = padded(items.size());
                for (int item = 0; item < marks; item++) {
                    codec.bind(statement, at++, parameter.type(), items.get(Math.min(item, items.size() - 1)));
                }
            } else if (slot.form() == Form.ARRAY && codec instanceof PostgresqlCodec arrays) {
                arrays.bindArray(statement, at++, parameter.type(), items(value));
            } else {
                codec.bind(statement, at++, parameter.type(), value);
            }
        }
    }

    /** Refuses what no database takes for a number of rows. */
    void checkRows(@Nullable Object[] values) {
        for (Slot slot : slots) {
            if (slot.form() == Form.ROWS && !(values[slot.parameter()] instanceof Long count && count >= 0)) {
                Object got = values[slot.parameter()];
                Parameter parameter = parameters[slot.parameter()];
                throw new TemplateException(
                        Code.VALUE_NOT_ALLOWED,
                        name(),
                        parameter.name(),
                        "got " + (got == null ? "NULL" : shown(parameter, Coercion.describe(got)))
                                + ", want a number of rows, 0 or more, for LIMIT or OFFSET");
            }
        }
    }

    /** Whether it has a list, which may change its text. */
    boolean hasLists() {
        return definition.parameters().stream().anyMatch(parameter -> parameter.shape() == Parameter.Shape.LIST);
    }

    /** The columns of a result. Only a star, or a changed table, makes them others than the last time. */
    RowLayout layout(ResultSet rows) throws SQLException {
        RowLayout known = layout;
        if (known != null && !starred) {
            return known;
        }
        RowLayout read = RowLayout.of(this, rows);
        if (known != null && known.isSame(read)) {
            return known;
        }
        layout = read;
        return read;
    }

    /** Forgets what was known of the result: after a failure the tables may be others. */
    void forget() {
        layout = null;
        shapes.clear();
    }

    /** How a row of a layout becomes a record. */
    <R extends Record> RecordShape<R> shape(RowLayout of, Class<R> type) {
        RecordShape<?> known = shapes.get(type);
        if (known == null || !known.isOf(of)) {
            known = RecordShape.of(this, of, type);
            shapes.put(type, known);
        }
        @SuppressWarnings("unchecked") // put there under its own class
        RecordShape<R> shape = (RecordShape<R>) known;
        return shape;
    }

    /** How kept values become a record. */
    <R extends Record> RecordShape<R> shape(Class<R> type) {
        @SuppressWarnings("unchecked") // put there under its own class
        RecordShape<R> shape = (RecordShape<R>) kept.computeIfAbsent(type, it -> RecordShape.ofKept(this, type));
        return shape;
    }

    /** A description of a value of a parameter, or nothing of it. */
    static String shown(Parameter parameter, String description) {
        return parameter.sensitive() ? "a value that is kept secret" : description;
    }

    /** A description of a value of the result: it may repeat a secret of a parameter. */
    String shown(String description) {
        return sensitive ? "a value that is kept secret" : description;
    }

    TemplateException notOneColumn(Collection<String> labels) {
        return mismatch("got the columns " + String.join(", ", labels) + ", want one");
    }

    TemplateException mismatch(String message) {
        return new TemplateException(Code.RESULT_MISMATCH, name(), message);
    }
}
