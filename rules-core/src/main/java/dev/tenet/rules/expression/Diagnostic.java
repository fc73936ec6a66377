package dev.tenet.rules.expression;

import dev.tenet.rules.internal.text.Cells;
import java.util.Optional;

/**
 * One problem in the text of an expression.
 *
 * @param code what kind of problem, stable, such as {@code unknown-fact}
 * @param offset where it begins, in UTF-16 units from the start of the text
 * @param length how many UTF-16 units it covers; 0 at the end of the text
 * @param message what was found and what was wanted
 * @param hint what to do about it
 * @param note another place that takes part, such as the bracket that is not closed
 */
public record Diagnostic(
        String code, int offset, int length, String message, Optional<String> hint, Optional<Note> note) {
    /**
     * Another place in the text.
     *
     * @param offset where it is, in UTF-16 units from the start of the text
     * @param message what stands there
     */
    public record Note(int offset, String message) {
        /** Its line and column (both from 1, in code points) in the expression, and what stands there. */
        private String render(String text) {
            int start = text.lastIndexOf('\n', offset - 1) + 1;
            long line = 1 + text.substring(0, start).chars().filter(c -> c == '\n').count();
            return "\n    " + line + ':' + (1 + text.codePointCount(start, offset)) + ": " + message;
        }
    }

    private static final int SHOWN = 120;

    /** The problem, the line of {@code text} that has it, carets under the place, and the note. */
    public String render(String text) {
        int from = text.lastIndexOf('\n', offset - 1) + 1;
        int to = text.indexOf('\n', offset);
        // Of a very long line only the neighbourhood of the place.
        from = Math.max(from, offset - SHOWN);
        to = Math.min(to < 0 ? text.length() : to, offset + SHOWN);
        String line = text.substring(from, to);
        int at = offset - from;
        String indent = Cells.below(line.substring(0, at));
        String below = Cells.below(line.substring(at, Math.min(at + length, line.length())));
        String carets = below.isEmpty() ? "^" : "^".repeat(below.length());
        return this + "\n  " + line + "\n  " + indent + carets
                + note.map(it -> it.render(text)).orElse("");
    }

    /** {@code error[code]: message; hint}. */
    @Override
    public String toString() {
        return "error[" + code + "]: " + message + hint.map(it -> "; " + it).orElse("");
    }
}
