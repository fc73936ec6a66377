package dev.tenet.rules.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.expression.Truth;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FusionTest {

    @Test
    void nodesAreWalkedUntilTheHandleWasTriedEnoughAndNoLonger() {
        Fusion fusion = new Fusion(Constant.of(true), 10);
        for (int i = 0; i < 10 + 320 - 1; i++) {
            assertThat(fusion.truth(FactValues.NONE)).isEqualTo(Code.TRUE);
            assertThat(fusion.isFused()).isFalse();
        }
        fusion.truth(FactValues.NONE);
        assertThat(fusion.isFused()).isTrue();
        assertThat(fusion.truth(FactValues.NONE)).isEqualTo(Code.TRUE);
    }

    @Test
    void ofManyConditionsNoMoreAreFusedThanTheirOwnerMayFuse() {
        Fusion.Budget budget = new Fusion.Budget(3);
        List<Fusion> fusions = IntStream.range(0, 10)
                .mapToObj(i -> new Fusion(Constant.of(true), 10))
                .toList();
        for (int i = 0; i < 10_000; i++) {
            fusions.forEach(
                    fusion -> assertThat(fusion.truth(FactValues.NONE, budget)).isEqualTo(Code.TRUE));
        }
        assertThat(fusions.stream().filter(Fusion::isFused)).hasSize(3);
    }

    @Test
    void chainsOfAnyLengthKeepTheirThreeOutcomes() {
        for (int size : List.of(2, 3, 4, 31, 32, 33, 300)) {
            for (String operator : List.of(" AND ", " OR ")) {
                String text =
                        IntStream.range(0, size).mapToObj(i -> "f" + i + " = 1").collect(Collectors.joining(operator));
                boolean and = operator.equals(" AND ");
                Map<String, Object> neutral = IntStream.range(0, size)
                        .boxed()
                        .collect(Collectors.toMap(i -> "f" + i, i -> and ? 1 : 0, (a, b) -> a, java.util.HashMap::new));
                Program program = FusedPrograms.fused(text, FactSchema.open());
                for (int i = 0; i < size; i++) {
                    String name = "f" + i;
                    Object kept = neutral.get(name);
                    assertThat(program.test(Facts.of(neutral))).isEqualTo(and ? Truth.TRUE : Truth.FALSE);
                    neutral.put(name, null);
                    assertThat(program.test(Facts.of(neutral))).as(name).isEqualTo(Truth.UNKNOWN);
                    neutral.put(name, and ? 0 : 1);
                    assertThat(program.test(Facts.of(neutral))).as(name).isEqualTo(and ? Truth.FALSE : Truth.TRUE);
                    neutral.put(name, kept);
                }
            }
        }
    }

    @Test
    void whatAnEarlierTermDecidesALaterOneCannotSpoil() {
        Program program = FusedPrograms.fused("a = 1 AND 10 / b > 2", FactSchema.open());
        for (int i = 0; i < 3; i++) {
            assertThat(program.test(Facts.of(Map.of("a", 2, "b", 0)))).isEqualTo(Truth.FALSE);
            assertThatThrownBy(() -> program.test(Facts.of(Map.of("a", 1, "b", 0))))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("division by zero");
        }
    }

    @Test
    void threadsThatFuseAtOnceAgree() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 50; round++) {
                Program program = Program.condition(
                        "priority >= 5 AND NOT (status IN ('done', 'failed') OR status = 'round" + round + "')",
                        FactSchema.open(),
                        4);
                Callable<Integer> matches = () -> {
                    int matched = 0;
                    for (int i = 0; i < 200; i++) {
                        matched += program.matches(Facts.of(Map.of("priority", i % 10, "status", "new"))) ? 1 : 0;
                    }
                    return matched;
                };
                for (Future<Integer> each : threads.invokeAll(List.of(matches, matches, matches, matches))) {
                    assertThat(each.get()).isEqualTo(100);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void fusedCodeGoesWithItsProgram() {
        List<WeakReference<Program>> dropped = new ArrayList<>();
        Facts facts = Facts.of(Map.of("priority", 7, "status", "new"));
        for (int i = 0; i < 50; i++) {
            Program program =
                    FusedPrograms.fused("priority >= " + i + " AND status <> 'x" + i + "'", FactSchema.open());
            for (int k = 0; k < 500; k++) {
                program.test(facts);
            }
            dropped.add(new WeakReference<>(program));
        }
        for (int i = 0; i < 20 && dropped.stream().anyMatch(it -> it.get() != null); i++) {
            System.gc();
        }
        assertThat(dropped).allSatisfy(it -> assertThat(it.get()).isNull());
    }
}
