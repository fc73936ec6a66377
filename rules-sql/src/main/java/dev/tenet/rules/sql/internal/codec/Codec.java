package dev.tenet.rules.sql.internal.codec;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How one database takes and gives the values of each {@link ValueType}. Stateless. */
public abstract sealed class Codec permits SqliteCodec, H2Codec, PostgresqlCodec, MariadbCodec {
    /** Reads a whole number, which a record may do without a box. */
    public static final ColumnReader WHOLE = (row, column) -> {
        long value = row.getLong(column);
        return value == 0 && row.wasNull() ? null : (Object) value;
    };

    /** Reads a floating number, which a record may do without a box. */
    public static final ColumnReader FLOATING = (row, column) -> {
        double value = row.getDouble(column);
        return value == 0 && row.wasNull() ? null : (Object) value;
    };

    public static Codec of(Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> new SqliteCodec();
            case H2 -> new H2Codec();
            case POSTGRESQL -> new PostgresqlCodec();
            case MARIADB -> new MariadbCodec();
        };
    }

    public abstract Dialect dialect();

    /** The database's type for {@code CAST}. */
    public abstract String castType(ValueType type);

    /** Binds a value that is not NULL. */
    abstract void bindValue(PreparedStatement statement, int at, ValueType type, Object value) throws SQLException;

    /** The {@link Types} constant of a NULL. */
    abstract int nullType(ValueType type);

    public final void bind(PreparedStatement statement, int at, ValueType type, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(at, nullType(type));
        } else {
            bindValue(statement, at, type, value);
        }
    }

    /** The type of a column; empty where the database lets it hold anything. */
    public Optional<ValueType> valueType(ColumnSource column) {
        return Optional.of(typeOf(column));
    }

    /** How a column is read, as {@code wanted} or, where that is null, as what it is. */
    public abstract ColumnReader reader(ColumnSource column, @Nullable ValueType wanted);

    /** The binding that all databases but the type's exceptions share. */
    static void bindPlain(PreparedStatement statement, int at, ValueType type, Object value) throws SQLException {
        switch (type) {
            case STRING, JSON -> statement.setString(at, (String) value);
            case INTEGER -> statement.setLong(at, (Long) value);
            case NUMBER -> statement.setDouble(at, (Double) value);
            case DECIMAL -> statement.setBigDecimal(at, (BigDecimal) value);
            case BOOLEAN -> statement.setBoolean(at, (Boolean) value);
            case TIMESTAMP -> statement.setObject(at, ((Instant) value).atOffset(ZoneOffset.UTC));
            case DATE -> statement.setObject(at, (LocalDate) value);
            case UUID -> statement.setObject(at, (UUID) value);
            case BYTES -> statement.setBytes(at, (byte[]) value);
        }
    }

    /** The type of a column by what its driver says; what is none of the ten is its text. */
    public static ValueType typeOf(ColumnSource column) {
        String name = column.typeName();
        if (name.equals("uuid")) {
            return ValueType.UUID;
        } else if (name.equals("json") || name.equals("jsonb")) {
            return ValueType.JSON;
        }
        return switch (column.sqlType()) {
            case Types.BIT, Types.BOOLEAN -> ValueType.BOOLEAN;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> ValueType.INTEGER;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> ValueType.NUMBER;
            case Types.NUMERIC, Types.DECIMAL -> ValueType.DECIMAL;
            case Types.DATE -> ValueType.DATE;
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> ValueType.TIMESTAMP;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ValueType.BYTES;
            default -> ValueType.STRING;
        };
    }

    /** The reader of a column whose type the driver knows. */
    static ColumnReader convert(ValueType type, ColumnReader plain, @Nullable ValueType wanted) {
        if (wanted == null || wanted == type) {
            return plain;
        } else if (wanted == ValueType.STRING && type != ValueType.BYTES) {
            return ResultSet::getString;
        }
        return (row, column) -> {
            Object value = plain.read(row, column);
            return value == null ? null : ResultValue.of(wanted, value);
        };
    }

    /** The reader that all databases but the type's exceptions share. */
    static ColumnReader plain(ValueType type) {
        return switch (type) {
            case STRING, JSON -> ResultSet::getString;
            case INTEGER -> WHOLE;
            case NUMBER -> FLOATING;
            case DECIMAL -> ResultSet::getBigDecimal;
            case BOOLEAN ->
                (row, column) -> {
                    boolean value = row.getBoolean(column);
                    return !value && row.wasNull() ? null : (Object) value;
                };
            case TIMESTAMP -> (row, column) -> row.getObject(column, Instant.class);
            case DATE -> (row, column) -> row.getObject(column, LocalDate.class);
            case UUID -> (row, column) -> row.getObject(column, UUID.class);
            case BYTES -> ResultSet::getBytes;
        };
    }

    static byte[] utf8(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8);
    }
}
