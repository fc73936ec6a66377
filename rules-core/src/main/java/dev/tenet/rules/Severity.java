package dev.tenet.rules;

import java.util.Locale;

/** How much a {@link Problem} matters, from least to most. */
public enum Severity {
    /** Worth knowing; nothing needs to change. */
    INFO,
    /** The rules load and run, but probably do not mean what their author intended. */
    WARNING,
    /** The rules are refused. */
    ERROR;

    /** The lower-case name, as it stands in a printed problem. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
