package dev.tenet.rules.sql;

import dev.tenet.rules.sql.Parameter.Shape;
import dev.tenet.rules.sql.TemplateException.Code;
import dev.tenet.rules.sql.internal.dialect.Translation;
import dev.tenet.rules.sql.internal.text.OrderedText;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that read a query page by page. Each has its parameters, then one for each key, then the number of rows.
 *
 * @param keys what the rows are ordered by
 * @param first reads from the beginning
 * @param next reads what is behind the keys
 * @param same counts the rows that have the keys
 * @param unordered finds a row that has NULL among its keys
 */
record PagedTemplate(List<PageKey> keys, Template first, Template next, Template same, Template unordered) {
    private static final String OWN = "tenet_";
    private static final Set<ValueType> ORDERED = EnumSet.complementOf(EnumSet.of(ValueType.JSON, ValueType.BYTES));

    PagedTemplate {
        keys = List.copyOf(keys);
    }

    static PagedTemplate of(Template template) {
        QueryDefinition definition = template.definition();
        SqlText source = Template.source(definition, template.codec().dialect());
        try {
            OrderedText text = OrderedText.of(source);
            SqlText inner = SqlText.of(text.unordered(), source.dialect());
            List<PageKey> keys = keys(definition, text.keys());
            return of(
                    template, Translation.of(inner, template.codec().dialect()).text(), keys);
        } catch (SqlTextException e) {
            throw Template.unfit(definition, source, e);
        }
    }

    private static PagedTemplate of(Template template, String inner, List<PageKey> keys) {
        String rows = "FROM (" + inner + "\n) tenet_rows";
        String order = keys.stream().map(PageKey::ordered).collect(Collectors.joining(", ", " ORDER BY ", ""));
        String all = "SELECT * " + rows;
        return new PagedTemplate(
                keys,
                derived(template, keys, all + order + " LIMIT :tenet_limit"),
                derived(template, keys, all + " WHERE " + behind(keys) + order + " LIMIT :tenet_limit"),
                derived(template, keys, "SELECT COUNT(*) AS tenet_count " + rows + " WHERE " + same(keys, keys.size())),
                derived(
                        template,
                        keys,
                        keys.stream()
                                .map(key -> key.label() + " IS NULL")
                                .collect(Collectors.joining(
                                        " OR ",
                                        "SELECT COUNT(*) AS tenet_count FROM (SELECT 1 AS tenet_one " + rows
                                                + " WHERE ",
                                        " LIMIT 1) tenet_nulls"))));
    }

    private static List<PageKey> keys(QueryDefinition definition, List<OrderedText.Key> ordered) {
        List<PageKey> keys = new ArrayList<>();
        for (OrderedText.Key key : ordered) {
            ValueType type = definition.result().get(key.label());
            if (type == null || !ORDERED.contains(type)) {
                throw unfit(
                        definition,
                        "it is ordered by " + key.label()
                                + (type == null ? ", whose type is not declared" : ", which is " + type.yamlName())
                                + "; declare it under result, as anything but json and bytes: result: { " + key.label()
                                + ": integer }");
            }
            keys.add(new PageKey(key.label(), type, key.descending()));
        }
        for (Parameter parameter : definition.parameters()) {
            if (parameter.name().startsWith(OWN)) {
                throw unfit(
                        definition,
                        "its parameter \"" + parameter.name() + "\" begins with " + OWN + ", as those of pages do;"
                                + " rename it");
            }
        }
        return keys;
    }

    private static TemplateException unfit(QueryDefinition definition, String message) {
        return new TemplateException(
                Code.UNFIT_TEXT,
                definition.name(),
                "it cannot be read by pages: " + message + " (" + definition.location() + ')');
    }

    private static Template derived(Template template, List<PageKey> keys, String text) {
        QueryDefinition definition = template.definition();
        Dialect dialect = template.codec().dialect();
        List<Parameter> parameters = new ArrayList<>(definition.parameters());
        for (int at = 0; at < keys.size(); at++) {
            parameters.add(parameter(OWN + "key_" + at, keys.get(at).type()));
        }
        parameters.add(parameter(OWN + "limit", ValueType.INTEGER));
        boolean counts = text.startsWith("SELECT COUNT");
        return Template.of(
                definition.derived(dialect, text, parameters, counts ? Map.of() : definition.result()), dialect);
    }

    private static Parameter parameter(String name, ValueType type) {
        return new Parameter(name, type, Shape.ONE, false, Optional.empty(), List.of(), false);
    }

    /** The first key alone bounds the range of an index; the rest says where in it the page begins. */
    private static String behind(List<PageKey> keys) {
        String bound = keys.get(0).label() + (keys.get(0).descending() ? " <= " : " >= ") + ":tenet_key_0 AND ";
        return IntStream.range(0, keys.size())
                .mapToObj(at -> (at == 0 ? "" : same(keys, at) + " AND ")
                        + keys.get(at).label()
                        + (keys.get(at).descending() ? " < " : " > ")
                        + ":tenet_key_"
                        + at)
                .collect(Collectors.joining(" OR ", keys.size() == 1 ? "(" : bound + '(', ")"));
    }

    private static String same(List<PageKey> keys, int count) {
        return IntStream.range(0, count)
                .mapToObj(at -> keys.get(at).label() + " = :tenet_key_" + at)
                .collect(Collectors.joining(" AND "));
    }

    /** The values of a statement. */
    @Nullable
    Object[] values(@Nullable Object[] given, List<?> keyValues, long limit) {
        @Nullable Object[] values = new @Nullable Object[given.length + keys.size() + 1];
        System.arraycopy(given, 0, values, 0, given.length);
        for (int at = 0; at < keyValues.size(); at++) {
            values[given.length + at] = keyValues.get(at);
        }
        values[values.length - 1] = limit;
        return values;
    }
}
