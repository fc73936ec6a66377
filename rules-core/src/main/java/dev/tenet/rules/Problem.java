package dev.tenet.rules;

import dev.tenet.rules.internal.text.Printable;
import java.util.List;
import java.util.Objects;

/**
 * Something wrong, or worth knowing, about a rule set: what was found, what was wanted, where, and what to do.
 *
 * <p>A problem is an immutable value. {@link #toString()} is the form for people:
 *
 * <pre>{@code
 * base/routing_rules.yaml:12:5: error[unknown-key]: "prefered_sessions" is not a key of a routing rule; did you mean "preferred_sessions"?
 *     prefered_sessions: ["codex"]
 *     ^
 * }</pre>
 *
 * @param severity how much it matters
 * @param code a stable, lower-case identifier such as {@code unknown-key}, for filters and severity policies
 * @param location the place of the mistake
 * @param message what was found and what was wanted, one line
 * @param hint what to do; empty when there is nothing to add
 * @param related the other places that take part, such as the exclusion that a preference contradicts
 * @param excerpt the source line at the location, of a long line the part around it, and below it a line with a caret
 *     under the mistake; empty when there is none
 */
public record Problem(
        Severity severity,
        String code,
        SourceLocation location,
        String message,
        String hint,
        List<Related> related,
        String excerpt) {
    /**
     * Another place that takes part in a problem.
     *
     * @param location the place
     * @param message what stands there
     */
    public record Related(SourceLocation location, String message) {
        /** Checks that nothing is missing. */
        public Related {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(message, "message");
        }
    }

    /** Checks that nothing is missing, takes its own copy of the list, and makes message and hint safe to print. */
    public Problem {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(location, "location");
        message = Printable.line(message);
        hint = Printable.line(hint);
        Objects.requireNonNull(excerpt, "excerpt");
        related = List.copyOf(related);
    }

    /** The same problem with another severity. */
    public Problem withSeverity(Severity other) {
        return other == severity ? this : new Problem(other, code, location, message, hint, related, excerpt);
    }

    /** One line: location, severity, code, message and hint. */
    public String summary() {
        String text = location + ": " + severity + "[" + code + "]: " + message;
        return hint.isEmpty() ? text : text + "; " + hint;
    }

    /** The summary, the source line with a caret under the mistake, and the related places. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(summary());
        excerpt.lines().forEach(line -> out.append("\n  ").append(line));
        for (Related other : related) {
            out.append("\n    ").append(other.location()).append(": ").append(other.message());
        }
        return out.toString();
    }
}
