package dev.tenet.rules.sql.internal.bulk;

import java.sql.Connection;

/** Where a load has its connections from. */
@FunctionalInterface
public interface Connections {
    /** Borrows one for writing, and says what for. */
    Connection borrow(String purpose);
}
