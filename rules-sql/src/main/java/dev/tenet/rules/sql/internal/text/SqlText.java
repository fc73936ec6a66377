package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A SQL text as one database reads it. Immutable.
 *
 * @param text the text as written
 * @param dialect whose SQL it is
 * @param tokens its pieces, without gaps
 */
public record SqlText(String text, Dialect dialect, List<SqlToken> tokens) {

    /**
     * Reads a text.
     *
     * @throws SqlTextException if a quote or a comment is not closed, or it has parameters without a name
     */
    public static SqlText of(String text, Dialect dialect) {
        return new SqlText(text, dialect, SqlLexer.tokens(text, dialect));
    }

    /** The parameters, each with the offset of its first use, in the order of these. */
    public Map<String, Integer> parameters() {
        Map<String, Integer> names = new LinkedHashMap<>();
        for (SqlToken token : tokens) {
            if (token.kind() == Kind.PARAMETER) {
                names.putIfAbsent(name(token), token.start());
            }
        }
        return Collections.unmodifiableMap(names);
    }

    /** The name of a parameter. */
    public String name(SqlToken parameter) {
        return text.substring(parameter.start() + 1, parameter.end());
    }

    /** An offset as people count: {@code line 2, column 7}. */
    public String position(int offset) {
        String before = text.substring(0, offset);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return "line " + line + ", column " + (offset - before.lastIndexOf('\n'));
    }
}
