package dev.tenet.rules.sql;

import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.ScalarNode;
import dev.tenet.rules.spi.Sections;
import dev.tenet.rules.sql.DatabaseSnapshot.Column;
import dev.tenet.rules.sql.DatabaseSnapshot.Index;
import dev.tenet.rules.sql.DatabaseSnapshot.Table;
import dev.tenet.rules.sql.IndexDefinition.Direction;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How the file of a {@link DatabaseSnapshot} is read: as rules are, so that every mistake in it has its place. */
final class SnapshotSection implements RuleSection<DatabaseSnapshot> {
    static final String KEY = "database_snapshot";
    static final String ANY = "any";
    static final String NOT_NULL = " not null";
    static final String DESCENDING = " desc";

    @Override
    public String name() {
        return KEY;
    }

    @Override
    public Class<DatabaseSnapshot> type() {
        return DatabaseSnapshot.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of(KEY);
    }

    @Override
    public URL schema() {
        return Objects.requireNonNull(SnapshotSection.class.getResource("schema/snapshot.schema.json"));
    }

    @Override
    public DatabaseSnapshot bind(MapReader in, Sections others) {
        MapReader snapshot = in.map(KEY, "a snapshot");
        TreeMap<String, Table> tables = new TreeMap<>();
        String database = snapshot.text("database");
        Dialect dialect = snapshot.oneOf("dialect", Dialect.class);
        snapshot.map("tables", "the tables").named("a table").forEach((name, table) -> tables.put(name, table(table)));
        return new DatabaseSnapshot(database, dialect, tables);
    }

    private static Table table(MapReader in) {
        TreeMap<String, Column> columns = new TreeMap<>();
        in.optionalMap("columns", "the columns")
                .ifPresent(all -> columns.putAll(all.values(value -> column(all, value))));
        TreeMap<String, Index> indexes = new TreeMap<>();
        in.optionalMap("indexes", "the indexes")
                .ifPresent(all -> all.named("an index").forEach((name, index) -> indexes.put(name, index(index))));
        return new Table(columns, in.optionalTexts("primary_key"), indexes);
    }

    private static Column column(MapReader in, Node value) {
        if (!(value instanceof ScalarNode scalar && scalar.value().orElse(0) instanceof String written)) {
            in.problems().wrongType(value, NodeKind.TEXT.description());
            return new Column(Optional.empty(), true);
        }
        boolean nullable = !written.endsWith(NOT_NULL);
        String name = nullable ? written : written.substring(0, written.length() - NOT_NULL.length());
        Optional<ValueType> type = ParameterReader.type(name);
        if (type.isEmpty() && !name.equals(ANY)) {
            in.problems().badFormat(value, "a type such as \"string\", \"integer not null\" or \"any\"");
        }
        return new Column(type, nullable);
    }

    private static Index index(MapReader in) {
        List<IndexDefinition.Column> columns =
                in.texts("columns").stream().map(SnapshotSection::indexed).toList();
        return new Index(columns, in.flag("unique", false));
    }

    private static IndexDefinition.Column indexed(String written) {
        return written.endsWith(DESCENDING)
                ? new IndexDefinition.Column(
                        written.substring(0, written.length() - DESCENDING.length()), Direction.DESC)
                : new IndexDefinition.Column(written, Direction.ASC);
    }
}
