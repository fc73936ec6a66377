package dev.tenet.rules.sql.internal.dialect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The SELECTs that are being read, each inside the one before it, and the columns that none of them has. */
final class Scopes {
    /** Columns that every table of PostgreSQL has. */
    private static final Set<String> HIDDEN = Set.of("tableoid", "ctid", "xmin", "xmax", "cmin", "cmax");

    private final TableColumns known;
    private final Deque<SelectNames> open = new ArrayDeque<>();
    private final List<NamedColumn> unknown = new ArrayList<>();

    Scopes(TableColumns known) {
        this.known = known;
    }

    /** Goes into a SELECT, or a change of a table. */
    SelectNames open() {
        SelectNames names = new SelectNames(known);
        open.push(names);
        return names;
    }

    /** Goes out of the innermost for a query in it that does not see its tables. */
    SelectNames leave() {
        return open.pop();
    }

    /** Goes back into what was left. */
    void enter(SelectNames left) {
        open.push(left);
    }

    /** Takes note of a column that is named where the text is being read. */
    void use(NamedColumn column) {
        if (!open.isEmpty() && !HIDDEN.contains(column.column().toLowerCase(Locale.ROOT))) {
            open.element().use(column);
        }
    }

    /** Ends the innermost. What its names do not mean in it they may mean outside. */
    void close() {
        SelectNames closed = open.pop();
        for (NamedColumn use : closed.uses()) {
            SelectNames.Finding finding = closed.find(use);
            if (finding == SelectNames.Finding.ABSENT || finding == SelectNames.Finding.OUTSIDE && open.isEmpty()) {
                unknown.add(use);
            } else if (finding == SelectNames.Finding.OUTSIDE) {
                open.element().use(use);
            }
        }
    }

    /** The columns that no table in sight has. */
    List<NamedColumn> unknown() {
        return List.copyOf(unknown);
    }
}
