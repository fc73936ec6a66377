package dev.tenet.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The test vectors of VARIANTS.md are what is computed. */
class VariantsDocumentTest {
    private record Vector(String salt, String key, List<Integer> weights, long hash, long bucket, String name) {}

    @TestFactory
    Stream<DynamicTest> vectorsAreWhatIsComputed() throws IOException {
        return vectors().stream().map(it -> DynamicTest.dynamicTest(it.toString(), () -> check(it)));
    }

    @Test
    void thereAreVectorsOfAllKinds() throws IOException {
        assertThat(vectors())
                .hasSizeGreaterThan(10)
                .anyMatch(it -> it.key().isEmpty())
                .anyMatch(it -> it.key().codePoints().anyMatch(point -> point > 0xFFFF))
                .anyMatch(it -> it.hash() > Integer.MAX_VALUE);
    }

    private static void check(Vector vector) {
        List<Variant<Integer>> variants = List.of(
                new Variant<>("control", vector.weights().get(0), 0),
                new Variant<>("longer", vector.weights().get(1), 1));
        long hash = new Murmur3(vector.salt()).of(vector.key()) & 0xFFFF_FFFFL;
        assertThat(hash).isEqualTo(vector.hash());
        assertThat(hash * (vector.weights().get(0) + vector.weights().get(1)) >>> 32)
                .isEqualTo(vector.bucket());
        assertThat(Variants.of(vector.salt(), variants).select(vector.key()).name())
                .isEqualTo(vector.name());
    }

    /** The rows of the table whose cells begin with a quoted salt. */
    private static List<Vector> vectors() throws IOException {
        return Files.readAllLines(Path.of("VARIANTS.md")).stream()
                .filter(line -> line.startsWith("| `\""))
                .map(line -> Arrays.stream(line.split("\\|"))
                        .map(cell -> cell.strip().replaceAll("^`\"|\"`$", ""))
                        .toList())
                .map(cells -> new Vector(
                        cells.get(1),
                        cells.get(2),
                        Arrays.stream(cells.get(3).split(", "))
                                .map(Integer::valueOf)
                                .toList(),
                        Long.parseLong(cells.get(4)),
                        Long.parseLong(cells.get(5)),
                        cells.get(6)))
                .toList();
    }
}
