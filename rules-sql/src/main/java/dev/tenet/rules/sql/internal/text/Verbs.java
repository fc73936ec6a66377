package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.Dialect;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What statements no template may hold, and why. */
final class Verbs {
    /** Verbs that begin a query. */
    static final Set<String> QUERIES = Set.of("SELECT", "VALUES", "TABLE");

    /** Verbs that change rows. */
    static final Set<String> CHANGES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE");

    private static final Map<String, Refusal> REFUSED = Stream.of(
                    words(
                            Refusal.TRANSACTION,
                            "BEGIN START COMMIT END ROLLBACK ABORT SAVEPOINT RELEASE XA LOCK UNLOCK CHECKPOINT"),
                    words(
                            Refusal.SCHEMA,
                            "CREATE ALTER DROP RENAME COMMENT GRANT REVOKE REINDEX VACUUM ANALYZE OPTIMIZE REPAIR "
                                    + "REFRESH CLUSTER SECURITY REASSIGN IMPORT"),
                    words(
                            Refusal.SESSION,
                            "SET RESET DISCARD PREPARE EXECUTE DEALLOCATE DECLARE FETCH MOVE CLOSE OPEN HANDLER USE "
                                    + "LISTEN UNLISTEN NOTIFY"),
                    words(
                            Refusal.SERVER,
                            "ATTACH DETACH COPY LOAD DO FLUSH KILL SHUTDOWN INSTALL UNINSTALL BACKUP SCRIPT RUNSCRIPT "
                                    + "PURGE CHANGE STOP"))
            .flatMap(words -> words.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** The pragmas of SQLite that take the name of a table or an index, or a limit. */
    private static final Set<String> PRAGMAS_OF_TABLES = Set.of(
            "table_info",
            "table_xinfo",
            "table_list",
            "index_list",
            "index_info",
            "index_xinfo",
            "foreign_key_list",
            "foreign_key_check",
            "integrity_check",
            "quick_check");

    /** The pragmas of SQLite that only tell something, unless they are given a value. */
    private static final Set<String> PRAGMAS = Set.of(
            "database_list",
            "collation_list",
            "function_list",
            "module_list",
            "pragma_list",
            "compile_options",
            "data_version",
            "encoding",
            "foreign_keys",
            "freelist_count",
            "journal_mode",
            "page_count",
            "page_size",
            "query_only",
            "schema_version",
            "user_version");

    private Verbs() {}

    /** Why a statement has no place in a template. */
    enum Refusal {
        TRANSACTION("transaction-control", "controls the transaction", "the host opens and ends transactions"),
        SCHEMA(
                "schema-change",
                "changes the schema",
                "leave it to the host's migrations; an index can be declared under indexes"),
        SESSION(
                "session-state",
                "changes the session, which the next user of the connection would inherit",
                "set it where the host opens the database"),
        SERVER("server-access", "reaches beyond the tables, to files or the server", "leave it to the host"),
        UNKNOWN(
                "unknown-statement",
                "is no statement that a template may hold",
                "want SELECT, WITH, VALUES, EXPLAIN or SHOW; in a template with read_only: false also INSERT, UPDATE,"
                        + " DELETE, MERGE, REPLACE, TRUNCATE or CALL");

        private final String code;
        private final String message;
        private final String hint;

        Refusal(String code, String message, String hint) {
            this.code = code;
            this.message = message;
            this.hint = hint;
        }

        Finding of(String what, int offset) {
            return new Finding(code, offset, what + ' ' + message, hint);
        }
    }

    static Refusal refusal(String verb) {
        return REFUSED.getOrDefault(verb, Refusal.UNKNOWN);
    }

    /** Whether a pragma, with or without a value, only tells something. */
    static boolean tells(String pragma, boolean hasValue) {
        return PRAGMAS_OF_TABLES.contains(pragma) || !hasValue && PRAGMAS.contains(pragma);
    }

    /** Whether {@code SHOW} and {@code DESCRIBE} are statements there. */
    static boolean shows(String verb, Dialect dialect) {
        return switch (verb) {
            case "SHOW" -> dialect != Dialect.SQLITE;
            case "DESCRIBE", "DESC" -> dialect == Dialect.MARIADB;
            default -> false;
        };
    }

    private static Map<String, Refusal> words(Refusal refusal, String words) {
        return Stream.of(words.split(" ")).collect(Collectors.toMap(word -> word, word -> refusal));
    }
}
