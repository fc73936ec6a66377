package dev.tenet.rules.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page, and makes sure that nothing is lost between this page and the next: the keys are unique, none is NULL,
 * and the database finds the last row by what was read of it.
 */
final class PageReader<T> {
    /** A row that is deleted meanwhile cannot be found; it is not so often that this happens again and again. */
    private static final int ATTEMPTS = 3;

    private final Executor executor;
    private final Bindings bindings;
    private final Template template;
    private final PagedTemplate paged;
    private final PageRequest request;
    private final RowMaker<T> maker;

    private PageReader(Executor executor, Bindings bindings, PageRequest request, RowMaker<T> maker) {
        this.executor = executor;
        this.bindings = bindings;
        this.template = bindings.complete();
        this.paged = template.paged();
        this.request = request;
        this.maker = maker;
    }

    static <T> Page<T> read(Executor executor, Bindings bindings, PageRequest request, RowMaker<T> maker) {
        if (request.size() > executor.maxRows()) {
            throw new IllegalArgumentException("got a page of " + request.size() + " rows, want at most "
                    + executor.maxRows() + ", the maxRows of the SqlTemplates");
        }
        return new PageReader<>(executor, bindings, request, maker).read();
    }

    /**
     * What was read.
     *
     * @param rows one more than were asked for, if there are more
     * @param last the keys of the last row that was asked for
     * @param exact whether their equality is the database's, by their types alone
     */
    private record Read<T>(List<T> rows, List<Object> last, boolean exact) {}

    private Page<T> read() {
        List<Object> from = request.cursor()
                .map(cursor -> Cursor.read(template, paged.keys(), cursor))
                .orElse(List.of());
        for (int attempt = 1; ; attempt++) {
            Read<T> read = read(from);
            if (read.rows().size() <= request.size()) {
                checkNoneIsLost(from);
                return new Page<>(read.rows(), Optional.empty());
            }
            long same = read.exact() ? 1 : count(paged.same(), read.last());
            if (same > 1) {
                throw notUnique();
            } else if (same == 1) {
                return new Page<>(
                        read.rows().subList(0, request.size()),
                        Optional.of(Cursor.of(template, paged.keys(), read.last())));
            } else if (attempt == ATTEMPTS) {
                throw template.mismatch("a row is not found by what was read of " + labels()
                        + "; order by what is kept as it is read: moments to the microsecond, UUIDs in lower case");
            }
        }
    }

    private Read<T> read(List<Object> from) {
        Template statement = from.isEmpty() ? paged.first() : paged.next();
        @Nullable Object[] values = paged.values(bindings.values(), from, request.size() + 1L);
        return executor.read(statement, values, request.size() + 1, (layout, rows) -> {
            int[] positions =
                    paged.keys().stream().mapToInt(key -> position(layout, key)).toArray();
            RowMaker.Rows<T> made = maker.of(statement, layout);
            List<T> all = new ArrayList<>();
            List<Object> last = from;
            List<Object> before = from;
            while (rows.next()) {
                List<Object> keys = keys(layout, positions, rows);
                if (keys.equals(before)) {
                    throw notUnique();
                }
                all.add(made.next(rows));
                last = all.size() <= request.size() ? keys : last;
                before = keys;
            }
            return new Read<>(all, last, isExact(layout, positions));
        });
    }

    private int position(RowLayout layout, PageKey key) {
        int position = layout.position(key.label())
                .orElseThrow(() -> template.mismatch("it is ordered by " + key.label()
                        + ", which is not in the result, whose columns are "
                        + String.join(", ", layout.positions().keySet())));
        ValueType found = layout.type(position);
        boolean alike = template.codec().dialect() == Dialect.SQLITE // which compares text of a column with text
                || found == key.type()
                || isNumber(found) && isNumber(key.type())
                || template.codec().dialect() == Dialect.MARIADB
                        && found == ValueType.STRING
                        && key.type() == ValueType.UUID;
        if (!alike) {
            throw template.mismatch("it is ordered by " + key.label() + ", which is " + found.yamlName()
                    + " to the database and " + key.type().yamlName()
                    + " as declared: these are ordered otherwise; declare what it is, or CAST it in the SELECT");
        }
        return position;
    }

    private static boolean isNumber(ValueType type) {
        return type == ValueType.INTEGER || type == ValueType.NUMBER || type == ValueType.DECIMAL;
    }

    /** Whole numbers and dates of a column of their type are equal here and there. */
    private boolean isExact(RowLayout layout, int[] positions) {
        if (template.codec().dialect() == Dialect.SQLITE) {
            return false; // its columns hold anything
        }
        for (int at = 0; at < positions.length; at++) {
            ValueType type = paged.keys().get(at).type();
            if (type != ValueType.INTEGER && type != ValueType.DATE || layout.type(positions[at]) != type) {
                return false;
            }
        }
        return true;
    }

    private List<Object> keys(RowLayout layout, int[] positions, ResultSet row) throws SQLException {
        List<Object> keys = new ArrayList<>(positions.length);
        for (int at = 0; at < positions.length; at++) {
            Object value = layout.read(row, positions[at], layout.reader(positions[at]));
            if (value == null) {
                throw hasNull();
            }
            keys.add(value);
        }
        return keys;
    }

    /** Comparing passes rows over that have NULL: behind the first page they would never be seen. */
    private void checkNoneIsLost(List<Object> from) {
        if (!from.isEmpty() && count(paged.unordered(), List.of()) > 0) {
            throw hasNull();
        }
    }

    private long count(Template statement, List<Object> keys) {
        return executor.read(statement, paged.values(bindings.values(), keys, 1), 1, (layout, rows) -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    private String labels() {
        return paged.keys().stream()
                .map(PageKey::label)
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
    }

    private TemplateException hasNull() {
        return template.mismatch("a row has NULL in " + labels()
                + ", which pages are ordered by; leave such rows out, or use COALESCE in the SELECT");
    }

    private TemplateException notUnique() {
        return template.mismatch("two rows have the same " + labels()
                + "; end the ORDER BY with a column that makes them unique, such as the key of the table");
    }
}
