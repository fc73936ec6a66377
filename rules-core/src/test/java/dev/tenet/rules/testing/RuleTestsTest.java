package dev.tenet.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.RuleSet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RuleTestsTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().resolve("examples/config");

    @Test
    void theReferenceConfigurationPassesItsTests() {
        RuleTestReport report = RuleTests.load(RuleSet.loader().environment(""), EXAMPLE)
                .run(RuleTests.Options.DEFAULT);
        assertThat(report.passed()).as(report.toString()).isTrue();
    }
}
