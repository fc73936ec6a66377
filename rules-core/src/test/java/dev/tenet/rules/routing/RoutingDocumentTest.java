package dev.tenet.rules.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ROUTING.md shows is so. */
class RoutingDocumentTest {
    private final String document = read();

    private static String read() {
        try {
            return Files.readString(Path.of("ROUTING.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theDecisionLineIsWhatTheReferenceConfigurationGives() {
        Fleet fleet = Fleet.create();
        fleet.put(Session.of("codex", "codex"));
        Router router = Router.of(RuleSet.load(Path.of("../examples/config")), fleet);

        assertThat(document)
                .contains("\n" + router.route(RouteRequest.of("bug_fix").priority(9)) + "\n");
    }

    @Test
    void theSmoothSequenceIsWhatIsAssigned() {
        Fleet fleet = Fleet.create();
        List.of("a", "b", "c").forEach(name -> fleet.put(Session.of(name, "claude")));
        Router router = Router.of(
                TestRules.fix("preferred_sessions: [a, b, c], strategy: weighted, weights: {a: 5, b: 1, c: 1}"), fleet);
        StringBuilder taken = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            try (Assignment assignment = router.assign(RouteRequest.of("fix"))) {
                taken.append(' ')
                        .append(((RouteDecision.Routed) assignment.decision())
                                .session()
                                .name());
            }
        }
        assertThat(document)
                .contains("`{a: 5, b: 1, c: 1}` assigns `" + taken.toString().strip() + "`");
    }

    @Test
    void everyReasonHasItsFact() {
        for (RouteDecision.Reason reason : RouteDecision.Reason.values()) {
            assertThat(document).contains("`" + reason.name().toLowerCase(java.util.Locale.ROOT) + "`");
        }
    }
}
