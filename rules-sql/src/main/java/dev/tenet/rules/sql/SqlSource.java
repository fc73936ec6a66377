package dev.tenet.rules.sql;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.ScalarNode;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The SQL of a query as it was written for a database, and where in the YAML each part of it stands. */
final class SqlSource {
    private final SqlText text;
    private final MapNode query;
    private final Place key;
    private final Optional<ScalarNode> sql;

    private SqlSource(SqlText text, MapNode query, Place key, Optional<ScalarNode> sql) {
        this.text = text;
        this.query = query;
        this.key = key;
        this.sql = sql;
    }

    /** Finds the SQL of a query of these rules, or of one of its variants. */
    static SqlSource of(RuleSet rules, QueryDefinition definition, Dialect dialect) {
        SqlText text = Template.source(definition, dialect);
        MapNode.Entry entry = rules.merged()
                .value("queries")
                .flatMap(SqlSource::map)
                .flatMap(queries -> queries.entry(definition.name()))
                .orElseThrow();
        MapNode query = map(entry.value()).orElseThrow();
        List<Node> written = new ArrayList<>();
        definition.variant().flatMap(name -> variant(query, name)).ifPresent(written::add);
        query.value("sql").ifPresent(written::add);
        Optional<ScalarNode> sql = written.stream()
                .flatMap(node -> node instanceof MapNode texts
                        ? texts.value(text.dialect().yamlName()).stream()
                        : Stream.of(node))
                .filter(node -> node instanceof ScalarNode scalar
                        && scalar.value().filter(text.text()::equals).isPresent())
                .map(ScalarNode.class::cast)
                .findFirst();
        return new SqlSource(text, query, entry.key(), sql);
    }

    /** The SQL that a variant sets, if it sets any. */
    private static Optional<Node> variant(MapNode query, String name) {
        return query.value("variants").stream()
                .flatMap(node -> node instanceof ListNode list ? list.items().stream() : Stream.of())
                .flatMap(item -> map(item).stream())
                .filter(item -> item.value("name")
                        .filter(it -> it instanceof ScalarNode scalar
                                && scalar.value().filter(name::equals).isPresent())
                        .isPresent())
                .flatMap(item -> item.value("set").flatMap(SqlSource::map).flatMap(set -> set.value("sql")).stream())
                .findFirst();
    }

    private static Optional<MapNode> map(Node node) {
        return node instanceof MapNode map ? Optional.of(map) : Optional.empty();
    }

    SqlText text() {
        return text;
    }

    /** Where the query begins. */
    Place key() {
        return key;
    }

    /** Where a character of the SQL stands. */
    Place at(int offset) {
        return sql.map(scalar -> scalar.locate(offset)).orElse(key);
    }

    /**
     * Where a name stands in the SQL for the first time from an offset on, whatever the case of its letters; the offset
     * itself if it stands nowhere.
     *
     * @param qualifier what stands before it and a dot; empty for a name that stands alone
     */
    Place at(String qualifier, String name, int from) {
        List<SqlToken> tokens =
                text.tokens().stream().filter(SqlToken::isSignificant).toList();
        for (int at = 0; at < tokens.size(); at++) {
            boolean qualified = at > 1 && tokens.get(at - 1).in(text.text()).equals(".");
            if (tokens.get(at).start() >= from
                    && is(tokens.get(at), name)
                    && (qualifier.isEmpty() ? !qualified : qualified && is(tokens.get(at - 2), qualifier))) {
                return at(tokens.get(at).start());
            }
        }
        return tokens.stream()
                .filter(token -> token.start() >= from && is(token, name))
                .findFirst()
                .map(token -> at(token.start()))
                .orElseGet(() -> at(from));
    }

    /** Where a name stands alone in the SQL for the first time. */
    Place at(String name) {
        return at("", name, 0);
    }

    /** Where a parameter is first used. */
    Place parameter(String name) {
        return at(text.parameters().getOrDefault(name, 0));
    }

    private boolean is(SqlToken token, String name) {
        boolean named = token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED;
        return named && plain(token).equalsIgnoreCase(name);
    }

    /** A name as the SQL has it, without quotes; as given if it has no such name. */
    String written(String name) {
        return token(name).map(this::plain).orElse(name);
    }

    private Optional<SqlToken> token(String name) {
        return text.tokens().stream().filter(token -> is(token, name)).findFirst();
    }

    private String plain(SqlToken token) {
        String word = token.in(text.text());
        return token.kind() == SqlToken.Kind.QUOTED ? word.substring(1, word.length() - 1) : word;
    }

    /** Where a declared column of the result stands. */
    Place result(String label) {
        return query.value("result").flatMap(SqlSource::map).stream()
                .flatMap(columns -> columns.entries().entrySet().stream())
                .filter(column -> column.getKey().equalsIgnoreCase(label))
                .map(column -> column.getValue().key())
                .findFirst()
                .orElse(key);
    }

    /** Where the value of a key of the query stands; the query if it has no such key. */
    Place value(String name) {
        return query.value(name).map(Node::place).orElse(key);
    }
}
