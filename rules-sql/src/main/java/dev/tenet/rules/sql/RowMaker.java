package dev.tenet.rules.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a host wants of each row. Stateless. */
@FunctionalInterface
interface RowMaker<T> {
    /** Rows as maps. */
    RowMaker<Map<String, @Nullable Object>> MAPS = (template, layout) -> layout::row;

    /** Makes one row after the other of one result. */
    @FunctionalInterface
    interface Rows<T> {
        T next(ResultSet row) throws SQLException;
    }

    /** Prepares for a result with these columns. */
    Rows<T> of(Template template, RowLayout layout);

    /** Rows as records. */
    static <R extends Record> RowMaker<R> records(Class<R> type) {
        return (template, layout) -> template.shape(layout, type)::read;
    }
}
