package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.Dialect;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions of each database that do more than read: an entry that ends in {@code *} is a prefix. */
final class FunctionEffects {
    private static final Map<Dialect, Effects> EFFECTS = effects();

    private FunctionEffects() {}

    /** What a function does beyond reading. */
    enum Effect {
        /** Changes what the database holds: sequences, large objects, locks. */
        CHANGES,
        /** Reaches files, other servers, sessions, or runs SQL that it is given as text. */
        REACHES_OUT
    }

    /** The effect of a function, whose name is in lower case; empty if none is known. */
    static Optional<Effect> of(Dialect dialect, String function) {
        Effects effects = EFFECTS.getOrDefault(dialect, new Effects(List.of(), List.of()));
        if (matches(effects.reachesOut, function)) {
            return Optional.of(Effect.REACHES_OUT);
        }
        return matches(effects.changes, function) ? Optional.of(Effect.CHANGES) : Optional.empty();
    }

    private static boolean matches(List<String> entries, String function) {
        for (String entry : entries) {
            int star = entry.length() - 1;
            if (entry.charAt(star) == '*' ? function.startsWith(entry.substring(0, star)) : function.equals(entry)) {
                return true;
            }
        }
        return false;
    }

    private record Effects(List<String> changes, List<String> reachesOut) {}

    private static Map<Dialect, Effects> effects() {
        Map<Dialect, Effects> all = new EnumMap<>(Dialect.class);
        all.put(Dialect.SQLITE, new Effects(List.of(), words("load_extension readfile writefile edit fsdir zipfile")));
        all.put(
                Dialect.H2,
                new Effects(
                        words("nextval"),
                        words("file_read file_write csvread csvwrite link_schema set abort_session cancel_session "
                                + "autocommit lock_mode memory_free")));
        all.put(
                Dialect.POSTGRESQL,
                new Effects(
                        words("nextval setval lo_* lowrite pg_notify pg_advisory_xact_lock* "
                                + "pg_try_advisory_xact_lock*"),
                        words("lo_import lo_export set_config pg_read_file pg_read_binary_file pg_stat_file pg_ls_* "
                                + "pg_file_* pg_terminate_backend pg_cancel_backend pg_reload_conf pg_rotate_logfile "
                                + "pg_log_* pg_promote pg_switch_wal pg_wal_replay_* pg_backup_* pg_start_backup "
                                + "pg_stop_backup pg_create_* pg_drop_* pg_copy_* pg_replication_* pg_logical_* "
                                + "pg_stat_reset* pg_stat_clear_* pg_restore_* pg_clear_* pg_export_snapshot "
                                + "pg_advisory_lock* pg_advisory_unlock* pg_try_advisory_lock* pg_import_system_collations dblink* crosstab* "
                                + "connectby query_to_xml* cursor_to_xml* ts_stat")));
        all.put(
                Dialect.MARIADB,
                new Effects(
                        words("nextval setval"),
                        words("load_file get_lock release_lock release_all_locks sys_exec sys_eval sys_set "
                                + "master_pos_wait master_gtid_wait")));
        return all;
    }

    private static List<String> words(String words) {
        return List.of(words.split(" "));
    }
}
