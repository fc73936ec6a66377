package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Node.And;
import dev.tenet.rules.internal.syntax.Node.Arithmetic;
import dev.tenet.rules.internal.syntax.Node.Between;
import dev.tenet.rules.internal.syntax.Node.Call;
import dev.tenet.rules.internal.syntax.Node.Compare;
import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;
import dev.tenet.rules.internal.syntax.Node.In;
import dev.tenet.rules.internal.syntax.Node.Is;
import dev.tenet.rules.internal.syntax.Node.Like;
import dev.tenet.rules.internal.syntax.Node.Literal;
import dev.tenet.rules.internal.syntax.Node.Negate;
import dev.tenet.rules.internal.syntax.Node.Not;
import dev.tenet.rules.internal.syntax.Node.Or;
import dev.tenet.rules.internal.syntax.Node.Path;
import dev.tenet.rules.internal.syntax.Node.Template;
import dev.tenet.rules.internal.syntax.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the types of a tree from the leaves up and builds its code in the same walk. */
final class Compiler {

    private final Checker checker;
    private final Functions functions;

    Compiler(String text, FactSchema schema) {
        this.checker = new Checker(text, schema);
        this.functions = new Functions(checker);
    }

    Checker checker() {
        return checker;
    }

    Code compile(Node node) {
        if (node instanceof Literal literal) {
            return Constant.of(literal.value());
        } else if (node instanceof Path path) {
            return checker.names().compile(path, compileAll(Nodes.children(path)));
        } else if (node instanceof Call call) {
            return functions.compile(call, compileAll(call.arguments()));
        } else if (node instanceof Negate negate) {
            return negate(negate);
        } else if (node instanceof Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        } else if (node instanceof Compare compare) {
            return compare(compare);
        } else if (node instanceof Between between) {
            return between(between);
        } else if (node instanceof In in) {
            return in(in);
        } else if (node instanceof Like like) {
            return like(like);
        } else if (node instanceof Is is) {
            return is(is);
        } else if (node instanceof Not not) {
            Code operand = checker.condition(not.operand(), compile(not.operand()));
            return checker.fold(node, List.of(operand), () -> new Logic.Not(operand));
        } else if (node instanceof And and) {
            return chain(and, and.terms(), Code.TRUE);
        } else if (node instanceof Or or) {
            return chain(or, or.terms(), Code.FALSE);
        } else if (node instanceof Template template) {
            return template(template);
        }
        throw new AssertionError(node);
    }

    private List<Code> compileAll(List<Node> nodes) {
        return nodes.stream().map(this::compile).toList();
    }

    /** AND and OR: constants that change nothing go, and so does what stands behind a constant that decides. */
    private Code chain(Node node, List<Node> terms, int neutral) {
        List<Code> kept = new ArrayList<>();
        boolean decided = false;
        for (Node term : terms) {
            Code code = checker.condition(term, compile(term));
            int truth = code instanceof Constant constant ? constant.truth(FactValues.NONE) : Code.UNKNOWN;
            if (!decided && truth != neutral) {
                kept.add(code);
            }
            decided |= truth == Logic.not(neutral);
        }
        if (kept.isEmpty()) {
            return new Constant(FactType.BOOLEAN, neutral == Code.TRUE);
        }
        return checker.fold(node, kept, () -> neutral == Code.TRUE ? Logic.and(kept) : Logic.or(kept));
    }

    private Code negate(Negate node) {
        Code operand = compile(node.operand());
        checker.rejectNull(node.operand());
        if (!checker.want(node.operand(), operand, FactType.LONG, FactType.DOUBLE, FactType.DURATION)) {
            return new Constant(FactType.ANY, null);
        }
        return checker.fold(node, List.of(operand), () -> ArithmeticCode.negate(operand, checker.place(node)));
    }

    private Code arithmetic(Arithmetic node) {
        Code left = compile(node.left());
        Code right = compile(node.right());
        checker.rejectNull(node.left());
        checker.rejectNull(node.right());
        Optional<FactType> type = ArithmeticCode.type(node.operator(), left.type(), right.type());
        if (type.isEmpty()) {
            boolean texts = left.type() == FactType.STRING || right.type() == FactType.STRING;
            return checker.problem(
                    "type",
                    node.start(),
                    node.end(),
                    left.type().description() + " " + node.operator().symbol() + " "
                            + right.type().description() + " has no meaning",
                    texts ? "text is joined in a template: \"${a} ${b}\"" : "");
        }
        return checker.fold(
                node,
                List.of(left, right),
                () -> ArithmeticCode.of(node.operator(), type.get(), left, right, checker.place(node)));
    }

    private Code compare(Compare node) {
        Code left = compile(node.left());
        Code right = compile(node.right());
        checker.rejectNull(node.left());
        checker.rejectNull(node.right());
        return compare(node.operator(), node, left, node.right(), right);
    }

    private Code compare(ComparisonOperator operator, Node node, Code left, Node rightNode, Code right) {
        FactType a = left.type();
        FactType b = right.type();
        boolean alike = a == b || a.isNumber() && b.isNumber() || a == FactType.ANY || b == FactType.ANY;
        if (!alike) {
            return checker.problem(
                    "type",
                    rightNode.start(),
                    rightNode.end(),
                    a.description() + " cannot be compared with " + b.description(),
                    "");
        }
        FactType known = a == FactType.ANY ? b : a;
        if (known == FactType.LIST || known == FactType.MAP) {
            return checker.problem(
                    "type",
                    node.start(),
                    node.end(),
                    known.description() + " cannot be compared",
                    "look into it: contains(list, value), map.key");
        } else if (known == FactType.BOOLEAN && !operator.isEquality()) {
            return checker.problem(
                    "type", node.start(), node.end(), "true and false have no order", "compare them with = or <>");
        }
        return checker.fold(
                node,
                List.of(left, right),
                () -> Comparison.of(Relation.of(operator), left, right, checker.place(node)));
    }

