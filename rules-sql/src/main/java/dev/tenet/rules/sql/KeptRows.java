package dev.tenet.rules.sql;

import dev.tenet.rules.sql.cache.CachedResult;
import dev.tenet.rules.sql.internal.codec.ColumnReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How rows are kept, by what they are asked for as: a record class, whose components are the columns; {@link Map}, for
 * rows as the database and the declared types have them; or the Java type of the only column.
 */
final class KeptRows {
    private KeptRows() {}

    /** Reads rows to be kept. */
    static CachedResult read(Executor executor, Template template, Class<?> type, RowLayout layout, ResultSet rows)
            throws SQLException {
        List<@Nullable Object[]> all = new ArrayList<>();
        if (type.isRecord()) {
            RecordShape<?> shape = template.shape(layout, type.asSubclass(Record.class));
            while (rows.next()) {
                executor.checkBound(template, all.size());
                all.add(shape.cells(rows));
            }
            return CachedResult.of(shape.names(), all);
        }
        ColumnReader @Nullable [] readers = type == Map.class ? null : scalar(template, type, layout);
        while (rows.next()) {
            executor.checkBound(template, all.size());
            all.add(layout.cells(rows, readers));
        }
        return CachedResult.of(List.copyOf(layout.positions().keySet()), all);
    }

    private static ColumnReader[] scalar(Template template, Class<?> type, RowLayout layout) {
        if (layout.positions().size() != 1) {
            throw template.notOneColumn(layout.positions().keySet());
        }
        return new ColumnReader[] {layout.reader(0, ValueType.of(type))};
    }

    /**
     * What is given for kept rows, the same to all who ask. Only where a value is an array of bytes, which one could
     * change under the others, each gets rows of his own.
     */
    static List<?> made(Executor executor, Template template, Class<?> type, CachedResult result) {
        List<?> known = result.attachment();
        if (known != null) {
            return known;
        }
        List<?> rows = make(executor, template, type, result);
        if (!result.hasBytes()) {
            result.attach(rows);
        }
        return rows;
    }

    private static List<?> make(Executor executor, Template template, Class<?> type, CachedResult result) {
        if (result.size() > executor.maxRows()) { // of a host that allows more
            executor.checkBound(template, executor.maxRows());
        }
        List<@Nullable Object> rows = new ArrayList<>(result.size());
        if (type.isRecord()) {
            RecordShape<?> shape = template.shape(type.asSubclass(Record.class));
            for (int at = 0; at < result.size(); at++) {
                rows.add(shape.make(own(result, at)));
            }
        } else if (type == Map.class) {
            Map<String, Integer> positions = new LinkedHashMap<>();
            result.labels().forEach(label -> positions.put(label, positions.size()));
            Map<String, Integer> labels = Collections.unmodifiableMap(positions);
            for (int at = 0; at < result.size(); at++) {
                rows.add(new Row(labels, own(result, at)));
            }
        } else {
            for (int at = 0; at < result.size(); at++) {
                rows.add(own(result, at)[0]);
            }
        }
        return Collections.unmodifiableList(rows);
    }

    private static @Nullable Object[] own(CachedResult result, int at) {
        @Nullable Object[] row = result.row(at);
        if (!result.hasBytes()) {
            return row;
        }
        @Nullable Object[] copy = row.clone();
        for (int column = 0; column < copy.length; column++) {
            if (copy[column] instanceof byte[] bytes) {
                copy[column] = bytes.clone();
            }
        }
        return copy;
    }
}
