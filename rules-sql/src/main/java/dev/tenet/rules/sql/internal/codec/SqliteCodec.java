package dev.tenet.rules.sql.internal.codec;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.ValueType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SQLite has five kinds of value. Moments, dates and UUIDs are text, so that they sort as they should and its date
 * functions understand them; truth is 0 or 1; a decimal is a number where one holds it exactly, else text.
 */
public final class SqliteCodec extends Codec {
    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public String castType(ValueType type) {
        return switch (type) {
            case STRING, JSON, TIMESTAMP, DATE, UUID -> "TEXT";
            case INTEGER, BOOLEAN -> "INTEGER";
            case NUMBER -> "REAL";
            case DECIMAL -> "NUMERIC";
            case BYTES -> "BLOB";
        };
    }

    @Override
    int nullType(ValueType type) {
        return Types.NULL;
    }

    @Override
    void bindValue(PreparedStatement statement, int at, ValueType type, Object value) throws SQLException {
        switch (type) {
            case BOOLEAN -> statement.setInt(at, (Boolean) value ? 1 : 0);
            case TIMESTAMP -> statement.setString(at, Coercion.utcText((Instant) value));
            case DATE, UUID -> statement.setString(at, value.toString());
            case DECIMAL -> bindDecimal(statement, at, (BigDecimal) value);
            case STRING, JSON, INTEGER, NUMBER, BYTES -> bindPlain(statement, at, type, value);
        }
    }

    private static void bindDecimal(PreparedStatement statement, int at, BigDecimal value) throws SQLException {
        double number = value.doubleValue();
        if (value.stripTrailingZeros().scale() <= 0 && Math.abs(number) < 0x1p63) {
            statement.setLong(at, value.longValueExact());
        } else if (Double.isFinite(number) && BigDecimal.valueOf(number).compareTo(value) == 0) {
            statement.setDouble(at, number);
        } else {
            statement.setString(at, value.toPlainString());
        }
    }

    /**
     * A column holds values of any kind, whatever was declared, so each is looked at. That costs as much as reading it:
     * what has the affinity of a whole or floating number is read as one, and looked at only where it seems to be 0,
     * as NULL and most text do.
     */
    @Override
    public ColumnReader reader(ColumnSource column, @Nullable ValueType wanted) {
        ValueType type = wanted == null ? declared(column.typeName()) : wanted;
        if (type == null) {
            return (row, at) -> {
                Object value = row.getObject(at);
                return value instanceof Integer whole ? (Object) whole.longValue() : value;
            };
        } else if (type == ValueType.STRING || type == ValueType.JSON) {
            return ResultSet::getString;
        } else if (type == ValueType.TIMESTAMP || type == ValueType.DATE || type == ValueType.UUID) {
            return (row, at) -> {
                String text = row.getString(at);
                return text == null ? null : ResultValue.of(type, text);
            };
        }
        ColumnReader careful = (row, at) -> {
            Object value = row.getObject(at);
            return value == null ? null : ResultValue.of(type, value);
        };
        if (type == ValueType.INTEGER && column.typeName().contains("int")) {
            return (row, at) -> {
                long value = row.getLong(at);
                return value == 0 ? careful.read(row, at) : (Object) value;
            };
        } else if (type == ValueType.NUMBER && isFloating(column.typeName())) {
            return (row, at) -> {
                double value = row.getDouble(at);
                return value == 0 ? careful.read(row, at) : (Object) value;
            };
        }
        return careful;
    }

    /** What a column was declared to hold. It holds whatever is put into it, unless its table is strict. */
    @Override
    public Optional<ValueType> valueType(ColumnSource column) {
        String name = column.typeName();
        ValueType declared = declared(name.replaceAll("\\(.*", ""));
        if (declared != null) {
            return Optional.of(declared);
        } else if (name.contains("int")) {
            return Optional.of(ValueType.INTEGER);
        } else if (isFloating(name)) {
            return Optional.of(ValueType.NUMBER);
        } else if (name.contains("char") || name.contains("clob") || name.contains("text")) {
            return Optional.of(ValueType.STRING);
        }
        return name.contains("blob") ? Optional.of(ValueType.BYTES) : Optional.empty();
    }

    private static boolean isFloating(String typeName) {
        return typeName.contains("real") || typeName.contains("floa") || typeName.contains("doub");
    }

    /** What the declaration of a column promises beyond SQLite's own kinds; null if nothing. */
    private static @Nullable ValueType declared(String typeName) {
        return switch (typeName.strip()) {
            case "boolean", "bool" -> ValueType.BOOLEAN;
            case "timestamp", "datetime", "timestamptz" -> ValueType.TIMESTAMP;
            case "date" -> ValueType.DATE;
            case "decimal" -> ValueType.DECIMAL;
            case "uuid" -> ValueType.UUID;
            default -> null;
        };
    }
}
