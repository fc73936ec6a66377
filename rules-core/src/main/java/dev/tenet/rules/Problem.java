package dev.tenet.rules;

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
 * @param excerpt the source line at the location, without its line end; empty when there is none
 */
public record Problem(
        Severity severity,
        String code,
        SourceLocation location,
        String message,
        String hint,
        List<Related> related,
        String excerpt) {
    private static final int EXCERPT_WIDTH = 120;

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

    /** Checks that nothing is missing and takes its own copy of the list. */
    public Problem {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
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
        if (!excerpt.isBlank() && location.column() > 0) {
            appendExcerpt(out);
        }
        for (Related other : related) {
            out.append("\n    ").append(other.location()).append(": ").append(other.message());
        }
        return out.toString();
    }

    private void appendExcerpt(StringBuilder out) {
        int[] line = excerpt.codePoints().toArray();
        int caret = Math.min(location.column() - 1, line.length);
        int from = Math.max(0, Math.min(caret - EXCERPT_WIDTH / 2, line.length - EXCERPT_WIDTH));
        int until = Math.min(line.length, from + EXCERPT_WIDTH);
        out.append("\n  ");
        for (int i = from; i < until; i++) {
            out.appendCodePoint(printable(line[i]));
        }
        out.append("\n  ");
        for (int i = from; i < caret; i++) {
            out.append(line[i] == '\t' ? '\t' : ' ');
        }
        out.append('^');
    }

    /** Control characters could drive the reader's terminal. */
    private static int printable(int codePoint) {
        return codePoint != '\t' && Character.isISOControl(codePoint) ? '\uFFFD' : codePoint;
    }
}
