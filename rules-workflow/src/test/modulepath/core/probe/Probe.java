package probe;

/** Run by ModulePathIT on the packaged jars; prints what the test expects to read. */
public final class Probe {
    private Probe() {}

    public static void main(String[] args) {
        Module rules = ModuleLayer.boot().findModule("dev.tenet.rules").orElseThrow();
        System.out.println("module " + rules.getName());
        System.out.println("RE2/J inside: " + (Class.forName(rules, "dev.tenet.rules.internal.re2j.Pattern") != null));
        ModuleLayer.boot().modules().stream()
                .filter(module -> module.getDescriptor().isAutomatic())
                .forEach(module -> System.out.println("automatic module " + module.getName()));
    }
}
