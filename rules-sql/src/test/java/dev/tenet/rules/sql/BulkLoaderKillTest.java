package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * A process that loads is killed, without a chance to say goodbye, at points chosen by its progress, and started again:
 * in the end every row is there once. {@code -Dtenet.bulk.rows} and {@code -Dtenet.bulk.kills} make it longer,
 * {@code -Dtenet.bulk.seed} other.
 */
class BulkLoaderKillTest {
    private static final long ROWS = Long.getLong("tenet.bulk.rows", 100_000);
    private static final int KILLS = Integer.getInteger("tenet.bulk.kills", 3);
    private static final long SEED = Long.getLong("tenet.bulk.seed", 20_261_121);
    private static final String TABLE =
            "CREATE TABLE loaded (n BIGINT, label VARCHAR(40) NOT NULL, amount DOUBLE PRECISION)";

    /** Within a transaction, before its commit, after it. */
    private static final List<String> WORDS = List.of("row", "reject", "checkpoint");

    private final Random random = new Random(SEED);
    private final Set<Long> rejected = new TreeSet<>();

    /** H2 in memory does not outlive its process. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "H2")
    void aLoadThatIsKilledAndStartedAgainHasEachRowOnce(TestDatabase database) throws Exception {
        String url = database.create();
        TestDatabase.execute(
                url, TABLE); // without a key, so that nothing but the checkpoint keeps a row from coming twice
        long reached = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long span = (ROWS * 9 / 10 - reached) / (KILLS - kill);
            long point = reached + 1 + (long) (random.nextDouble() * Math.max(1, span - 1));
            reached = Math.max(reached, runUntil(url, point, WORDS.get(random.nextInt(3))));
        }
        long last = runUntil(url, Long.MAX_VALUE, "row");

        long bad = (ROWS + 2_223) / 10_000;
        assertThat(last).isEqualTo(ROWS);
        assertThat(rejected).hasSize((int) bad).allMatch(position -> position % 10_000 == 7_777);
        assertThat(number(url, "SELECT COUNT(*) FROM loaded")).isEqualTo(ROWS - bad);
        assertThat(number(url, "SELECT COUNT(DISTINCT n) FROM loaded")).isEqualTo(ROWS - bad);
        assertThat(number(url, "SELECT MAX(n) FROM loaded WHERE amount * 8 = n"))
                .isEqualTo(ROWS);
        assertThat(number(url, "SELECT finished FROM tenet_bulk_checkpoint")).isEqualTo(1);
    }

    /**
     * Runs a process to its end, or kills it when it says a word about that row or a later one. How many rows were
     * committed then, as far as it said.
     */
    private long runUntil(String url, long point, String word) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BulkLoadProcess.class.getName(),
                        url,
                        Long.toString(ROWS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long committed = 0;
        boolean killed = false;
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
                OutputStream goOn = process.getOutputStream()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                String[] words = line.split(" ");
                long number = Long.parseLong(words[1]);
                switch (words[0]) {
                    case "reject" -> rejected.add(number);
                    case "checkpoint" -> committed = number;
                    default -> {}
                }
                if (!killed && number >= point && words[0].equals(word)) {
                    process.toHandle().destroyForcibly(); // the process's own would close what it said, too
                    killed = true;
                }
                if (!killed && words[0].equals("row") && number % 5_000 == 0) {
                    goOn.write('\n');
                    goOn.flush();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        int exit = process.waitFor();
        assertThat(exit).isEqualTo(killed ? 128 + 9 : 0);
        return committed;
    }

    private static long number(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
