package dev.tenet.rules.cli;

import dev.tenet.rules.spi.RuleSection;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenet schema}: what a file may hold. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema (draft-07) of a section, or lists the sections.",
        mixinStandardHelpOptions = true)
final class Schema implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "<section>",
            description =
                    "A section such as routing; \"overrides\" for a file that overrides, \"fleet\" for the file of"
                            + " explain route. Default: list them.")
    private String name = "";

    @Override
    public Integer call() throws IOException {
        Map<String, URL> schemas = schemas();
        PrintWriter out = spec.commandLine().getOut();
        if (name.isEmpty()) {
            schemas.keySet().forEach(out::println);
            return Exit.OK;
        }
        URL schema = schemas.get(name);
        if (schema == null) {
            throw new ParameterException(
                    spec.commandLine(), Named.unknown(name, "a section with a schema", schemas.keySet()));
        }
        try (InputStream in = schema.openStream()) {
            out.println(new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing());
        }
        return Exit.OK;
    }

    private static Map<String, URL> schemas() {
        Map<String, URL> schemas = new TreeMap<>();
        ServiceLoader.load(RuleSection.class).forEach(section -> schemas.put(section.name(), section.schema()));
        schemas.put("fleet", new FleetFile().schema());
        schemas.put("overrides", Objects.requireNonNull(Schema.class.getResource("overrides.schema.json")));
        return schemas;
    }
}
