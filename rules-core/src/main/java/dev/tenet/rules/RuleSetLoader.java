package dev.tenet.rules;

import dev.tenet.rules.internal.source.FolderSnapshot;
import dev.tenet.rules.internal.source.LayerTree;
import dev.tenet.rules.internal.source.Sources;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.RuleSection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to load rules: which environment, which layers beside the folder's own, how strict, within which limits. Every
 * method gives a new loader; loaders are immutable and thread-safe. A loader that is kept loads faster from the second
 * time on, since it keeps the schemas that the first load compiled.
 *
 * <pre>{@code
 * RuleSet rules = RuleSet.loader()
 *         .environment("production")
 *         .layer(Layer.of("tenant acme", "theme: {colors: {status: {planned: '#0055aa'}}}"))
 *         .severity(SeverityPolicy.WARNINGS_ARE_ERRORS)
 *         .load(Path.of("config"));
 * }</pre>
 */
public final class RuleSetLoader {
    private static final String PROPERTY = "tenet.env";
    private static final String VARIABLE = "TENET_ENV";

    private final Optional<String> environment;
    private final List<Layer> defaults;
    private final List<Layer> layers;
    private final SeverityPolicy severity;
    private final Limits limits;
    private final List<RuleSection<?>> sections;
    /** Made by the first load and kept, since the schemas that it compiles serve every later one. */
    private volatile @Nullable Assembly assembly;

    RuleSetLoader() {
        this(Optional.empty(), List.of(), List.of(), SeverityPolicy.DEFAULT, Limits.DEFAULT, List.of());
    }

    private RuleSetLoader(
            Optional<String> environment,
            List<Layer> defaults,
            List<Layer> layers,
            SeverityPolicy severity,
            Limits limits,
            List<RuleSection<?>> sections) {
        this.environment = environment;
        this.defaults = defaults;
        this.layers = layers;
        this.severity = severity;
        this.limits = limits;
        this.sections = sections;
    }

    /**
     * Loads {@code environments/<name>.yaml} over the base. Without this call the name comes from the system property
     * {@code tenet.env}, else from the environment variable {@code TENET_ENV}, else there is no environment. A blank name
     * means none, whatever the property and the variable say.
     */
    public RuleSetLoader environment(String name) {
        return new RuleSetLoader(Optional.of(name), defaults, layers, severity, limits, sections);
    }

    /** Adds a layer below the folder's base: what a library ships and its users override. Later calls lie above. */
    public RuleSetLoader defaults(Layer layer) {
        return new RuleSetLoader(environment, append(defaults, layer), layers, severity, limits, sections);
    }

    /** Adds a layer above all of the folder's. Later calls lie above. */
    public RuleSetLoader layer(Layer layer) {
        return new RuleSetLoader(environment, defaults, append(layers, layer), severity, limits, sections);
    }

    /** Sets how severe each problem is; {@link SeverityPolicy#DEFAULT} otherwise. */
    public RuleSetLoader severity(SeverityPolicy policy) {
        return new RuleSetLoader(environment, defaults, layers, Objects.requireNonNull(policy), limits, sections);
    }

    /** Sets the bounds on what is read; {@link Limits#DEFAULT} otherwise. */
    public RuleSetLoader limits(Limits bounds) {
        return new RuleSetLoader(environment, defaults, layers, severity, Objects.requireNonNull(bounds), sections);
    }

    /** Adds a section of the host's own, beside those that {@link java.util.ServiceLoader} finds. */
    public RuleSetLoader section(RuleSection<?> section) {
        return new RuleSetLoader(environment, defaults, layers, severity, limits, append(sections, section));
    }

    /**
     * Loads a configuration folder and the layers of this loader.
     *
     * @param folder the folder that holds {@code base/}
     * @throws RuleSetException if anything is wrong; it holds every problem found
     */
    public RuleSet load(Path folder) {
        return load(snapshot(folder));
    }

    /** What a load would take from a folder now. */
    FolderSnapshot snapshot(Path folder) {
        return FolderSnapshot.read(folder, environmentName(), limits);
    }

    /** As {@link #load(Path)}, from what was read before. */
    RuleSet load(FolderSnapshot folder) {
        Problems problems = new Problems();
        Sources sources = new Sources(limits, problems);
        List<LayerTree> trees = new ArrayList<>();
        trees.addAll(read(defaults, sources));
        trees.addAll(sources.folder(folder));
        trees.addAll(read(layers, sources));
        return assembly().assemble(trees, folder.environment(), problems);
    }

    /** How severe a problem is to the host. */
    Problem judge(Problem problem) {
        return severity.apply(problem);
    }

    /**
     * Loads the layers of this loader alone; the environment plays no part.
     *
     * @throws RuleSetException if anything is wrong; it holds every problem found
     */
    public RuleSet load() {
        Problems problems = new Problems();
        Sources sources = new Sources(limits, problems);
        List<LayerTree> trees = read(append(defaults, layers), sources);
        return assembly().assemble(trees, Optional.empty(), problems);
    }

    private Assembly assembly() {
        Assembly made = assembly;
        if (made == null) {
            made = new Assembly(severity, limits, sections);
            assembly = made;
        }
        return made;
    }

    private Optional<String> environmentName() {
        return environment
                .or(() -> Optional.ofNullable(System.getProperty(PROPERTY)))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                .filter(name -> !name.isBlank());
    }

    private static List<LayerTree> read(List<Layer> layers, Sources sources) {
        return layers.stream().flatMap(layer -> sources.layer(layer).stream()).toList();
    }

    private static <T> List<T> append(List<T> list, T last) {
        return append(list, List.of(last));
    }

    private static <T> List<T> append(List<T> list, List<T> more) {
        return Stream.concat(list.stream(), more.stream()).toList();
    }
}
