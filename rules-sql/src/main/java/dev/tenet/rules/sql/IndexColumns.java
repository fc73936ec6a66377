package dev.tenet.rules.sql;

import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.DatabaseSnapshot.Table;
import java.util.List;
import java.util.Optional;

/** Compares the columns that an index declares with those that its table has. */
final class IndexColumns {
    private IndexColumns() {}

    /**
     * Reports the columns that are not there. A table of a named schema, and one whose columns nobody knows, is left
     * alone.
     *
     * @param title what messages call the database
     */
    static void check(IndexDefinition index, String title, DatabaseSnapshot tables, Problems problems) {
        Optional<Table> table =
                tables.table(index.table()).filter(found -> !found.columns().isEmpty());
        for (IndexDefinition.Column column : index.columns()) {
            if (table.isPresent() && table.get().column(column.name()).isEmpty()) {
                problems.add(new Problem(
                        Severity.ERROR,
                        "unknown-column",
                        index.location(),
                        title + " has no column \"" + column.name() + "\" in " + index.table() + ", for the index "
                                + index.name(),
                        problems.suggestion(column.name(), table.get().columns().keySet())
                                .orElse("the columns are "
                                        + String.join(
                                                ", ", table.get().columns().keySet())),
                        List.of(),
                        ""));
            }
        }
    }
}
