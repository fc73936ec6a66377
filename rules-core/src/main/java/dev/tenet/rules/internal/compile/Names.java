package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactSchema.Fact;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.syntax.Node.Path;
import dev.tenet.rules.internal.syntax.Node.Step;
import dev.tenet.rules.internal.text.Suggestions;
import java.util.List;
import java.util.Optional;

/** Resolves the names of an expression against its schema. */
final class Names {

    private static final int LISTED = 12;

    private final FactSchema schema;
    private final Checker checker;

    Names(FactSchema schema, Checker checker) {
        this.schema = schema;
        this.checker = checker;
    }

    boolean canBeSensitive() {
        return schema.hasSensitive();
    }

    /** Whether the value at a path must not be shown: it, or something above or below it, is declared sensitive. */
    boolean isSensitive(Path path) {
        FactSchema within = schema;
        Optional<Fact> fact = within.fact(path.name());
        for (Step step : path.steps()) {
            if (fact.isEmpty() || fact.get().sensitive()) {
                break;
            }
            Optional<FactSchema> shape = fact.get().shape();
            Optional<String> key = step.key();
            if (shape.isEmpty() || key.isEmpty()) {
                break;
            }
            fact = shape.get().fact(key.get());
        }
        return fact.map(it -> it.sensitive()
                        || it.shape().map(FactSchema::hasSensitive).orElse(false))
                .orElse(false);
    }

    /** Reads a path; {@code indexes} are its compiled indexes in order. */
    Code compile(Path path, List<Code> indexes) {
        Place place = checker.place(path);
        // A host's keys are mostly literals of its code: the same object is found without comparing characters.
        String name = path.name().intern();
        Optional<Fact> fact = schema.fact(name);
        if (fact.isEmpty()) {
            return schema.isClosed()
                    ? unknown(path.name(), path.start(), path.nameEnd(), schema, "a fact here")
                    : walk(new FactCode.AnyFact(name, place), Optional.empty(), path, indexes, place);
        }
        Code code = FactCode.of(name, schema.slot(name), fact.get().type(), place);
        return walk(code, fact.get().shape(), path, indexes, place);
    }

    private Code walk(Code start, Optional<FactSchema> startShape, Path path, List<Code> indexes, Place place) {
        Code code = start;
        Optional<FactSchema> shape = startShape;
        int index = 0;
        for (Step step : path.steps()) {
            boolean field = step instanceof Step.Field;
            if (!canWalk(code, step)) {
                return new Constant(FactType.ANY, null);
            }
            Optional<String> key = step.key();
            Code next = field
                    ? new FactCode.FieldOf(code, key.orElseThrow().intern(), place)
                    : new FactCode.IndexOf(code, indexes.get(index++), place);
            Optional<FactSchema> within = shape;
            shape = Optional.empty();
            if (within.isPresent() && key.isPresent()) {
                Optional<Fact> fact = within.get().fact(key.get());
                if (fact.isEmpty()) {
                    int from = field ? step.end() - key.get().length() : step.start() + 1;
                    int to = field ? step.end() : step.end() - 1;
                    return unknown(key.get(), from, to, within.get(), "a key of this map");
                }
                next = FactCode.typed(next, fact.get().type(), place);
                shape = fact.get().shape();
            }
            code = next;
        }
        return code;
    }

    private boolean canWalk(Code code, Step step) {
        if (code.type() == FactType.ANY
                || code.type() == FactType.MAP
                || code.type() == FactType.LIST && step instanceof Step.Index) {
            return true;
        }
        checker.problem(
                "type",
                step.start(),
                step.end(),
                "got " + code.type().description() + ", want a map" + (step instanceof Step.Index ? " or a list" : "")
                        + " to look in",
                "");
        return false;
    }

    private Code unknown(String name, int start, int end, FactSchema within, String what) {
        List<String> known = within.declared().stream().map(Fact::name).toList();
        String hint = Suggestions.closest(name, known)
                .map(it -> "did you mean \"" + it + "\"?")
                .orElseGet(() -> known.isEmpty()
                        ? "there are none"
                        : "known are " + String.join(", ", known.subList(0, Math.min(LISTED, known.size())))
                                + (known.size() > LISTED ? ", ..." : ""));
        return checker.problem("unknown-fact", start, end, "\"" + name + "\" is not " + what, hint);
    }
}
