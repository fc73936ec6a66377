package dev.tenet.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, as a user runs it. */
class TenetIT {
    @TempDir
    Path scratch;

    @Test
    void theReferenceConfigurationIsValid() throws Exception {
        assertThat(java("validate", "examples/config")).isEqualTo(new Run(Exit.OK, "examples/config: valid\n", ""));
    }

    @Test
    void everyModulesSectionsAreInside() throws Exception {
        assertThat(java("schema").out()).contains("decisions", "queries", "routing", "workflows");
        assertThat(java("--version").out()).matches("tenet \\d+\\..*\n");
    }

    @Test
    void theExitCodeReachesTheShell() throws Exception {
        assertThat(java("validate", "nowhere").exit()).isEqualTo(Exit.FOUND);
        assertThat(java("validat").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void outputIsUtf8WhateverTheLocale() throws Exception {
        Path base = Files.createDirectories(scratch.resolve("c/base"));
        Files.writeString(
                base.resolve("ui.yaml"), "version: \"1.0\"\ntheme: { colors: { status: { planned: \"grün\" } } }\n");
        assertThat(java("validate", scratch.resolve("c").toString(), "-f", "json")
                        .out())
                .contains("grün");
    }

    @Test
    void queriesAreCheckedAgainstASnapshotWithoutAnyDriver() throws Exception {
        String folder = "examples/cli/src/test/resources/snapshot/";
        assertThat(java("validate", folder + "config", "-s", folder + "main.snapshot.yaml")
                        .out())
                .contains("base/queries.yaml:6:12: error[unknown-table]");
    }

    private Run java(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("tenet.jar")));
        command.addAll(List.of(args));
        Path out = scratch.resolve("out");
        Path err = scratch.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Run.PROJECT.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        // The JVM announces options from the environment on standard error.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        int exit = builder.start().waitFor();
        return new Run(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
