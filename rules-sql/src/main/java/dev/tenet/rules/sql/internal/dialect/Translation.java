package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.util.List;

/**
 * Translates SQLite's SQL to another database's. What cannot be translated with equal results is refused, never guessed.
 *
 * <p>Only what must change is rewritten: every other character stays as it was written, except that comments go, because
 * what ends or nests them differs. The parameters keep their names.
 */
public final class Translation {
    private Translation() {}

    /**
     * A text as the target wants it; the text itself when it is the target's already.
     *
     * @throws SqlTextException if the text cannot be translated: where, what it was, and what to write
     */
    public static SqlText of(SqlText source, Dialect target) {
        return of(source, target, TableColumns.UNKNOWN);
    }

    /**
     * A text as the target wants it, where something is known of its tables: what it orders by that is never NULL is then
     * ordered as the target's indexes are, unless it is one of the texts that keep the words.
     *
     * @throws SqlTextException as the other method
     */
    public static SqlText of(SqlText source, Dialect target, TableColumns columns) {
        if (source.dialect() == target) {
            return source;
        }
        if (source.dialect() != Dialect.SQLITE || target == Dialect.SQLITE) {
            throw new SqlTextException(
                    "untranslatable-sql",
                    0,
                    "got SQL of " + source.dialect().yamlName() + " for " + target.yamlName()
                            + ", want SQL of sqlite, which alone is translated",
                    "write it for " + target.yamlName() + " as well: sql: {"
                            + source.dialect().yamlName() + ": ..., " + target.yamlName() + ": ...}");
        }
        Rewriting rewriting = new Rewriting(source, Target.of(target));
        boolean worded = columns.worded().contains(source.text());
        new Statements(rewriting, worded ? TableColumns.UNKNOWN : columns).statement();
        SqlText translated = SqlText.of(rewriting.render(), target);
        if (!translated.parameters().keySet().equals(source.parameters().keySet())) {
            throw rewriting.refused(
                    0,
                    "the parameters " + source.parameters().keySet() + " would become "
                            + translated.parameters().keySet());
        }
        return translated;
    }

    /**
     * The columns by which a text that can be translated orders though they may be NULL, which costs its translation the
     * order of the target's indexes.
     */
    public static List<NamedColumn> nullableKeys(SqlText source, Dialect target, TableColumns columns) {
        if (source.dialect() == target) {
            return List.of();
        }
        Statements statements = new Statements(new Rewriting(source, Target.of(target)), columns);
        statements.statement();
        return statements.nullableKeys();
    }

    /**
     * The columns of SQLite's text that no table in sight has, as far as the tables are known, by their names in lower
     * case. What is not certain is left out.
     *
     * @throws SqlTextException if the text is none that could be translated
     */
    public static List<NamedColumn> unknownColumns(SqlText source, TableColumns columns) {
        // PostgreSQL takes most of what is translated at all.
        Statements statements = new Statements(new Rewriting(source, Target.of(Dialect.POSTGRESQL)), columns);
        statements.statement();
        return statements.unknownColumns();
    }
}
