package dev.tenet.rules.sql;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.sql.DatabaseSnapshot.Column;
import dev.tenet.rules.sql.DatabaseSnapshot.Index;
import dev.tenet.rules.sql.DatabaseSnapshot.Table;
import dev.tenet.rules.sql.internal.codec.Codec;
import dev.tenet.rules.sql.internal.codec.ColumnSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads which tables a database has, with their columns and indexes, through its driver. */
final class Catalogue {
    private static final Set<String> TABLES =
            Set.of("TABLE", "BASE TABLE", "VIEW", "PARTITIONED TABLE", "FOREIGN TABLE", "MATERIALIZED VIEW");
    private static final SourceLocation NOWHERE = new SourceLocation("", "", 0, 0);

    private final Connection connection;
    private final Dialect dialect;
    private final Codec codec;

    Catalogue(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
        this.codec = Codec.of(dialect);
    }

    /** Its tables without their keys and indexes, which take a question each. */
    DatabaseSnapshot columns(String database) throws SQLException {
        return new DatabaseSnapshot(database, dialect, tables());
    }

    /** Its tables with all there is to know of them. */
    DatabaseSnapshot snapshot(String database) throws SQLException {
        SortedMap<String, Table> tables = tables();
        for (Map.Entry<String, Table> table : tables.entrySet()) {
            table.setValue(whole(table.getKey(), table.getValue()));
        }
        return new DatabaseSnapshot(database, dialect, tables);
    }

    /** A table with its key and indexes. */
    Table whole(String name, Table columns) throws SQLException {
        String catalogued = catalogued(name);
        List<String> key = List.of();
        TreeMap<String, Index> indexes = new TreeMap<>();
        for (String schema : schemas()) {
            key = key.isEmpty() ? primaryKey(schema, catalogued) : key;
            indexes(schema, catalogued).forEach(indexes::putIfAbsent);
        }
        List<String> known = key;
        indexes.values()
                .removeIf(index -> index.unique()
                        && index.columns().stream()
                                .map(IndexDefinition.Column::name)
                                .toList()
                                .equals(known)); // whose name the database has made up
        return new Table(columns.columns(), key, indexes);
    }

    /** The schemas in which a name without one is looked for; null where the driver knows none. */
    private List<@Nullable String> schemas() throws SQLException {
        if (dialect != Dialect.POSTGRESQL) {
            return new ArrayList<>(Arrays.asList(dialect == Dialect.MARIADB ? null : connection.getSchema()));
        }
        List<@Nullable String> schemas = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT unnest(current_schemas(false))")) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        }
        return schemas;
    }

    private SortedMap<String, Table> tables() throws SQLException {
        TreeMap<String, Table> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Set<String> closed = virtualTables();
        for (String schema : schemas()) {
            Set<String> names = names(schema);
            Map<String, SortedMap<String, Column>> columns = columns(schema, names);
            for (String name : names) {
                SortedMap<String, Column> own =
                        closed.contains(name) ? new TreeMap<>() : columns.getOrDefault(name, new TreeMap<>());
                tables.putIfAbsent(written(name), new Table(own, List.of(), new TreeMap<>()));
            }
        }
        return tables;
    }

    private Set<String> names(@Nullable String schema) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet rows = metaData().getTables(connection.getCatalog(), schema, "%", null)) {
            while (rows.next()) {
                if (TABLES.contains(rows.getString("TABLE_TYPE").toUpperCase(Locale.ROOT))) {
                    names.add(rows.getString("TABLE_NAME"));
                }
            }
        }
        return names;
    }

    private Map<String, SortedMap<String, Column>> columns(@Nullable String schema, Set<String> tables)
            throws SQLException {
        Map<String, SortedMap<String, Column>> columns = new TreeMap<>();
        if (tables.isEmpty()) {
            return columns;
        }
        try (ResultSet rows = metaData().getColumns(connection.getCatalog(), schema, "%", "%")) {
            while (rows.next()) {
                String name = written(rows.getString("COLUMN_NAME"));
                String typeName =
                        Optional.ofNullable(rows.getString("TYPE_NAME")).orElse("");
                ColumnSource source =
                        new ColumnSource(name, rows.getInt("DATA_TYPE"), typeName.toLowerCase(Locale.ROOT));
                Column column =
                        new Column(codec.valueType(source), rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls);
                columns.computeIfAbsent(rows.getString("TABLE_NAME"), key -> new TreeMap<>())
                        .put(name, column);
            }
        }
        return columns;
    }

    /** SQLite's virtual tables have columns that it does not tell. */
    private Set<String> virtualTables() throws SQLException {
        Set<String> names = new TreeSet<>();
        if (dialect == Dialect.SQLITE) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    private List<String> primaryKey(@Nullable String schema, String table) throws SQLException {
        TreeMap<Integer, String> key = new TreeMap<>();
        try (ResultSet rows = metaData().getPrimaryKeys(connection.getCatalog(), schema, table)) {
            while (rows.next()) {
                key.put(rows.getInt("KEY_SEQ"), written(rows.getString("COLUMN_NAME")));
            }
        }
        return List.copyOf(key.values());
    }

    private Map<String, Index> indexes(@Nullable String schema, String table) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet rows = metaData().getIndexInfo(connection.getCatalog(), schema, table, false, true)) {
            while (rows.next()) {
                Optional.ofNullable(rows.getString("INDEX_NAME")).ifPresent(names::add);
            }
        }
        Map<String, Index> indexes = new TreeMap<>();
        for (String name : names) {
            IndexDefinition wanted = new IndexDefinition(
                    dialect == Dialect.POSTGRESQL && schema != null ? schema + '.' + written(table) : written(table),
                    written(name),
                    List.of(),
                    false,
                    "",
                    NOWHERE);
            IndexCatalog.find(connection, dialect, wanted)
                    .filter(found -> found.whole() && found.table().equalsIgnoreCase(table))
                    .filter(found -> found.columns().stream().noneMatch(IndexCatalog::isExpression))
                    .ifPresent(found -> indexes.put(
                            written(name),
                            new Index(
                                    found.columns().stream()
                                            .map(column -> new IndexDefinition.Column(
                                                    written(column.name()), column.direction()))
                                            .toList(),
                                    found.unique())));
        }
        return indexes;
    }

    private DatabaseMetaData metaData() throws SQLException {
        return connection.getMetaData();
    }

    /** A name of the catalogue as it is written without quotes. H2 keeps such names in capitals. */
    private String written(String name) {
        boolean capitals = dialect == Dialect.H2 && name.equals(name.toUpperCase(Locale.ROOT));
        return capitals ? name.toLowerCase(Locale.ROOT) : name;
    }

    private String catalogued(String written) {
        boolean small = dialect == Dialect.H2 && written.equals(written.toLowerCase(Locale.ROOT));
        return small ? written.toUpperCase(Locale.ROOT) : written;
    }
}
