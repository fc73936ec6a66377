package probe;

/** Run by ModulePathIT on the packaged jars; prints what the test expects to read. */
public final class Probe {
    private Probe() {}

    public static void main(String[] args) {
        Module self = Probe.class.getModule();
        for (String name : new String[] {"dev.tenet.rules", "dev.tenet.rules.sql", "dev.tenet.rules.workflow"}) {
            Module module = ModuleLayer.boot().findModule(name).orElseThrow();
            System.out.println("reads " + name + ": " + self.canRead(module));
        }
        ModuleLayer.boot().modules().stream()
                .filter(module -> module.getDescriptor().isAutomatic())
                .forEach(module -> System.out.println("automatic module " + module.getName()));
    }
}
