package dev.tenet.rules.sql.internal.text;

import java.io.Serial;

/** A SQL text that cannot be understood, or that holds what a template may not hold. */
public final class SqlTextException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String message;
    private final String code;
    private final int offset;
    private final String hint;

    /** A text that cannot be used: where, why, and what to do. */
    public SqlTextException(String code, int offset, String message, String hint) {
        super(message);
        this.message = message;
        this.code = code;
        this.offset = offset;
        this.hint = hint;
    }

    /** What was found. */
    @Override
    public String getMessage() {
        return message;
    }

    /** The code of the problem. */
    public String code() {
        return code;
    }

    /** Where in the text it is. */
    public int offset() {
        return offset;
    }

    /** What to do. */
    public String hint() {
        return hint;
    }
}
