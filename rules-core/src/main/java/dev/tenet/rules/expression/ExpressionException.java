package dev.tenet.rules.expression;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of an expression cannot be compiled. Carries the first problem of its syntax or all problems of its types. */
public final class ExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String text;
    /** Null in a copy that Java serialization made. */
    private final transient @Nullable List<Diagnostic> diagnostics;

    /** Made by the compiler. */
    public ExpressionException(String text, List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(it -> it.render(text)).collect(Collectors.joining("\n")));
        this.text = text;
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** The text that was to be compiled. */
    public String text() {
        return text;
    }

    /**
     * The problems, in the order of the text. Empty only in a copy that Java serialization made, whose message still
     * has them.
     */
    public List<Diagnostic> diagnostics() {
        return diagnostics == null ? List.of() : diagnostics;
    }
}
