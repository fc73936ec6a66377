package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.ExpressionExplanation;
import dev.tenet.rules.expression.ExpressionExplanation.Read;
import dev.tenet.rules.expression.ExpressionExplanation.State;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.syntax.Node.Path;
import dev.tenet.rules.internal.syntax.Nodes;
import dev.tenet.rules.internal.syntax.Printer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads again, one by one, what an expression read, so that evaluation itself need not keep account. */
final class Explainer {

    private static final String HIDDEN = "***";

    private final Program program;
    private final Code code;
    private final Names names;
    /** Reads paths without their declared types, to show what is there even where it is wrong. */
    private final Compiler dynamic;

    Explainer(Program program, Code code) {
        this.program = program;
        this.code = code;
        this.names = new Checker(program.text(), program.schema()).names();
        this.dynamic = new Compiler(program.text(), FactSchema.open());
    }

    ExpressionExplanation explain(FactValues facts) {
        Map<String, Read> reads = new LinkedHashMap<>();
        boolean sensitive = false;
        for (Path path : Nodes.paths(program.syntax())) {
            sensitive |= names.isSensitive(path);
            reads.computeIfAbsent(Printer.print(path), text -> read(path, text, facts));
        }
        List<Read> seen = new ArrayList<>(reads.values());
        try {
            Object value = code.eval(facts);
            boolean hidden = sensitive && (code.type() != FactType.BOOLEAN || program.syntax() instanceof Path);
            Optional<String> shown =
                    value == null ? Optional.empty() : Optional.of(hidden ? HIDDEN : Values.show(value));
            return new ExpressionExplanation(program.text(), shown, seen, Optional.empty());
        } catch (EvaluationException e) {
            return new ExpressionExplanation(
                    program.text(), Optional.empty(), seen, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Read read(Path path, String text, FactValues facts) {
        Code reader = dynamic.compile(path);
        boolean hidden = Nodes.paths(path).stream().anyMatch(names::isSensitive);
        try {
            @Nullable Object value = reader.eval(facts);
            if (value == null) {
                return new Read(text, isThere(reader, facts) ? State.NULL : State.MISSING, "NULL");
            }
            return new Read(text, State.PRESENT, hidden ? HIDDEN : Values.show(value));
        } catch (EvaluationException e) {
            return new Read(text, State.UNREADABLE, "(" + (hidden ? HIDDEN : e.problem()) + ")");
        }
    }

    /** Whether what reads as NULL was given as NULL. */
    private static boolean isThere(Code reader, FactValues facts) {
        if (reader instanceof FactCode.AnyFact fact) {
            return facts.has(fact.name());
        } else if (reader instanceof FactCode.FieldOf field) {
            Object target = field.target().eval(facts);
            return target instanceof Map<?, ?> map ? map.containsKey(field.name()) : isThere(field.target(), facts);
        } else if (reader instanceof FactCode.IndexOf index) {
            Object target = index.target().eval(facts);
            Object at = index.index().eval(facts);
            if (target instanceof Map<?, ?> map && at != null) {
                return map.containsKey(at);
            } else if (target instanceof List<?> list && at != null) {
                long position = Values.toLong(at);
                return position >= 0 && position < list.size();
            }
            return target == null ? isThere(index.target(), facts) : isThere(index.index(), facts);
        }
        return true;
    }
}
