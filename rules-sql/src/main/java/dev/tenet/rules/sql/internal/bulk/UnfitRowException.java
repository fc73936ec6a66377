package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.internal.codec.Coercion.UnfitException;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of a source that does not fit the columns of its load. */
final class UnfitRowException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final @Nullable String column;
    private final String reason;

    private UnfitRowException(@Nullable String column, String reason) {
        super(reason, null, false, false);
        this.column = column;
        this.reason = reason;
    }

    static UnfitRowException row(String reason) {
        return new UnfitRowException(null, reason);
    }

    static UnfitRowException value(BulkTarget.Column column, UnfitException unfit) {
        if (column.sensitive()) {
            return new UnfitRowException(
                    column.name(),
                    "got a value that is kept secret, want " + column.type().description());
        }
        return new UnfitRowException(
                column.name(),
                "got " + unfit.found() + ", want " + column.type().description()
                        + (unfit.hint().isEmpty() ? "" : "; " + unfit.hint()));
    }

    static UnfitRowException missing(BulkTarget.Column column) {
        return new UnfitRowException(column.name(), "the row has no value of that name; NULL must be said");
    }

    /** The column that it is about; empty if it is about the row. */
    Optional<String> column() {
        return Optional.ofNullable(column);
    }

    String reason() {
        return reason;
    }
}
