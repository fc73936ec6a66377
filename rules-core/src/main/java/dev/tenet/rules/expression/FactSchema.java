package dev.tenet.rules.expression;

import dev.tenet.rules.internal.text.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts that an expression may name, with their types. In a closed schema an undeclared name is a problem when the
 * expression is compiled; in the open schema every name is allowed and every type is checked when evaluated.
 *
 * <p>Immutable, compared by content.
 */
public final class FactSchema {

    private static final FactSchema OPEN = new FactSchema(false, List.of());

    private final boolean closed;
    private final List<Fact> facts;
    private final Map<String, Integer> slots = new HashMap<>();
    private final boolean sensitive;

    private FactSchema(boolean closed, List<Fact> facts) {
        this.closed = closed;
        this.facts = List.copyOf(facts);
        for (Fact fact : facts) {
            slots.put(fact.name(), slots.size());
        }
        this.sensitive = facts.stream()
                .anyMatch(fact -> fact.sensitive()
                        || fact.shape().map(FactSchema::hasSensitive).orElse(false));
    }

    /**
     * A declared fact.
     *
     * @param name as expressions write it
     * @param type of its value
     * @param sensitive whether its value must not appear in explanations and messages
     * @param shape of a {@link FactType#MAP} whose keys are declared too
     */
    public record Fact(String name, FactType type, boolean sensitive, Optional<FactSchema> shape) {}

    /** The schema in which every name is allowed and dynamic. */
    public static FactSchema open() {
        return OPEN;
    }

    /** Declares a closed schema. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether only the declared facts may be named. */
    public boolean isClosed() {
        return closed;
    }

    /** The declared facts in the order of declaration, which is the order of their slots. */
    public List<Fact> declared() {
        return facts;
    }

    /** The declared fact of that name. */
    public Optional<Fact> fact(String name) {
        Integer slot = slots.get(name);
        return slot == null ? Optional.empty() : Optional.of(facts.get(slot));
    }

    /**
     * The slot of a declared fact, for {@link Facts.Builder}.
     *
     * @throws IllegalArgumentException if no such fact is declared
     */
    public int slot(String name) {
        Integer slot = slots.get(name);
        if (slot == null) {
            String hint = Suggestions.closest(name, slots.keySet())
                    .map(it -> "; did you mean \"" + it + "\"?")
                    .orElse("; declared are " + slots.keySet());
            throw new IllegalArgumentException("\"" + name + "\" is not a declared fact" + hint);
        }
        return slot;
    }

    /** Starts facts of this schema that keep numbers unboxed. */
    public Facts.Builder facts() {
        return new Facts.Builder(this);
    }

    /** Whether any declared fact, at any depth, is sensitive. */
    public boolean hasSensitive() {
        return sensitive;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FactSchema that && closed == that.closed && facts.equals(that.facts);
    }

    @Override
    public int hashCode() {
        return 31 * facts.hashCode() + Boolean.hashCode(closed);
    }

    @Override
    public String toString() {
        return closed ? facts.toString() : "open";
    }

    /** Collects declarations. Not safe for use by several threads. */
    public static final class Builder {

        private final Map<String, Integer> positions = new HashMap<>();
        private final List<Fact> facts = new ArrayList<>();

        private Builder() {}

        /**
         * Declares a fact.
         *
         * @throws IllegalArgumentException if the name is declared already
         */
        public Builder fact(String name, FactType type) {
            return add(new Fact(name, type, false, Optional.empty()));
        }

        /**
         * Declares a map whose keys are those of {@code shape}.
         *
         * @throws IllegalArgumentException if the name is declared already
         */
        public Builder shape(String name, FactSchema shape) {
            return add(new Fact(name, FactType.MAP, false, Optional.of(shape)));
        }

        /**
         * Keeps the value of a fact declared before out of explanations and messages.
         *
         * @throws IllegalArgumentException if the name is not declared
         */
        public Builder sensitive(String name) {
            Integer position = positions.get(name);
            if (position == null) {
                throw new IllegalArgumentException("\"" + name + "\" is not declared yet; declare it before this call");
            }
            Fact fact = facts.get(position);
            facts.set(position, new Fact(fact.name(), fact.type(), true, fact.shape()));
            return this;
        }

        /** The closed schema of these facts. */
        public FactSchema build() {
            return new FactSchema(true, facts);
        }

        private Builder add(Fact fact) {
            if (positions.putIfAbsent(fact.name(), facts.size()) != null) {
                throw new IllegalArgumentException("\"" + fact.name() + "\" is declared twice");
            }
            facts.add(fact);
            return this;
        }
    }
}
