package dev.tenet.rules;

import dev.tenet.rules.decision.Decisions;
import dev.tenet.rules.internal.source.LayerTree;
import dev.tenet.rules.internal.source.Sources;
import dev.tenet.rules.routing.RoutingRules;
import dev.tenet.rules.sla.SlaRules;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.ui.UiConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules that were read, merged, checked and compiled. A rule set is an immutable value: share it between threads,
 * compare it, throw it away. Two rule sets are equal when their merged values are, wherever they were written:
 * just when the {@link RuleSetDiff} between them is empty. {@code 1} and {@code 1.0} are different values, a whole number
 * and a number with a fraction (YAML 1.2 core schema): a key that takes a number takes both for the same, but an
 * expression divides them differently, and a section of the host's can tell them apart.
 *
 * <p>On disk, {@code base/*.yaml} lies under {@code environments/<name>.yaml}, which lies under
 * {@code local/overrides.yaml}. Maps merge key by key, every other value is replaced whole, and {@code null} in an
 * overriding file removes a key. An overriding file of nothing but comments changes nothing; an empty one is refused,
 * and so is a base file without rules.
 */
public final class RuleSet implements RuleSource {
    private final Assembly assembly;
    private final Reading reading;
    private final MapNode merged;
    private final Map<Class<?>, Object> sections;
    private final List<Problem> read;
    private final List<Problem> problems;

    RuleSet(
            Assembly assembly,
            Reading reading,
            MapNode merged,
            Map<Class<?>, Object> sections,
            List<Problem> read,
            List<Problem> problems) {
        this.assembly = assembly;
        this.reading = reading;
        this.merged = merged;
        this.sections = Map.copyOf(sections);
        this.read = List.copyOf(read);
        this.problems = List.copyOf(problems);
    }

    /**
     * Loads a configuration folder, with the environment that the system property {@code tenet.env} or the environment
     * variable {@code TENET_ENV} names, if any.
     *
     * @param folder the folder that holds {@code base/}
     * @throws RuleSetException if anything is wrong; it holds every problem found
     */
    public static RuleSet load(Path folder) {
        return loader().load(folder);
    }

    /** A loader, for more than {@link #load} does by itself. */
    public static RuleSetLoader loader() {
        return new RuleSetLoader();
    }

    /** Itself: a rule set is a source that never changes. */
    @Override
    public RuleSet current() {
        return this;
    }

    /** Warnings and information of the load, in the order of their places. */
    public List<Problem> problems() {
        return problems;
    }

    /** The environment whose file was loaded. */
    public Optional<String> environment() {
        return reading.environment();
    }

    /**
     * These rules as if no environment had been named: all other layers stay. Itself where there is none.
     *
     * @throws RuleSetException if the rules are wrong without it; it holds every problem found
     */
    public RuleSet withoutEnvironment() {
        return reading.environment().isEmpty() ? this : assembled(reading.withoutEnvironment(), new Problems());
    }

    /**
     * The value of a section.
     *
     * @param type the type that the section binds to
     * @throws IllegalArgumentException if no section of the load has that type
     */
    public <T> T section(Class<T> type) {
        Object value = sections.get(type);
        if (value == null) {
            throw new IllegalArgumentException("no section has the type " + type.getName() + "; is its module on the"
                    + " class path, or its RuleSection registered with the loader?");
        }
        return type.cast(value);
    }

    /** Who gets which work. */
    public RoutingRules routing() {
        return section(RoutingRules.class);
    }

    /** How long work may take, and what happens as the time runs out. */
    public SlaRules sla() {
        return section(SlaRules.class);
    }

    /** Colours, panels and tables. */
    public UiConfig ui() {
        return section(UiConfig.class);
    }

    /** The host's own rule tables. */
    public Decisions decisions() {
        return section(Decisions.class);
    }

    /** All rules after merging, as they were written and each with its place: the top-level keys of every section. */
    public MapNode merged() {
        return merged;
    }

    /**
     * A merged value as it was written, with its place.
     *
     * @param path for example {@code sla_targets.shell.target_minutes} or {@code dashboard_panels[0].id}
     * @throws IllegalArgumentException if the text is no path
     */
    public Optional<Node> value(String path) {
        return ValuePath.parse(path).in(merged);
    }

    /**
     * Everywhere that a value was written, lowest layer first, the winner last. A layer that removes the value, or
     * replaces a map around it, has its place in the chain too.
     *
     * @param path for example {@code sla_targets.shell.target_minutes}
     * @return the chain; empty if no layer has such a value
     * @throws IllegalArgumentException if the text is no path
     */
    public List<Origin> provenance(String path) {
        ValuePath way = ValuePath.parse(path);
        List<Origin> chain = new ArrayList<>();
        for (LayerTree layer : reading.layers()) {
            Optional<Node> found = way.endIn(layer.root());
            boolean reached = way.in(layer.root()).isPresent();
            if (reached || !chain.isEmpty()) {
                found.ifPresent(node -> chain.add(new Origin(node.place().location(), node.toString())));
            }
        }
        return List.copyOf(chain);
    }

    /**
     * These rules with one more layer on top: a tenant's theme, a what-if. This rule set stays as it is.
     *
     * @throws RuleSetException if the result is wrong; it holds every problem found
     */
    public RuleSet with(Layer layer) {
        Problems found = new Problems();
        Optional<LayerTree> more = new Sources(assembly.limits(), found).layer(layer);
        return assembled(more.map(reading::with).orElse(reading), found);
    }

    private RuleSet assembled(Reading changed, Problems found) {
        read.forEach(found::add);
        return assembly.assemble(changed, found);
    }

    /** The name of the section that owns a top-level key. */
    Optional<String> sectionOf(String key) {
        return assembly.sectionOf(key);
    }

    /** The names of all sections that the load knew. */
    List<String> sectionNames() {
        return assembly.sectionNames();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuleSet that && merged.sameValue(that.merged);
    }

    @Override
    public int hashCode() {
        return merged.valueHash();
    }

    @Override
    public String toString() {
        return "RuleSet" + merged.keys()
                + environment().map(name -> " for " + name).orElse("");
    }
}
