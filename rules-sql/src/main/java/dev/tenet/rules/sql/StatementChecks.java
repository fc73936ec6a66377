package dev.tenet.rules.sql;

import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import dev.tenet.rules.sql.internal.text.Classification;
import dev.tenet.rules.sql.internal.text.Finding;
import dev.tenet.rules.sql.internal.text.SqlText;
import java.util.LinkedHashSet;
import java.util.Set;

/** Refuses at load what no template may hold, and in one that may only read what changes something. */
final class StatementChecks {
    private final boolean reads;
    private final Problems problems;
    private final Set<String> said = new LinkedHashSet<>();

    /**
     * Prepares the checks of a query.
     *
     * @param query which says whether it may write
     */
    StatementChecks(MapNode query, Problems problems) {
        boolean writes = query.value("read_only").orElse(query) instanceof ScalarNode flag
                && flag.value().orElse(true).equals(false);
        this.reads = !writes;
        this.problems = problems;
    }

    /** Whether the query may only read. */
    boolean reads() {
        return reads;
    }

    /** Checks one text of the query, or of a variant, which comes here though it leaves the SQL as it is. */
    void check(ScalarNode sql, SqlText text) {
        Classification classification = Classification.of(text);
        classification.refusals().forEach(finding -> report(sql, finding));
        if (reads) {
            classification.changes().forEach(finding -> report(sql, finding));
        }
    }

    private void report(ScalarNode sql, Finding finding) {
        Place place = sql.locate(finding.offset());
        if (said.add(place.location() + " " + finding.code())) {
            problems.error(finding.code(), place, finding.message(), finding.hint());
        }
    }
}