    private Code between(Between node) {
        Code operand = compile(node.operand());
        Code low = compile(node.low());
        Code high = compile(node.high());
        List.of(node.operand(), node.low(), node.high()).forEach(checker::rejectNull);
        Code from = compare(ComparisonOperator.GREATER_EQUAL, node, operand, node.low(), low);
        Code to = compare(ComparisonOperator.LESS_EQUAL, node, operand, node.high(), high);
        return checker.fold(node, List.of(operand, low, high), () -> {
            Code both = Logic.and(List.of(checker.condition(node, from), checker.condition(node, to)));
            return node.negated() ? new Logic.Not(both) : both;
        });
    }

    private Code in(In node) {
        Code operand = compile(node.operand());
        checker.rejectNull(node.operand());
        List<Code> items = compileAll(node.items());
        List<Code> all = new ArrayList<>();
        all.add(operand);
        all.addAll(items);
        boolean sound = true;
        FactType wanted = operand.type();
        for (int i = 0; i < items.size(); i++) {
            Node item = node.items().get(i);
            FactType type = items.get(i).type();
            checker.rejectNull(
                    item, "no value equals NULL, and NOT IN with it is never TRUE", "leave it out and add IS NULL");
            boolean comparable = type != FactType.LIST && type != FactType.MAP;
            boolean alike = wanted == FactType.ANY
                    || type == FactType.ANY
                    || wanted == type
                    || wanted.isNumber() && type.isNumber();
            if (!comparable || !alike) {
                sound = false;
                checker.problem(
                        "type",
                        item.start(),
                        item.end(),
                        wanted == FactType.ANY
                                ? type.description() + " cannot be compared"
                                : wanted.description() + " cannot be compared with " + type.description(),
                        comparable ? "" : "for a list write contains(list, value)");
            } else if (wanted == FactType.ANY) {
                wanted = type;
            }
        }
        if (operand.type() == FactType.LIST || operand.type() == FactType.MAP) {
            sound = false;
            checker.want(node.operand(), operand, FactType.STRING, FactType.DOUBLE, FactType.LONG);
        }
        if (!sound) {
            return new Constant(FactType.BOOLEAN, null);
        }
        return checker.fold(node, all, () -> Membership.of(operand, items, node.negated(), checker.place(node)));
    }

    private Code like(Like node) {
        Code operand = checker.text(node.operand(), compile(node.operand()));
        Code pattern = checker.text(node.pattern(), compile(node.pattern()));
        checker.rejectNull(node.operand());
        checker.rejectNull(node.pattern());
        Optional<String> escape = Optional.empty();
        if (node.escape().isPresent()) {
            Node escapeNode = node.escape().get();
            if (!(escapeNode instanceof Literal literal && literal.value() instanceof String value)) {
                return checker.problem(
                        "bad-pattern",
                        escapeNode.start(),
                        escapeNode.end(),
                        "ESCAPE takes a constant text of one character",
                        "");
            }
            escape = Optional.of(value);
        }
        Optional<String> escaping = escape;
        Code like;
        if (pattern instanceof Constant constant && constant.value() instanceof String text) {
            try {
                like = new TextCode.Like(operand, LikePattern.of(text, escaping));
            } catch (IllegalArgumentException e) {
                return checker.problem(
                        "bad-pattern",
                        node.pattern().start(),
                        node.escape().orElse(node.pattern()).end(),
                        String.valueOf(e.getMessage()),
                        "");
            }
        } else {
            like = new TextCode.LikeDynamic(operand, pattern, escaping, checker.place(node));
        }
        return checker.fold(node, List.of(operand, pattern), () -> node.negated() ? new Logic.Not(like) : like);
    }

    private Code is(Is node) {
        Code operand = compile(node.operand());
        if (node.test() == Node.Test.NULL) {
            return checker.fold(node, List.of(operand), () -> new Logic.IsNull(operand, node.negated()));
        }
        Code condition = checker.condition(node.operand(), operand);
        int wanted = switch (node.test()) {
            case TRUE -> Code.TRUE;
            case FALSE -> Code.FALSE;
            case UNKNOWN -> Code.UNKNOWN;
            case NULL -> throw new AssertionError(node);
        };
        return checker.fold(node, List.of(condition), () -> new Logic.IsTruth(condition, wanted, node.negated()));
    }

    private Code template(Template node) {
        List<Node> parts = node.parts();
        if (parts.isEmpty()) {
            return Constant.of("");
        }
        List<Code> codes = compileAll(parts);
        if (codes.size() == 1) {
            return codes.get(0);
        }
        for (int i = 0; i < parts.size(); i++) {
            FactType type = codes.get(i).type();
            if (type == FactType.LIST || type == FactType.MAP) {
                Node part = parts.get(i);
                checker.problem("type", part.start(), part.end(), type.description() + " cannot stand in a text", "");
            }
        }
        return checker.fold(node, codes, () -> new TextCode.Join(codes, checker.place(node)));
    }
}
