package dev.tenet.rules.sql.internal.codec;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.ValueType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** MariaDB's DATETIME has no zone: moments are its UTC. UUIDs are text, which its type UUID takes. */
public final class MariadbCodec extends Codec {
    @Override
    public Dialect dialect() {
        return Dialect.MARIADB;
    }

    @Override
    public String castType(ValueType type) {
        return switch (type) {
            case STRING, JSON, UUID -> "CHAR";
            case INTEGER, BOOLEAN -> "SIGNED";
            case NUMBER -> "DOUBLE";
            case DECIMAL -> "DECIMAL(65,30)";
            case TIMESTAMP -> "DATETIME(6)";
            case DATE -> "DATE";
            case BYTES -> "BINARY";
        };
    }

    @Override
    int nullType(ValueType type) {
        return Types.NULL;
    }

    @Override
    void bindValue(PreparedStatement statement, int at, ValueType type, Object value) throws SQLException {
        switch (type) {
            case TIMESTAMP -> statement.setObject(at, LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC));
            case UUID -> statement.setString(at, value.toString());
            case STRING, JSON, INTEGER, NUMBER, DECIMAL, BOOLEAN, DATE, BYTES -> bindPlain(statement, at, type, value);
        }
    }

    @Override
    public ColumnReader reader(ColumnSource column, @Nullable ValueType wanted) {
        ValueType type = typeOf(column);
        ColumnReader plain = switch (type) {
            case TIMESTAMP ->
                (row, at) -> {
                    LocalDateTime value = row.getObject(at, LocalDateTime.class);
                    return value == null ? null : value.toInstant(ZoneOffset.UTC);
                };
            case UUID ->
                (row, at) -> {
                    String value = row.getString(at);
                    return value == null ? null : UUID.fromString(value);
                };
            default -> plain(type);
        };
        return convert(type, plain, wanted);
    }
}
