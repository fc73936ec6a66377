package dev.tenet.rules.sql;

import dev.tenet.rules.sql.Parameter.Shape;
import dev.tenet.rules.sql.TemplateException.Code;
import dev.tenet.rules.sql.internal.codec.Coercion;
import dev.tenet.rules.sql.internal.codec.ColumnReader;
import dev.tenet.rules.sql.internal.text.KeyedText;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query by the values of one parameter, its keys: many are asked for at once, in statements of at most 1,000 keys, and
 * each gets the rows that it would get alone, in the order that the query says. The rows of one statement together are
 * bounded as those of a list are. The other parameters have the values that were bound.
 *
 * <p>A key is text, a whole number, a UUID or a date, and of the type of the column that it is compared with. Keys that
 * are equal are asked for once. Text of more than ASCII, and text that the database takes for equal though it is not, is
 * asked for one by one: collations are the database's own.
 *
 * <p>Errors are those of {@link Query}. What is bound to the query later does not count. Not thread-safe.
 */
public final class KeyedQuery {
    private static final Set<ValueType> KEYS =
            EnumSet.of(ValueType.STRING, ValueType.INTEGER, ValueType.UUID, ValueType.DATE);

    private final Executor executor;
    private final Bindings bindings;
    private final int position;
    private final Template template;
    private final Optional<String> column;

    private KeyedQuery(Executor executor, Bindings bindings, int position, Template template, Optional<String> column) {
        this.executor = executor;
        this.bindings = bindings;
        this.position = position;
        this.template = template;
        this.column = column;
    }

    static KeyedQuery ofOne(Executor executor, Bindings bindings, String name) {
        Template template = bindings.template();
        int position = template.position(name);
        Parameter parameter = checked(template, template.parameter(position));
        if (parameter.shape() == Shape.LIST) {
            throw new TemplateException(
                    Code.UNFIT_TEXT,
                    template.name(),
                    name,
                    "it is a list, so say which column of the result has the key: by(\"" + name + "\", \"column\")");
        }
        return new KeyedQuery(executor, bindings.copy(), position, template.keyed(position), Optional.empty());
    }

    static KeyedQuery ofList(Executor executor, Bindings bindings, String name, String column) {
        Template template = bindings.template();
        int position = template.position(name);
        Parameter parameter = checked(template, template.parameter(position));
        if (parameter.shape() == Shape.ONE) {
            throw new TemplateException(
                    Code.UNFIT_TEXT, template.name(), name, "it is no list, so use by(\"" + name + "\")");
        }
        return new KeyedQuery(
                executor, bindings.copy(), position, template, Optional.of(column.toLowerCase(Locale.ROOT)));
    }

    private static Parameter checked(Template template, Parameter parameter) {
        if (!KEYS.contains(parameter.type())) {
            throw new TemplateException(
                    Code.UNFIT_TEXT,
                    template.name(),
                    parameter.name(),
                    "it is a " + parameter.type().yamlName() + ", want a key of string, integer, uuid or date");
        }
        return parameter;
    }

    /** The template for many keys at once, whose last column is the key. */
    static Template template(Template one, int position) {
        QueryDefinition definition = one.definition();
        SqlText source = Template.source(definition, one.codec().dialect());
        Parameter key = one.parameter(position);
        List<Parameter> parameters = new ArrayList<>(definition.parameters());
        parameters.set(
                position,
                new Parameter(
                        key.name(),
                        key.type(),
                        Shape.LIST,
                        key.required(),
                        Optional.empty(),
                        key.values(),
                        key.sensitive()));
        Map<String, ValueType> result = new LinkedHashMap<>(definition.result());
        result.put(KeyedText.LABEL, key.type());
        try {
            String text = KeyedText.of(source, key.name());
            return Template.of(
                    definition.derived(source.dialect(), text, parameters, result),
                    one.codec().dialect());
        } catch (SqlTextException e) {
            throw Template.unfit(definition, source, e);
        }
    }

    /**
     * The rows of each key as maps. Every key that was given is in the answer, in the order they were given; one without
     * rows has an empty list.
     *
     * @param keys values for the parameter, none of them null
     */
    public <K> Map<K, List<Map<String, @Nullable Object>>> loadMany(Collection<K> keys) {
        return answer(keys, RowMaker.MAPS);
    }

    /** The rows of each key as records, as {@link #loadMany(Collection)} gives them. */
    public <K, R extends Record> Map<K, List<R>> loadMany(Collection<K> keys, Class<R> type) {
        return answer(keys, RowMaker.records(type));
    }

    /**
     * The one row of each key as a record, empty for a key without rows; a {@link TemplateException} if a key has
     * several.
     */
    public <K, R extends Record> Map<K, Optional<R>> loadEach(Collection<K> keys, Class<R> type) {
        Map<K, Optional<R>> rows = new LinkedHashMap<>();
        loadMany(keys, type).forEach((key, all) -> rows.put(key, only(all)));
        return Collections.unmodifiableMap(rows);
    }

    /** Gathers keys that are asked for one by one, and loads their rows as maps. */
    public BatchLoader<Map<String, @Nullable Object>> loader() {
        return new BatchLoader<>(this, RowMaker.MAPS);
    }

