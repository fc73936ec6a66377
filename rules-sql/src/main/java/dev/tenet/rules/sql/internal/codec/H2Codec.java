package dev.tenet.rules.sql.internal.codec;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.ValueType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** H2 has all the types; it takes JSON as bytes, since text would become a JSON string. */
public final class H2Codec extends Codec {
    @Override
    public Dialect dialect() {
        return Dialect.H2;
    }

    @Override
    public String castType(ValueType type) {
        return switch (type) {
            case STRING -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case NUMBER -> "DOUBLE PRECISION";
            case DECIMAL -> "DECFLOAT";
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
            case DATE -> "DATE";
            case UUID -> "UUID";
            case JSON -> "JSON";
            case BYTES -> "VARBINARY";
        };
    }

    @Override
    int nullType(ValueType type) {
        return switch (type) {
            case STRING -> Types.VARCHAR;
            case INTEGER -> Types.BIGINT;
            case NUMBER -> Types.DOUBLE;
            case DECIMAL -> Types.DECIMAL;
            case BOOLEAN -> Types.BOOLEAN;
            case TIMESTAMP -> Types.TIMESTAMP_WITH_TIMEZONE;
            case DATE -> Types.DATE;
            case UUID, JSON -> Types.OTHER;
            case BYTES -> Types.VARBINARY;
        };
    }

    @Override
    void bindValue(PreparedStatement statement, int at, ValueType type, Object value) throws SQLException {
        if (type == ValueType.JSON) {
            statement.setBytes(at, utf8(value));
        } else {
            bindPlain(statement, at, type, value);
        }
    }

    @Override
    public Optional<ValueType> valueType(ColumnSource column) {
        return Optional.of(typed(column));
    }

    private static ValueType typed(ColumnSource column) {
        return column.typeName().equals("decfloat") ? ValueType.DECIMAL : typeOf(column);
    }

    @Override
    public ColumnReader reader(ColumnSource column, @Nullable ValueType wanted) {
        ValueType type = typed(column);
        return convert(type, plain(type), wanted);
    }
}
