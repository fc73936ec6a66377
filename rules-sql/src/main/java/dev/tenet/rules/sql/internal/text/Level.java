package dev.tenet.rules.sql.internal.text;

import java.util.Set;

/** What stands between two brackets, or in the whole statement. */
final class Level {
    /** The common table expressions in sight. */
    Set<String> hidden;
    /** Whether {@code FROM} begins a list of tables here; it does not in {@code EXTRACT(YEAR FROM x)}. */
    boolean query;

    boolean merge;
    boolean inTables;
    boolean tableNext;
    boolean writing;
    /** Whether {@code USING} begins a list of tables. */
    boolean usingTables;

    Level(Set<String> hidden) {
        this.hidden = hidden;
    }

    Level tables(boolean write) {
        inTables = true;
        tableNext = true;
        writing = write;
        return this;
    }
}
