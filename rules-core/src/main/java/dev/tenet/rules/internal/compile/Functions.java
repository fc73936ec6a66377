package dev.tenet.rules.internal.compile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Node.Call;
import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;
import dev.tenet.rules.internal.text.Suggestions;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The functions there are. Each is pure; {@code now} reads the clock of the facts. */
final class Functions {

    private static final int MANY = Integer.MAX_VALUE;

    /** Fewest and most arguments. */
    private record Arity(int least, int most) {
        @Override
        public String toString() {
            return least == most ? String.valueOf(least) : "at least " + least;
        }
    }

    private static final Map<String, Arity> KNOWN = Map.ofEntries(
            Map.entry("lower", new Arity(1, 1)),
            Map.entry("upper", new Arity(1, 1)),
            Map.entry("trim", new Arity(1, 1)),
            Map.entry("length", new Arity(1, 1)),
            Map.entry("contains", new Arity(2, 2)),
            Map.entry("starts_with", new Arity(2, 2)),
            Map.entry("ends_with", new Arity(2, 2)),
            Map.entry("matches", new Arity(2, 2)),
            Map.entry("coalesce", new Arity(1, MANY)),
            Map.entry("abs", new Arity(1, 1)),
            Map.entry("min", new Arity(1, MANY)),
            Map.entry("max", new Arity(1, MANY)),
            Map.entry("round", new Arity(1, 1)),
            Map.entry("floor", new Arity(1, 1)),
            Map.entry("ceil", new Arity(1, 1)),
            Map.entry("now", new Arity(0, 0)));

    private final Checker checker;

    Functions(Checker checker) {
        this.checker = checker;
    }

    Code compile(Call call, List<Code> arguments) {
        Arity arity = KNOWN.get(call.function());
        if (arity == null) {
            int end = call.start() + call.function().length();
            return checker.problem(
                    "unknown-function",
                    call.start(),
                    end,
                    "\"" + call.function() + "\" is not a function",
                    Suggestions.closest(call.function(), KNOWN.keySet())
                            .map(it -> "did you mean \"" + it + "\"?")
                            .orElse("there are "
                                    + String.join(
                                            ", ",
                                            KNOWN.keySet().stream().sorted().toList())));
        } else if (arguments.size() < arity.least() || arguments.size() > arity.most()) {
            return checker.problem(
                    "arguments",
                    call.start(),
                    call.end(),
                    call.function() + " wants " + arity + (arity.most() == 1 ? " argument" : " arguments") + ", got "
                            + arguments.size(),
                    "");
        }
        return checker.fold(call, arguments, () -> build(call, arguments));
    }

    private Code build(Call call, List<Code> arguments) {
        Place place = checker.place(call);
        return switch (call.function()) {
            case "lower" -> new TextCode.Changed(text(call, arguments, 0), it -> it.toLowerCase(Locale.ROOT));
            case "upper" -> new TextCode.Changed(text(call, arguments, 0), it -> it.toUpperCase(Locale.ROOT));
            case "trim" -> new TextCode.Changed(text(call, arguments, 0), String::strip);
            case "starts_with" ->
                new TextCode.Test(text(call, arguments, 0), text(call, arguments, 1), String::startsWith);
            case "ends_with" -> new TextCode.Test(text(call, arguments, 0), text(call, arguments, 1), String::endsWith);
            case "matches" -> matches(call, arguments);
            case "contains" -> contains(call, arguments, place);
            case "length" -> {
                checker.want(call.arguments().get(0), arguments.get(0), FactType.STRING, FactType.LIST, FactType.MAP);
                yield new TextCode.Length(arguments.get(0), place);
            }
            case "round" -> rounded(call, arguments, RoundingMode.HALF_UP);
            case "floor" -> rounded(call, arguments, RoundingMode.FLOOR);
            case "ceil" -> rounded(call, arguments, RoundingMode.CEILING);
            case "abs" -> {
                Code operand = arguments.get(0);
                checker.want(call.arguments().get(0), operand, FactType.LONG, FactType.DOUBLE, FactType.DURATION);
                yield FactCode.typed(new NumberCode.Absolute(operand, place), operand.type(), place);
            }
            case "min" -> extreme(call, arguments, ComparisonOperator.LESS, place);
            case "max" -> extreme(call, arguments, ComparisonOperator.GREATER, place);
            case "coalesce" -> {
                FactType type = common(call, arguments);
                yield FactCode.typed(new NumberCode.Coalesce(arguments), type, place);
            }
            case "now" -> new NumberCode.Now(place);
            default -> throw new AssertionError(call.function());
        };
    }

