package dev.tenet.rules.spi;

import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.expression.Diagnostic;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.internal.text.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Collects every problem of one load, so that one run shows all of them. A mistake seen twice is kept once, the first
 * report standing, which lets a schema and a binder both check the same thing: a value has at most one of the mistakes
 * {@code wrong-type}, {@code out-of-range}, {@code not-one-of} and {@code bad-format}, and a key is unknown or missing
 * once. After 10,000 problems the rest are left out and the rules are refused. Not thread-safe.
 */
public final class Problems {
    private static final int MOST = 10_000;
    private static final int NAMED = 50;
    /** Enough for hands; a file with more wrong names is wrong as a whole, and comparing all of them takes long. */
    private static final int SUGGESTED = 500;

    private final Map<Object, Problem> found = new LinkedHashMap<>();
    private int suggested;

    /** Starts without a problem. */
    public Problems() {}

    /** Adds a problem unless an equal one was reported already. */
    public void add(Problem problem) {
        keep(problem, problem);
    }

    private void keep(Object subject, Problem problem) {
        if (found.size() < MOST) {
            found.putIfAbsent(subject, problem);
        } else if (!found.containsKey(subject)) {
            // Refuses the rules whatever was left out: it may have been an error, or be one to the host.
            String message = "got more than " + MOST + " problems; the rest are left out";
            found.putIfAbsent(
                    MOST,
                    new Problem(Severity.ERROR, "too-many-problems", problem.location(), message, "", List.of(), ""));
        }
    }

    /**
     * Reports a mistake that refuses the rules.
     *
     * @param code a stable, lower-case identifier
     * @param at the place
     * @param message what was found and what was wanted
     * @param hint what to do; empty when there is nothing to add
     * @param related the other places that take part
     */
    public void error(String code, Place at, String message, String hint, Problem.Related... related) {
        report(Severity.ERROR, code, at, message, hint, related);
    }

    /** Reports what probably does not mean what its author intended; parameters as in {@link #error}. */
    public void warning(String code, Place at, String message, String hint, Problem.Related... related) {
        report(Severity.WARNING, code, at, message, hint, related);
    }

    /** Reports what is worth knowing; parameters as in {@link #error}. */
    public void info(String code, Place at, String message, String hint, Problem.Related... related) {
        report(Severity.INFO, code, at, message, hint, related);
    }

    private void report(
            Severity severity, String code, Place at, String message, String hint, Problem.Related... related) {
        add(new Problem(severity, code, at.location(), message, hint, Arrays.asList(related), at.excerpt()));
    }

    /** Reports the one mistake that a subject can have at a place. */
    private void once(String subject, String code, Place at, String message, String hint, Problem.Related... related) {
        keep(
                new Subject(subject, at.location()),
                new Problem(Severity.ERROR, code, at.location(), message, hint, Arrays.asList(related), at.excerpt()));
    }

    private record Subject(String name, SourceLocation location) {}

    /**
     * A key that the map does not have.
     *
     * @param key where the key stands
     * @param name the key as written
     * @param what what the map is, with its article: {@code a routing rule}
     * @param known the keys that the map may have
     */
    public void unknownKey(Place key, String name, String what, Collection<String> known) {
        if (found.containsKey(new Subject("key", key.location()))) {
            return;
        }
        String hint = suggestion(name, known).orElseGet(() -> known.isEmpty() ? "" : "its keys are " + names(known));
        once("key", "unknown-key", key, '"' + name + "\" is not a key of " + what, hint);
    }

    /** A key that the map must have; {@code at} is where the key of the map itself stands. */
    public void missingKey(Place at, String name, String what) {
        once("missing " + name, "missing-key", at, what + " needs the key \"" + name + '"', "add it");
    }

    /**
     * A key that a map must have. In a map that several layers wrote, the layer that removed the key or was the last to
     * change the map is blamed.
     *
     * @param at where the key of the map itself stands
     */
    public void missingKey(MapNode map, Place at, String name, String what) {
        Place blamed = map.blame(name).orElse(at);
        if (blamed.equals(at)) {
            missingKey(at, name, what);
            return;
        }
        once(
                "missing " + name,
                "missing-key",
                blamed,
                what + " needs the key \"" + name + "\", which it lacks with this "
                        + (blamed.source() == at.source() ? "set" : "layer"),
                "add it",
                new Problem.Related(at.location(), "it begins here"));
    }

