package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;

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
        new Statements(rewriting).statement();
        SqlText translated = SqlText.of(rewriting.render(), target);
        if (!translated.parameters().keySet().equals(source.parameters().keySet())) {
            throw rewriting.refused(
                    0,
                    "the parameters " + source.parameters().keySet() + " would become "
                            + translated.parameters().keySet());
        }
        return translated;
    }
}
