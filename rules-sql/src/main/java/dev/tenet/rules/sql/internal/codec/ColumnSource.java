package dev.tenet.rules.sql.internal.codec;

import dev.tenet.rules.sql.Dialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;

/**
 * What a driver says about a column.
 *
 * @param label its label, in lower case
 * @param sqlType its type as one of {@link java.sql.Types}
 * @param typeName the database's own name of its type, in lower case; of a column that SQLite computes empty, since its
 *     driver would name the kind of the first row's value
 */
public record ColumnSource(String label, int sqlType, String typeName) {
    public static ColumnSource of(ResultSetMetaData columns, int column, Dialect dialect) throws SQLException {
        boolean computed =
                dialect == Dialect.SQLITE && columns.getTableName(column).isEmpty();
        return new ColumnSource(
                columns.getColumnLabel(column).toLowerCase(Locale.ROOT),
                columns.getColumnType(column),
                computed ? "" : columns.getColumnTypeName(column).toLowerCase(Locale.ROOT));
    }
}
