package dev.tenet.rules.sql.internal.codec;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads a column of the current row as one type. */
@FunctionalInterface
public interface ColumnReader {
    /**
     * The value, null for NULL.
     *
     * @param column counted from 1
     * @throws Coercion.UnfitException if the value is none of the type
     */
    @Nullable
    Object read(ResultSet row, int column) throws SQLException, Coercion.UnfitException;
}
