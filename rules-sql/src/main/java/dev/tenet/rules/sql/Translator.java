package dev.tenet.rules.sql;

import dev.tenet.rules.sql.TemplateException.Code;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.util.Map;

/** Says in one dialect what a query says in others. */
@FunctionalInterface
interface Translator {
    /**
     * The text of a query that has none in the dialect itself.
     *
     * @throws TemplateException if it cannot be said in that dialect
     */
    SqlText translate(QueryDefinition query, Dialect to);

    /** Takes a text of another dialect, SQLite's first, as it is: the SQL that all databases share needs no more. */
    static Translator asItIs() {
        return (query, to) -> {
            Map.Entry<Dialect, String> text = query.texts().entrySet().iterator().next();
            try {
                return SqlText.of(text.getValue(), to);
            } catch (SqlTextException e) {
                throw new TemplateException(
                        Code.NO_TEXT,
                        query.name(),
                        "its text for " + text.getKey().yamlName() + " is none for " + to.yamlName() + ": "
                                + e.getMessage() + "; write sql: {" + to.yamlName() + ": ...} at " + query.location());
            }
        };
    }
}
