package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.syntax.Node.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the conditions of one table depend on, numbered as they are met. */
final class Dimensions {
    /** The moment of the decision, which effective times are about. */
    static final int MOMENT = 0;

    private final FactSchema schema;
    private final List<Dimension> all = new ArrayList<>();
    private final Map<String, Map<Kind, Integer>> numbers = new HashMap<>();

    /**
     * One thing that conditions depend on. What depends on it in two kinds is two dimensions: a value that is wrong for
     * a condition makes it throw, so each may be argued about alone.
     *
     * @param name canonical text
     * @param path the fact, where an example can give it a value; empty where the value follows from other facts
     */
    record Dimension(String name, Kind kind, Optional<Path> path) {}

    Dimensions(FactSchema schema) {
        this.schema = schema;
        all.add(new Dimension("", Kind.TIME, Optional.empty()));
    }

    int size() {
        return all.size();
    }

    Dimension get(int number) {
        return all.get(number);
    }

    /** The number of a fact, or of what is found by walking into it. */
    int of(String name, Kind kind, Optional<Path> path) {
        Map<Kind, Integer> kinds = numbers.computeIfAbsent(name, any -> new HashMap<>());
        Integer known = kinds.get(kind);
        if (known != null) {
            return known;
        }
        kinds.put(kind, all.size());
        all.add(new Dimension(name, kind, path));
        return all.size() - 1;
    }

    /** The number of something whose value is never the same twice. */
    int fresh(String name) {
        return of(name + '#' + all.size(), Kind.TRUTH, Optional.empty());
    }

    /** The kind in which to ask whether a name is NULL, which is the same in every kind. */
    Kind kind(String name, FactType type) {
        Map<Kind, Integer> kinds = numbers.getOrDefault(name, Map.of());
        return switch (type) {
            case BOOLEAN -> Kind.TRUTH;
            case LONG -> Kind.WHOLE;
            case DOUBLE -> Kind.NUMBER;
            case STRING -> Kind.TEXT;
            case TIMESTAMP -> Kind.TIME;
            case DURATION -> Kind.LENGTH;
            case LIST, MAP, ANY -> kinds.keySet().stream().min(Kind::compareTo).orElse(Kind.TEXT);
        };
    }

    /** Whether a fact may be given an example of its dimension. */
    boolean takes(Dimension dimension) {
        Path path = dimension.path().orElseThrow();
        FactType type = path.steps().isEmpty()
                ? schema.fact(path.name()).map(FactSchema.Fact::type).orElse(FactType.ANY)
                : FactType.ANY;
        return type == FactType.ANY
                || type != FactType.LIST && type != FactType.MAP && kind(path.name(), type) == dimension.kind();
    }
}
