package dev.tenet.rules.sql;

import dev.tenet.rules.decision.Variants;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A query with its variants, each made ready when it is first used. Thread-safe. */
final class TemplateGroup {
    private final Ready plain;
    private final @Nullable Variants<Ready> variants;
    private final @Nullable Object[] initial;

    TemplateGroup(
            QueryDefinition plain,
            Optional<Variants<QueryDefinition>> variants,
            Function<QueryDefinition, Template> prepare) {
        this.plain = new Ready(plain, prepare);
        this.variants =
                variants.map(all -> all.map(it -> new Ready(it, prepare))).orElse(null);
        this.initial = Bindings.initial(plain.parameters());
    }

    /** The template of the variant that a key falls into; without variants the only one. */
    Template select(Optional<String> key) {
        Ready chosen = variants == null ? plain : variants.select(key).value();
        return chosen.template();
    }

    /** What is bound before anything is given; the caller's own. */
    @Nullable
    Object[] initial() {
        return initial.clone();
    }

    private static final class Ready {
        private final QueryDefinition definition;
        private final Function<QueryDefinition, Template> prepare;
        private volatile @Nullable Template template;

        Ready(QueryDefinition definition, Function<QueryDefinition, Template> prepare) {
            this.definition = definition;
            this.prepare = prepare;
        }

        Template template() {
            Template known = template;
            if (known == null) {
                known = prepare.apply(definition);
                template = known; // two threads may both make it; either will do
            }
            return known;
        }
    }
}
