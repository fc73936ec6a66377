package dev.tenet.rules.sql;

import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import dev.tenet.rules.sql.internal.text.Classification;
import dev.tenet.rules.sql.internal.text.Finding;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Refuses at load what no template may hold, and in one that may only read what changes something. */
final class StatementChecks {
    private final boolean reads;
    private final Problems problems;
    private final Set<String> said = new LinkedHashSet<>();

    private StatementChecks(boolean reads, Problems problems) {
        this.reads = reads;
        this.problems = problems;
    }

    /**
     * Checks every text of a query.
     *
     * @param forms the query itself, and as each of its variants has it
     */
    static void check(List<MapNode> forms, Problems problems) {
        boolean writes = forms.get(0).value("read_only").orElse(forms.get(0)) instanceof ScalarNode flag
                && flag.value().orElse(true).equals(false);
        StatementChecks checks = new StatementChecks(!writes, problems);
        forms.forEach(form -> form.value("sql").ifPresent(checks::checkSql));
    }

    private void checkSql(Node sql) {
        if (sql instanceof ScalarNode scalar) {
            checkText(scalar, Dialect.SQLITE);
        } else if (sql instanceof MapNode dialects) {
            for (Dialect dialect : Dialect.values()) {
                if (dialects.value(dialect.yamlName()).orElse(sql) instanceof ScalarNode scalar) {
                    checkText(scalar, dialect);
                }
            }
        }
    }

    private void checkText(ScalarNode sql, Dialect dialect) {
        if (!(sql.value().orElse("") instanceof String written) || written.isEmpty()) {
            return; // the schema says so
        }
        SqlText text;
        try {
            text = SqlText.of(written, dialect);
        } catch (SqlTextException e) {
            return; // the checks of its parameters say so
        }
        Classification classification = Classification.of(text);
        classification.refusals().forEach(finding -> report(sql, finding));
        if (reads) {
            classification.changes().forEach(finding -> report(sql, finding));
        }
    }

    /** A variant that leaves the SQL as it is has the same to say once more. */
    private void report(ScalarNode sql, Finding finding) {
        Place place = sql.locate(finding.offset());
        if (said.add(place.location() + " " + finding.code())) {
            problems.error(finding.code(), place, finding.message(), finding.hint());
        }
    }
}
