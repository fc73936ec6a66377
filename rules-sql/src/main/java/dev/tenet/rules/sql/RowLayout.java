package dev.tenet.rules.sql;

import dev.tenet.rules.sql.internal.codec.Codec;
import dev.tenet.rules.sql.internal.codec.Coercion;
import dev.tenet.rules.sql.internal.codec.ColumnReader;
import dev.tenet.rules.sql.internal.codec.ColumnSource;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns of a template's result, read once from the driver. Immutable. */
final class RowLayout {
    private final Template template;
    private final ColumnSource[] columns;
    private final ColumnReader[] readers;
    private final Map<String, Integer> positions;
    private volatile @Nullable RowLayout front;

    private RowLayout(Template template, ColumnSource[] columns, Map<String, Integer> positions) {
        this.template = template;
        this.columns = columns;
        this.positions = Collections.unmodifiableMap(positions);
        this.readers = new ColumnReader[columns.length];
        for (int at = 0; at < columns.length; at++) {
            readers[at] = template.codec().reader(columns[at], declared(columns[at].label()));
        }
    }

    static RowLayout of(Template template, ResultSet rows) throws SQLException {
        ResultSetMetaData metaData = rows.getMetaData();
        ColumnSource[] columns = new ColumnSource[metaData.getColumnCount()];
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (int at = 0; at < columns.length; at++) {
            columns[at] = ColumnSource.of(metaData, at + 1, template.codec().dialect());
            if (positions.put(columns[at].label(), at) != null) {
                throw template.mismatch("two columns of the result have the label \"" + columns[at].label()
                        + "\"; name one of them with AS");
            }
        }
        for (String label : template.definition().result().keySet()) {
            if (!positions.containsKey(label)) {
                throw template.mismatch("the declared column \"" + label + "\" is not in the result, whose columns are "
                        + String.join(", ", positions.keySet()));
            }
        }
        return new RowLayout(template, columns, positions);
    }

    /** The labels in their order, each with its position counted from 0. */
    Map<String, Integer> positions() {
        return positions;
    }

    /** The same without the last column, which the template did not ask for. */
    RowLayout front() {
        RowLayout known = front;
        if (known == null) {
            Map<String, Integer> fewer = new LinkedHashMap<>(positions);
            fewer.values().remove(columns.length - 1);
            known = new RowLayout(template, Arrays.copyOf(columns, columns.length - 1), fewer);
            front = known;
        }
        return known;
    }

    /** The position of a label; empty if there is no such column. */
    Optional<Integer> position(String label) {
        return Optional.ofNullable(positions.get(label));
    }

    /** What the database says that a column is. */
    ValueType type(int position) {
        return Codec.typeOf(columns[position]);
    }

    boolean isSame(RowLayout other) {
        return Arrays.equals(columns, other.columns);
    }

    /** How a column is read as another type than its own. */
    ColumnReader reader(int position, ValueType wanted) {
        return template.codec().reader(columns[position], wanted);
    }

    /** How a column is read as what it was declared, else as what it is. */
    ColumnReader reader(int position) {
        return readers[position];
    }

    private @Nullable ValueType declared(String label) {
        return template.definition().result().get(label);
    }

    /** The value of a column of the current row. */
    @Nullable
    Object read(ResultSet row, int position, ColumnReader reader) throws SQLException {
        try {
            return reader.read(row, position + 1);
        } catch (Coercion.UnfitException e) {
            ValueType want = declared(columns[position].label());
            throw template.mismatch("column \"" + columns[position].label() + "\" has " + template.shown(e.found())
                    + (want == null ? "" : ", want " + want.description())
                    + (e.hint().isEmpty() ? "; declare its type under result" : "; " + e.hint()));
        }
    }

    /** The current row. */
    Row row(ResultSet row) throws SQLException {
        return new Row(positions, cells(row, readers));
    }

    /**
     * The values of the current row.
     *
     * @param each how each column is read; null: as what it was declared, else as what it is
     */
    @Nullable
    Object[] cells(ResultSet row, ColumnReader @Nullable [] each) throws SQLException {
        ColumnReader[] by = each == null ? readers : each;
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int at = 0; at < values.length; at++) {
            values[at] = read(row, at, by[at]);
        }
        return values;
    }
}
