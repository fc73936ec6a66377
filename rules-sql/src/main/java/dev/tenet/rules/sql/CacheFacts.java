package dev.tenet.rules.sql;

import dev.tenet.rules.sql.internal.text.Classification;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlToken;
import dev.tenet.rules.sql.internal.text.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a cache has to know of a template. A table's name in it is {@code database/table}, in lower case and without its
 * schema, which a statement may leave out.
 *
 * @param reads the tables whose changes drop its results, and {@code *}, for a change of nobody knows what; where it does
 *     not say what it reads {@code ?}, for a change of anything
 * @param writes the tables that it changes, and {@code ?}; where it does not say what it changes {@code *} too; none if
 *     it changes none
 * @param fingerprint of all that decides what its results are
 */
record CacheFacts(Set<String> reads, Set<String> writes, String fingerprint) {
    private static final String UNKNOWN = "*";
    private static final String ANY = "?";
    private static final Set<String> WRITES_WITHOUT_TABLE = Set.of("CALL", "");

    /** What stands before a bracket and changes no table: words of the language, and the usual functions of values. */
    private static final Set<String> HARMLESS = Set.of(
            ("ABS ALL AND ANY AS AVG BETWEEN BY CAST CEIL CEILING COALESCE CONCAT CONVERT COUNT CURDATE CURRENT_DATE CURRENT_TIME "
                            + "CURRENT_TIMESTAMP CURRVAL DATE DATEADD DATEDIFF DATETIME DATE_ADD DATE_FORMAT DATE_PART DATE_SUB DATE_TRUNC DENSE_RANK "
                            + "DISTINCT ELSE EXCEPT EXISTS EXTRACT FILTER FLOOR FROM GREATEST HAVING IF IFNULL IN INTERSECT INTERVAL JOIN JSON_EXTRACT "
                            + "JSON_VALUE LAG LASTVAL LEAD LEAST LEFT LENGTH LIMIT LOCALTIMESTAMP LOWER LTRIM MAX MD5 MIN MOD NEXTVAL NOT NOW NULLIF OF "
                            + "OFFSET ON OR OVER RANK REPLACE RIGHT ROUND ROW_NUMBER RTRIM SELECT SETVAL SOME STRFTIME SUBSTR SUBSTRING SUM THEN "
                            + "TIMESTAMPDIFF TO_CHAR TRIM UNION UNIXEPOCH UNIX_TIMESTAMP UPPER USING UTC_TIMESTAMP VALUES WHEN WHERE")
                    .split(" "));

    CacheFacts {
        reads = Set.copyOf(reads);
        writes = Set.copyOf(writes);
    }

    static CacheFacts of(QueryDefinition definition, SqlText text) {
        Classification effects = Classification.of(text);
        Set<String> reads = reads(definition, effects);
        return new CacheFacts(reads, writes(definition, effects, text), fingerprint(definition, text, reads));
    }

    /** What is told to a cache when a host has written tables by other means. */
    static Set<String> written(String database, Collection<String> tables) {
        Set<String> names = new LinkedHashSet<>();
        tables.forEach(table -> names.add(name(database, TableName.of(table).name())));
        names.add(name(database, ANY));
        return names;
    }

    private static Set<String> reads(QueryDefinition definition, Classification effects) {
        String database = definition.database();
        Set<String> names = new LinkedHashSet<>();
        effects.reads().forEach(table -> names.add(name(database, table.name())));
        definition
                .invalidatedBy()
                .forEach(table -> names.add(name(database, TableName.of(table).name())));
        return names.isEmpty() ? Set.of(name(database, ANY)) : Set.copyOf(with(names, name(database, UNKNOWN)));
    }

    /**
     * What a template changes. One that is said to write, though nothing in its text shows why, calls a function of the
     * database's own, which may change anything. Locks and sequences are shown, and are no change of a table, unless a
     * function is called beside them.
     */
    private static Set<String> writes(QueryDefinition definition, Classification effects, SqlText text) {
        String database = definition.database();
        if (definition.readOnly()) {
            return Set.of();
        }
        boolean unknown = effects.readsOnly()
                || WRITES_WITHOUT_TABLE.contains(effects.verb())
                || effects.writes().isEmpty() && callsFunction(text, effects.queries());
        Set<String> names = new LinkedHashSet<>();
        effects.writes().forEach(table -> names.add(name(database, table.name())));
        if (unknown) {
            names.add(name(database, UNKNOWN));
        }
        return names.isEmpty() ? Set.of() : with(names, name(database, ANY));
    }

    /** Whether a word stands before a bracket that is not known to change no table. */
    private static boolean callsFunction(SqlText text, Set<String> queries) {
        String word = "";
        for (SqlToken token : text.tokens()) {
            String written = token.in(text.text());
            if (written.equals("(") && !word.isEmpty() && !isHarmless(word, queries)) {
                return true;
            } else if (token.isSignificant()) {
                boolean name = token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED;
                word = name ? written : "";
            }
        }
        return false;
    }

    /** Also the name that {@code WITH} gives to a query, whose columns may follow. */
    private static boolean isHarmless(String word, Set<String> queries) {
        return HARMLESS.contains(word.toUpperCase(Locale.ROOT))
                || queries.stream().anyMatch(word::equalsIgnoreCase);
    }

    private static Set<String> with(Set<String> names, String name) {
        names.add(name);
        return names;
    }

    private static String name(String database, String table) {
        return database + '/' + table;
    }

    /** The lengths of its parts are in it, so that no two queries make the same of different parts. */
    private static String fingerprint(QueryDefinition definition, SqlText text, Set<String> reads) {
        StringBuilder all = new StringBuilder();
        add(all, definition.name());
        add(all, definition.database());
        add(all, text.dialect().yamlName());
        add(all, text.text());
        add(all, definition.cacheTtl().toString());
        add(all, new TreeSet<>(reads).toString());
        definition.parameters().forEach(parameter -> add(all, parameter.name() + ' ' + parameter.typeName()));
        definition.result().forEach((label, type) -> add(all, label + ' ' + type.yamlName()));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(StringBuilder all, String part) {
        all.append(part.length()).append(':').append(part);
    }
}
