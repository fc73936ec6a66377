package dev.tenet.rules.sql.internal.codec;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.ValueType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL has all the types. A moment goes as text without a type and with the offset of UTC: the server reads it as
 * what the column is, and a column without a zone gets its UTC whatever the session's zone. JSON goes so too.
 */
public final class PostgresqlCodec extends Codec {
    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public String castType(ValueType type) {
        return switch (type) {
            case STRING -> "varchar";
            case INTEGER -> "int8";
            case NUMBER -> "float8";
            case DECIMAL -> "numeric";
            case BOOLEAN -> "bool";
            case TIMESTAMP -> "timestamptz";
            case DATE -> "date";
            case UUID -> "uuid";
            case JSON -> "json";
            case BYTES -> "bytea";
        };
    }

    @Override
    int nullType(ValueType type) {
        return switch (type) {
            case STRING -> Types.VARCHAR;
            case INTEGER -> Types.BIGINT;
            case NUMBER -> Types.DOUBLE;
            case DECIMAL -> Types.NUMERIC;
            case BOOLEAN -> Types.BOOLEAN;
            case DATE -> Types.DATE;
            case TIMESTAMP, UUID, JSON -> Types.OTHER;
            case BYTES -> Types.BINARY;
        };
    }

    @Override
    void bindValue(PreparedStatement statement, int at, ValueType type, Object value) throws SQLException {
        switch (type) {
            case TIMESTAMP -> statement.setObject(at, text((Instant) value), Types.OTHER);
            case JSON -> statement.setObject(at, value, Types.OTHER);
            case STRING, INTEGER, NUMBER, DECIMAL, BOOLEAN, DATE, UUID, BYTES -> bindPlain(statement, at, type, value);
        }
    }

    /** Binds a list as an array. */
    public void bindArray(PreparedStatement statement, int at, ValueType type, List<?> values) throws SQLException {
        if (type == ValueType.TIMESTAMP) {
            StringBuilder array = new StringBuilder("{");
            for (Object value : values) {
                array.append(array.length() == 1 ? "" : ",")
                        .append('"')
                        .append(text((Instant) value))
                        .append('"');
            }
            statement.setObject(at, array.append('}').toString(), Types.OTHER);
        } else {
            Object[] items = values.toArray();
            if (type == ValueType.DATE) {
                for (int i = 0; i < items.length; i++) {
                    items[i] = items[i].toString();
                }
            }
            statement.setArray(at, statement.getConnection().createArrayOf(castType(type), items));
        }
    }

    private static String text(Instant moment) {
        return Coercion.utcText(moment) + "+00";
    }

    @Override
    public Optional<ValueType> valueType(ColumnSource column) {
        return Optional.of(column.typeName().equals("bit") ? ValueType.STRING : typeOf(column));
    }

    @Override
    public ColumnReader reader(ColumnSource column, @Nullable ValueType wanted) {
        ValueType type = typeOf(column);
        ColumnReader plain = plain(type);
        if (type == ValueType.TIMESTAMP) {
            plain = column.typeName().equals("timestamptz")
                    ? (row, at) -> {
                        OffsetDateTime value = row.getObject(at, OffsetDateTime.class);
                        return value == null ? null : value.toInstant();
                    }
                    : (row, at) -> {
                        LocalDateTime value = row.getObject(at, LocalDateTime.class);
                        return value == null ? null : value.toInstant(ZoneOffset.UTC);
                    };
        } else if (type == ValueType.BOOLEAN && column.typeName().equals("bit")) {
            type = ValueType.STRING;
            plain = plain(type);
        }
        return convert(type, plain, wanted);
    }
}