    /** Whether a map was reported as lacking a key; {@code at} is where the key of the map itself stands. */
    boolean misses(MapNode map, Place at, String name) {
        Place blamed = map.blame(name).orElse(at);
        return found.containsKey(new Subject("missing " + name, blamed.location()));
    }

    /** A value of another type than wanted; {@code want} with its article: {@code a whole number}. */
    public void wrongType(Node got, String want) {
        once("value", "wrong-type", got.place(), "got " + describe(got) + ", want " + want, TypeHints.of(got, want));
    }

    /** A number, a length or a count outside its bounds; {@code want} names the bounds: {@code at least 1}. */
    public void outOfRange(Node got, String want) {
        once("value", "out-of-range", got.place(), "got " + describe(got) + ", want " + want, "");
    }

    /** A value that is not one of a fixed set. */
    public void notOneOf(Node got, Collection<String> allowed) {
        String text =
                got instanceof ScalarNode scalar ? String.valueOf(scalar.value().orElse("")) : "";
        String hint = suggestion(text, allowed).orElse("");
        String want = allowed.size() == 1 ? "want " : "want one of ";
        once("value", "not-one-of", got.place(), "got " + describe(got) + ", " + want + names(allowed), hint);
    }

    /** Text of another form than wanted; {@code want} shows the form: {@code a colour such as "#28a745"}. */
    public void badFormat(Node got, String want) {
        once("value", "bad-format", got.place(), "got " + describe(got) + ", want " + want, "");
    }

    /** A key that is a name of the author's own, but not one that expressions can use. */
    public void badName(Place key, String name) {
        once(
                "key",
                "bad-format",
                key,
                '"' + name + "\" is not a name that expressions can use",
                "use letters, digits and underscores, and no digit at the beginning");
    }

    /** A list item that stands in its list already. */
    public void duplicateItem(Node got) {
        once("duplicate", "duplicate-item", got.place(), describe(got) + " stands in this list already", "remove it");
    }

    /** Every error of a condition or template, each at its token. */
    public void badExpression(ScalarNode expression, ExpressionException errors) {
        for (Diagnostic diagnostic : errors.diagnostics()) {
            Place token = place(expression, diagnostic);
            error(
                    diagnostic.code(),
                    token,
                    diagnostic.message(),
                    diagnostic.hint().orElse(""),
                    related(expression, diagnostic));
        }
    }

    /** The other place of a diagnostic of an expression, if it has one. */
    public static Problem.Related[] related(ScalarNode expression, Diagnostic diagnostic) {
        return diagnostic.note().stream()
                .map(note -> new Problem.Related(expression.locate(note.offset()).location(), note.message()))
                .toArray(Problem.Related[]::new);
    }

    /** The token that a diagnostic of an expression points at; where the text ends too soon, its last line. */
    public static Place place(ScalarNode expression, Diagnostic diagnostic) {
        int end = String.valueOf(expression.value().orElse("")).stripTrailing().length();
        return expression.locate(Math.min(diagnostic.offset(), end));
    }

    /** {@code did you mean "..."?} for the known name that a wrong one most probably meant, if any is close. */
    public Optional<String> suggestion(String wrong, Collection<String> known) {
        if (++suggested > SUGGESTED) {
            return Optional.empty();
        }
        return Suggestions.closest(wrong, known).map(best -> "did you mean \"" + best + "\"?");
    }

    /** Names with commas between them; of very many, the first. */
    private static String names(Collection<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }

    /** Every problem so far, ordered by file, line and column. */
    public List<Problem> sorted() {
        List<Problem> all = new ArrayList<>(found.values());
        all.sort(Comparator.comparing((Problem p) -> p.location().file())
                .thenComparing(p -> p.location().line())
                .thenComparing(p -> p.location().column()));
        return all;
    }

    private static String describe(Node node) {
        if (node instanceof ScalarNode scalar && scalar.value().isPresent()) {
            return node.kind() == NodeKind.TEXT ? "the text " + node : node.toString();
        }
        return node.kind().description();
    }
}