    private Code text(Call call, List<Code> arguments, int index) {
        return checker.text(call.arguments().get(index), arguments.get(index));
    }

    private Code rounded(Call call, List<Code> arguments, RoundingMode mode) {
        checker.want(call.arguments().get(0), arguments.get(0), FactType.LONG, FactType.DOUBLE);
        return new NumberCode.Rounded(arguments.get(0), mode, checker.place(call));
    }

    private Code extreme(Call call, List<Code> arguments, ComparisonOperator operator, Place place) {
        for (int i = 0; i < arguments.size(); i++) {
            checker.want(
                    call.arguments().get(i),
                    arguments.get(i),
                    FactType.LONG,
                    FactType.DOUBLE,
                    FactType.STRING,
                    FactType.TIMESTAMP,
                    FactType.DURATION);
        }
        FactType type = common(call, arguments);
        return FactCode.typed(new NumberCode.Extreme(arguments, Relation.of(operator), place), type, place);
    }

    private Code contains(Call call, List<Code> arguments, Place place) {
        Code container = arguments.get(0);
        if (container.type() == FactType.STRING) {
            return new TextCode.Test(container, text(call, arguments, 1), String::contains);
        }
        checker.want(call.arguments().get(0), container, FactType.STRING, FactType.LIST);
        return new TextCode.Contains(container, arguments.get(1), place);
    }

    private Code matches(Call call, List<Code> arguments) {
        Node patternNode = call.arguments().get(1);
        Code operand = text(call, arguments, 0);
        if (!(arguments.get(1) instanceof Constant constant && constant.value() instanceof String pattern)) {
            return checker.problem(
                    "bad-pattern",
                    patternNode.start(),
                    patternNode.end(),
                    "the pattern of matches must be a constant text",
                    "a pattern from facts can be given to LIKE");
        }
        if (PatternSize.isTooLarge(pattern)) {
            return checker.problem(
                    "bad-pattern",
                    patternNode.start(),
                    patternNode.end(),
                    "the pattern is too large: written out, its repetitions have more than " + PatternSize.MOST
                            + " parts",
                    "use * or + for large counts");
        }
        try {
            return new TextCode.Matches(operand, Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            return checker.problem(
                    "bad-pattern",
                    patternNode.start(),
                    patternNode.end(),
                    "the pattern cannot be read: " + e.getDescription() + ": \"" + e.getPattern() + "\"",
                    "");
        }
    }

    /** The one type of all arguments; dynamic where one is, and where whole and other numbers are mixed. */
    private FactType common(Call call, List<Code> arguments) {
        FactType common = null;
        for (int i = 0; i < arguments.size(); i++) {
            FactType type = arguments.get(i).type();
            if (checker.isNull(arguments.get(i))) {
                continue;
            }
            if (common == null || common == type) {
                common = type;
            } else if (common.isNumber() && type.isNumber() || common == FactType.ANY || type == FactType.ANY) {
                common = FactType.ANY;
            } else {
                Node node = call.arguments().get(i);
                checker.problem(
                        "type",
                        node.start(),
                        node.end(),
                        "got " + type.description() + ", want " + common.description()
                                + " like the arguments before it",
                        "");
                return FactType.ANY;
            }
        }
        return common == null ? FactType.ANY : common;
    }
}
