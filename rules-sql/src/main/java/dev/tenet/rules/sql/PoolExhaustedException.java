package dev.tenet.rules.sql;

import java.io.Serial;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every connection of a {@link PooledDatabase} was in use for as long as a borrower may wait. Says who had them. */
public final class PoolExhaustedException extends SQLTransientConnectionException {
    @Serial
    private static final long serialVersionUID = 1;

    /** "Connection exception", as the SQL standard numbers it. */
    private static final String STATE = "08000";

    /** Null in a copy that Java serialization made: Tenet's values are not made for it. */
    private final transient @Nullable List<Borrower> borrowers;

    PoolExhaustedException(String message, List<Borrower> borrowers, Throwable cause) {
        super(
                message
                        + borrowers.stream()
                                .map(it -> "\n  " + it)
                                .collect(Collectors.joining("", borrowers.isEmpty() ? "" : "; held by", "")),
                STATE,
                cause);
        this.borrowers = List.copyOf(borrowers);
    }

    /** Who held the connections when the wait ended, longest first. */
    public List<Borrower> borrowers() {
        return borrowers == null ? List.of() : borrowers;
    }
}