    /** Gathers keys that are asked for one by one, and loads their rows as records. */
    public <R extends Record> BatchLoader<R> loader(Class<R> type) {
        return new BatchLoader<>(this, RowMaker.records(type));
    }

    private <K, T> Map<K, List<T>> answer(Collection<K> keys, RowMaker<T> maker) {
        Map<K, Object> checked = new LinkedHashMap<>();
        keys.forEach(key -> checked.put(key, key(key)));
        Map<Object, List<T>> rows = load(checked.values(), maker);
        Map<K, List<T>> answer = new LinkedHashMap<>();
        checked.forEach((given, key) -> answer.put(given, rows.getOrDefault(key, List.of())));
        return Collections.unmodifiableMap(answer);
    }

    /** A key as the database gets it. */
    Object key(@Nullable Object given) {
        return bindings.checkedKey(position, given);
    }

    /** The only row of a key, if it has any. */
    <T> Optional<T> only(List<T> rows) {
        if (rows.size() > 1) {
            throw new TemplateException(
                    Code.NOT_ONE_ROW, template.name(), "there are several rows for a key, want one");
        }
        return rows.stream().findFirst();
    }

    TemplateException noRow() {
        return new TemplateException(Code.NOT_ONE_ROW, template.name(), "there is no row for a key, want one");
    }

    /** The rows of checked keys; a key without rows may be left out. */
    <T> Map<Object, List<T>> load(Collection<Object> keys, RowMaker<T> maker) {
        Map<Object, List<T>> rows = new LinkedHashMap<>();
        if (column.isPresent()) {
            KeyStatements.chunks(keys).forEach(chunk -> rows.putAll(listed(chunk, maker, column.get())));
            return rows;
        }
        for (List<Object> apart :
                KeyStatements.of(keys, template.parameter(position).type())) {
            Optional<Map<Object, List<T>>> together = apart.size() == 1 ? Optional.empty() : together(apart, maker);
            rows.putAll(together.orElseGet(() -> oneByOne(apart, maker)));
        }
        return rows;
    }

    /** The rows of several keys; empty if one is of none of them, so that the database has other rules for equality. */
    private <T> Optional<Map<Object, List<T>>> together(List<Object> keys, RowMaker<T> maker) {
        Map<Object, List<T>> byKey = empty(keys);
        boolean exact = executor.read(template, bindings.with(position, keys), executor.maxRows(), (layout, rows) -> {
            RowLayout front = layout.front();
            int key = layout.positions().size() - 1;
            ColumnReader reader = layout.reader(key);
            RowMaker.Rows<T> made = maker.of(template, front);
            int count = 0;
            while (rows.next()) {
                executor.checkBound(template, count++);
                List<T> of = byKey.get(layout.read(rows, key, reader));
                if (of == null) {
                    return false;
                }
                of.add(made.next(rows));
            }
            return true;
        });
        return exact ? Optional.of(sealed(byKey)) : Optional.empty();
    }

    private <T> Map<Object, List<T>> oneByOne(List<Object> keys, RowMaker<T> maker) {
        Map<Object, List<T>> byKey = new LinkedHashMap<>();
        Template one = bindings.template();
        for (Object key : keys) {
            byKey.put(key, executor.read(one, bindings.with(position, key), executor.maxRows(), (layout, rows) -> {
                RowMaker.Rows<T> made = maker.of(one, layout);
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    executor.checkBound(one, all.size());
                    all.add(made.next(rows));
                }
                return Collections.unmodifiableList(all);
            }));
        }
        return byKey;
    }

    /** The rows of the template's own list, by a column of their own. */
    private <T> Map<Object, List<T>> listed(List<Object> keys, RowMaker<T> maker, String label) {
        Map<Object, List<T>> byKey = empty(keys);
        ValueType type = template.parameter(position).type();
        return executor.read(template, bindings.with(position, keys), executor.maxRows(), (layout, rows) -> {
            int at = layout.position(label)
                    .orElseThrow(() -> template.mismatch("the column \"" + label + "\" that has the key is not in the"
                            + " result, whose columns are "
                            + String.join(", ", layout.positions().keySet())));
            ColumnReader reader = layout.reader(at, type);
            RowMaker.Rows<T> made = maker.of(template, layout);
            int count = 0;
            while (rows.next()) {
                executor.checkBound(template, count++);
                Object key = layout.read(rows, at, reader);
                List<T> of = byKey.get(key);
                if (of == null) {
                    throw template.mismatch("column \"" + label + "\" has "
                            + template.shown(key == null ? "NULL" : Coercion.describe(key))
                            + ", which is none of the keys asked for; the column must have the very value of the list");
                }
                of.add(made.next(rows));
            }
            return sealed(byKey);
        });
    }

    private static <T> Map<Object, List<T>> empty(List<Object> keys) {
        Map<Object, List<T>> byKey = new LinkedHashMap<>();
        keys.forEach(key -> byKey.put(key, new ArrayList<>(1)));
        return byKey;
    }

    private static <T> Map<Object, List<T>> sealed(Map<Object, List<T>> byKey) {
        byKey.replaceAll((key, rows) -> Collections.unmodifiableList(rows));
        return byKey;
    }
}
