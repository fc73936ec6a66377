package dev.tenet.rules.sql;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template was used in a way that it does not allow. Thrown before the database sees anything, except for what only a
 * result can show: the number of its rows and the form of its columns. Values of sensitive parameters are never in the
 * text.
 */
public final class TemplateException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Code code;
    private final String template;
    private final @Nullable String parameter;

    /** What is wrong. */
    public enum Code {
        /** There is no query of this name. */
        UNKNOWN_QUERY,
        /** The query has no parameter of this name. */
        UNKNOWN_PARAMETER,
        /** A required parameter was not given. */
        MISSING_PARAMETER,
        /** A value is not of its parameter's type. */
        WRONG_TYPE,
        /** A value of the right type is not one that the template allows. */
        VALUE_NOT_ALLOWED,
        /** A template that may only read was to write. */
        READ_ONLY,
        /** The template's database is not there, or not the one of the transaction. */
        WRONG_DATABASE,
        /** There is no text for the database in use. */
        NO_TEXT,
        /** The text does not allow what was asked of it: many keys at once, or pages. */
        UNFIT_TEXT,
        /** There are more rows than allowed. */
        TOO_MANY_ROWS,
        /** There is not the one row that was asked for. */
        NOT_ONE_ROW,
        /** The columns of the result, or their values, are not what was asked for. */
        RESULT_MISMATCH
    }

    TemplateException(Code code, String template, String message) {
        super("query \"" + template + "\": " + message);
        this.code = code;
        this.template = template;
        this.parameter = null;
    }

    TemplateException(Code code, String template, String parameter, String message) {
        super("query \"" + template + "\", parameter \"" + parameter + "\": " + message);
        this.code = code;
        this.template = template;
        this.parameter = parameter;
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }

    /** The name of the template. */
    public String template() {
        return template;
    }

    /** The name of the parameter; empty if it is not about one. */
    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }
}
