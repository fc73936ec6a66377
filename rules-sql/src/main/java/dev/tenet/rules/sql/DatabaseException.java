package dev.tenet.rules.sql;

import java.io.Serial;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * The database refused or failed. The cause is the driver's own exception; of a template with sensitive parameters,
 * or a load with sensitive columns, whose values a driver may quote, it keeps the state and code alone.
 */
public final class DatabaseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String sqlState;

    /** What a host may do about it. */
    public enum Kind {
        /**
         * The template's own timeout passed and the statement was cancelled; or the database did not answer even then, and
         * the connection was closed: whether a change was made nobody knows in that case.
         */
        TIMEOUT,
        /** A key, a check or a reference would have been violated. */
        CONSTRAINT,
        /** Another transaction was in the way: the same again may succeed. */
        CONFLICT,
        /** There is no connection, or it broke. */
        CONNECTION,
        /** Anything else: most often the SQL itself. */
        OTHER;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The name in lower case, as metrics and logs have it. */
        String label() {
            return label;
        }
    }

    private DatabaseException(Kind kind, String message, SQLException cause) {
        super(message, cause);
        this.kind = kind;
        this.sqlState = Optional.ofNullable(cause.getSQLState()).orElse("");
    }

    /** What a host may do about it. */
    public Kind kind() {
        return kind;
    }

    /** The five characters that the SQL standard gives the error; empty where the driver gives none. */
    public String sqlState() {
        return sqlState;
    }

    static DatabaseException of(Template template, SQLException cause) {
        return of("query \"" + template.name() + '"', template.codec().dialect(), shown(template, cause));
    }

    private static SQLException shown(Template template, SQLException cause) {
        return template.isSensitive() ? bare(cause, "query has sensitive parameters") : cause;
    }

    /** The failure without what its driver says, which may quote values. */
    static SQLException bare(SQLException cause, String reason) {
        SQLException bare =
                new SQLException("left out, since the " + reason, cause.getSQLState(), cause.getErrorCode());
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }

    static DatabaseException of(String what, Dialect dialect, SQLException cause) {
        return new DatabaseException(
                kind(dialect, cause), what + " on " + dialect.yamlName() + ": " + cause.getMessage(), cause);
    }

    /** No connection was to be had; of values it knows nothing. */
    static DatabaseException unconnected(String what, Dialect dialect, SQLException cause) {
        return new DatabaseException(
                Kind.CONNECTION, what + " on " + dialect.yamlName() + ": " + cause.getMessage(), cause);
    }

    static DatabaseException timeout(Template template, SQLException cause) {
        return new DatabaseException(
                Kind.TIMEOUT,
                "query \"" + template.name() + "\": cancelled after "
                        + template.definition().timeout().orElseThrow().toSeconds()
                        + " s, its timeout_seconds",
                shown(template, cause));
    }

    static DatabaseException unanswered(Template template, SQLException cause) {
        return new DatabaseException(
                Kind.TIMEOUT,
                "query \"" + template.name() + "\": the database did not answer within "
                        + template.definition().timeout().orElseThrow().toSeconds() + " s, its timeout_seconds, and "
                        + Cancellation.GRACE.toSeconds() + " s more to cancel it; the connection was closed",
                shown(template, cause));
    }

    /** A lock was not to be had in time, which is no state of its own everywhere. */
    private static boolean isLockTimeout(Dialect dialect, int code, String state) {
        return switch (dialect) {
            case MARIADB -> code == 1205;
            case H2 -> code == 50200;
            case POSTGRESQL -> state.equals("55P03");
            case SQLITE -> false;
        };
    }

    static Kind kind(Dialect dialect, SQLException cause) {
        if (dialect == Dialect.SQLITE) {
            return switch (cause.getErrorCode() & 0xFF) { // the rest of SQLite's codes says more than is needed here
                case 5, 6 -> Kind.CONFLICT;
                case 19 -> Kind.CONSTRAINT;
                default -> Kind.OTHER;
            };
        }
        String state = Optional.ofNullable(cause.getSQLState()).orElse("");
        if (state.startsWith("23")) {
            return Kind.CONSTRAINT;
        } else if (state.startsWith("40") || isLockTimeout(dialect, cause.getErrorCode(), state)) {
            return Kind.CONFLICT;
        } else if (state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("90067")
                || state.equals("90098")) {
            return Kind.CONNECTION;
        }
        return Kind.OTHER;
    }
}
