package dev.tenet.rules.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a database has against a statement that it was to prepare.
 *
 * @param kind what it is
 * @param name the table or column that is not there, with its qualifier; empty for anything else
 * @param message what the database says, on one line
 */
record Refusal(Kind kind, String name, String message) {

    /** What a database may have against a statement. */
    enum Kind {
        /** There is no such table. */
        UNKNOWN_TABLE,
        /** There is no such column. */
        UNKNOWN_COLUMN,
        /** It is no SQL of the database. */
        SYNTAX,
        /** The types of two values do not go together. */
        TYPES,
        /** Anything else. */
        OTHER
    }

    private record Form(Kind kind, Pattern pattern) {
        static Form of(Kind kind, String pattern) {
            return new Form(kind, Pattern.compile(pattern));
        }
    }

    private static final List<Form> SQLITE = List.of(
            Form.of(Kind.UNKNOWN_TABLE, "no such table: (.+)"),
            Form.of(Kind.UNKNOWN_COLUMN, "no such column: (.+)"),
            Form.of(Kind.UNKNOWN_COLUMN, "has no column named (.+)"),
            Form.of(Kind.SYNTAX, "syntax error|incomplete input|unrecognized token"));
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern POSTGRESQL_NAME = Pattern.compile("(?:relation|column) (?:\"([^\"]+)\"|([^ ]+))");
    private static final Pattern MARIADB_NAME = Pattern.compile("'([^']+)'");
    private static final Pattern SQLITE_FRAME = Pattern.compile("^\\[\\w+] .*?\\((.*)\\)$", Pattern.DOTALL);
    private static final Pattern MARIADB_FRAME = Pattern.compile("^\\(conn=\\d+\\) ");

    static Refusal of(Dialect dialect, SQLException error) {
        String message = Optional.ofNullable(error.getMessage()).orElse("");
        return switch (dialect) {
            case SQLITE -> sqlite(message);
            case H2 -> h2(error, message);
            case POSTGRESQL -> postgresql(error, message);
            case MARIADB -> mariadb(error, MARIADB_FRAME.matcher(message).replaceFirst(""));
        };
    }

    private static Refusal sqlite(String framed) {
        Matcher frame = SQLITE_FRAME.matcher(framed);
        String message = frame.matches() ? frame.group(1) : framed;
        for (Form form : SQLITE) {
            Matcher matcher = form.pattern().matcher(message);
            if (matcher.find()) {
                return new Refusal(form.kind(), matcher.groupCount() > 0 ? matcher.group(1) : "", message);
            }
        }
        return new Refusal(Kind.OTHER, "", message);
    }

    private static Refusal h2(SQLException error, String message) {
        int statement = message.indexOf("; SQL statement:");
        String brief = statement < 0 ? message : message.substring(0, statement);
        return switch (error.getErrorCode()) {
            case 42102, 42103, 42104 -> named(Kind.UNKNOWN_TABLE, QUOTED, brief);
            case 42122 -> named(Kind.UNKNOWN_COLUMN, QUOTED, brief);
            case 42000, 42001 -> new Refusal(Kind.SYNTAX, "", brief);
            case 90110, 22018 -> new Refusal(Kind.TYPES, "", brief);
            default -> new Refusal(Kind.OTHER, "", brief);
        };
    }

    private static Refusal postgresql(SQLException error, String message) {
        String first = message.lines().findFirst().orElse("").replaceFirst("^[A-Z]+: ", "");
        return switch (Optional.ofNullable(error.getSQLState()).orElse("")) {
            case "42P01" ->
                first.startsWith("relation")
                        ? named(Kind.UNKNOWN_TABLE, POSTGRESQL_NAME, first)
                        : new Refusal(Kind.OTHER, "", first);
            case "42703" -> named(Kind.UNKNOWN_COLUMN, POSTGRESQL_NAME, first);
            case "42601" -> new Refusal(Kind.SYNTAX, "", first);
            case "42804", "42846", "22P02", "22007" -> new Refusal(Kind.TYPES, "", first);
            case "42883" -> new Refusal(first.startsWith("operator") ? Kind.TYPES : Kind.OTHER, "", first);
            default -> new Refusal(Kind.OTHER, "", first);
        };
    }

    private static Refusal mariadb(SQLException error, String message) {
        return switch (error.getErrorCode()) {
            case 1146 -> named(Kind.UNKNOWN_TABLE, MARIADB_NAME, message);
            case 1054 -> named(Kind.UNKNOWN_COLUMN, MARIADB_NAME, message);
            case 1064 ->
                new Refusal(
                        Kind.SYNTAX, "", "syntax error" + message.substring(Math.max(0, message.indexOf(" near "))));
            default -> new Refusal(Kind.OTHER, "", message);
        };
    }

    private static Refusal named(Kind kind, Pattern name, String message) {
        Matcher matcher = name.matcher(message);
        if (!matcher.find()) {
            return new Refusal(Kind.OTHER, "", message);
        }
        String found = matcher.group(1);
        return new Refusal(kind, found == null ? matcher.group(2) : found, message);
    }

    /** The last part of the name: the column without its table, the table without its schema. */
    String lastName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What stands before the last part of the name; empty if nothing does. */
    String qualifier() {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
