package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.Variants;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which variant of a target counts for a task. */
class SlaVariantsTest {
    private final SlaRules sla =
            RuleSet.loader().layer(Layer.of("base", """
                    version: "1.0"
                    sla_targets:
                      deploy: { target_minutes: 10, warning_percent: 70, critical_percent: 90 }
                      default:
                        target_minutes: 30
                        warning_percent: 70
                        critical_percent: 90
                        variants:
                          - { name: control, weight: 50 }
                          - { name: strict, weight: 50, set: { target_minutes: 20, critical_percent: 80 } }
                    """)).load().sla();

    @Test
    void theKeyChoosesTheVariant() {
        SlaTarget strict = sla.target("default", Optional.of("customer-7")).orElseThrow();
        SlaTarget control = sla.target("default", Optional.of("customer-1")).orElseThrow();
        assertThat(control.variant()).contains("control");
        assertThat(control.target()).isEqualTo(Duration.ofMinutes(30));
        assertThat(strict.variant()).contains("strict");
        assertThat(strict.target()).isEqualTo(Duration.ofMinutes(20));
        assertThat(strict.warningPercent()).isEqualTo(70);
        assertThat(strict.criticalPercent()).isEqualTo(80);
    }

    @Test
    void theDefaultDealsItsKeysAlikeForEveryTaskType() {
        Variants<SlaTarget> variants = sla.variants().get("default");
        assertThat(variants.salt()).isEqualTo("sla_targets.default");
        for (int i = 0; i < 100; i++) {
            Optional<String> key = Optional.of("k" + i);
            assertThat(sla.target("unheard_of", key)).isEqualTo(sla.target("default", key));
            assertThat(sla.target("default", key)).contains(variants.select(key).value());
        }
    }

    @Test
    void withoutAKeyTheFirstVariantApplies() {
        assertThat(sla.target("unheard_of").orElseThrow().variant()).contains("control");
    }

    @Test
    void aTargetWithoutVariantsIsTheSameForEveryKey() {
        assertThat(sla.target("deploy", Optional.of("k"))).isEqualTo(sla.target("deploy"));
        assertThat(sla.target("deploy").orElseThrow().variant()).isEmpty();
        assertThat(sla.targets().get("default").variant()).isEmpty();
    }
}
