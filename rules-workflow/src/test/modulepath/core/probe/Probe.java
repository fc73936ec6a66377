package probe;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import java.nio.file.Path;

/** Run by ModulePathIT on the packaged jars; prints what the test expects to read. */
public final class Probe {
    private Probe() {}

    public static void main(String[] args) {
        Module rules = RuleSet.class.getModule();
        System.out.println("module " + rules.getName());
        System.out.println("RE2/J inside: " + (Class.forName(rules, "dev.tenet.rules.internal.re2j.Pattern") != null));

        RuleSet loaded = RuleSet.loader()
                .layer(Layer.of("host", "regions: [north, south]"))
                .load(Path.of(args[0]));
        System.out.println("a rule: " + loaded.value("environment_routing.bug_fix.priority").orElseThrow());
        System.out.println("a section of the host: " + loaded.section(Regions.class));

        ModuleLayer.boot().modules().stream()
                .filter(module -> module.getDescriptor().isAutomatic())
                .forEach(module -> System.out.println("automatic module " + module.getName()));
    }
}
