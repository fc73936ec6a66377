package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.internal.text.SqlToken;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads SQLite's names of columns and tables, and puts into quotes what another database would not take for a name. */
final class Names {
    /** SQLite's own words, which are no names unless in quotes. */
    private static final Set<String> KEYWORDS = Set.of(
            ("ADD ALL ALTER AND AS AUTOINCREMENT BETWEEN CASE CHECK COLLATE COMMIT CONSTRAINT CREATE CROSS DEFAULT "
                            + "DEFERRABLE DELETE DISTINCT DROP ELSE ESCAPE EXCEPT EXISTS FILTER FOREIGN FROM FULL GLOB GROUP HAVING IN INDEX "
                            + "INDEXED INNER INSERT INTERSECT INTO IS ISNULL JOIN LEFT LIKE LIMIT MATCH NATURAL NOT NOTHING NOTNULL "
                            + "NULL ON OR ORDER OUTER OVER PRIMARY RAISE REFERENCES REGEXP RETURNING RIGHT SELECT SET TABLE THEN TO "
                            + "TRANSACTION UNION UNIQUE UPDATE USING VALUES WHEN WHERE WITH")
                    .split(" "));

    private static final Set<String> ROW_IDS = Set.of("ROWID", "OID", "_ROWID_");

    private final Rewriting in;
    private final Target target;
    private final Scopes scopes;

    Names(Rewriting in, Scopes scopes) {
        this.in = in;
        this.scopes = scopes;
        this.target = in.target();
    }

    /** Reads a name, plain or in any of SQLite's quotes. */
    String name(String what) {
        int index = in.at();
        if (in.kind(0) == SqlToken.Kind.QUOTED) {
            String plain = plain(in.text(in.next()));
            boolean free = plain.matches("[a-z_][a-z0-9_]*") && !isKeyword(plain);
            in.replace(index, free ? plain : target.name(plain));
            return plain;
        }
        if (in.kind(0) != SqlToken.Kind.WORD || KEYWORDS.contains(in.peek(0))) {
            throw in.unexpected(what);
        }
        String word = in.text(in.next());
        if (target.isReserved(word)) {
            in.replace(index, target.name(word.toLowerCase(Locale.ROOT)));
        }
        return word;
    }

    private static String plain(String quoted) {
        char quote = quoted.charAt(0) == '[' ? ']' : quoted.charAt(0);
        return quoted.substring(1, quoted.length() - 1).replace("" + quote + quote, "" + quote);
    }

    /** A name that has been read, as PostgreSQL keeps it. */
    String folded(int index) {
        String written = in.text(index);
        return "\"`[".indexOf(written.charAt(0)) < 0 ? written.toLowerCase(Locale.ROOT) : plain(written);
    }

    /** The column that an operand is; empty if it is more than the name of one. */
    Optional<SelectNames.Name> column(Operand operand) {
        int first = operand.first();
        if (operand.kind() != ValueKind.COLUMN) {
            return Optional.empty();
        } else if (first == operand.last()) {
            return Optional.of(new SelectNames.Name("", folded(first)));
        }
        boolean qualified = first + 2 == operand.last() && in.text(first + 1).equals(".");
        return qualified ? Optional.of(new SelectNames.Name(folded(first), folded(operand.last()))) : Optional.empty();
    }

    private boolean isKeyword(String plain) {
        return KEYWORDS.contains(plain.toUpperCase(Locale.ROOT)) || target.isReserved(plain);
    }

    /** Whether a name may stand here. */
    boolean seesName() {
        return in.kind(0) == SqlToken.Kind.QUOTED || in.kind(0) == SqlToken.Kind.WORD && !KEYWORDS.contains(in.peek(0));
    }

    Operand column() {
        int first = in.at();
        name("a column");
        if (in.take(".")) {
            name("a column");
        }
        if (in.sees(".")) {
            throw in.refused(first, "a column of a table of a named database");
        }
        String last = in.text(in.at() - 1);
        if (ROW_IDS.contains(last)) {
            throw in.refused(in.at() - 1, "the column " + last.toLowerCase(Locale.ROOT) + ", which only sqlite has");
        }
        Operand column = new Operand(first, in.at() - 1, ValueKind.COLUMN);
        column(column).ifPresent(name -> use(name, first));
        return column;
    }

    /** Takes note of a column. What stands alone in double quotes may be text for SQLite, if there is no such column. */
    void use(SelectNames.Name column, int first) {
        if (!column.table().isEmpty() || !in.text(first).startsWith("\"")) {
            scopes.use(new NamedColumn(column.table(), column.column(), in.offset(first)));
        }
    }
}
