package dev.tenet.rules.bench;

import com.sun.management.ThreadMXBean;
import dev.tenet.rules.sql.BulkLoader;
import dev.tenet.rules.sql.PooledDatabase;
import dev.tenet.rules.sql.ValueType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * A load with checkpoints beside one raw {@code COPY} of the same rows, on PostgreSQL with fsync: rows to a table of five
 * columns without an index, each form in turn in each round. A program of its own, for a load is no operation to repeat
 * in a loop.
 */
public final class BulkBenchmark {
    private static final String COPY = "COPY readings (id, sensor, taken_at, degrees, remark) FROM STDIN";
    private static final int PIECE = 1 << 16;
    private static final String[] REMARKS = {"", "calibrated", "window open", "no remark at all, as so often"};
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final PooledDatabase database;
    private final long rows;
    private final byte[] encoded;
    private int job;

    private BulkBenchmark(PooledDatabase database, long rows) {
        this.database = database;
        this.rows = rows;
        this.encoded = encoded();
    }

    /** A way to load all rows. */
    @FunctionalInterface
    private interface Form {
        void load() throws SQLException, IOException;
    }

    /** What a load took. */
    private record Taken(double seconds, double bytesPerRow) {}

    /** Wants the number of rounds and of rows: 7 and 1,000,000 unless given. */
    public static void main(String[] arguments) throws SQLException, IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        long rows = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000_000;
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("max_wal_size", "4GB")
                        .start();
                PooledDatabase database = PooledDatabase.open(server.getJdbcUrl("postgres", "postgres"))) {
            new BulkBenchmark(database, rows).run(rounds);
        }
    }

    private Iterator<Object[]> source() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        return LongStream.range(0, rows)
                .mapToObj(n -> new Object[] {
                    n, "sensor-" + n % 1_000, start.plusMillis(n * 977), n % 4_001 / 8.0, REMARKS[(int) (n & 3)]
                })
                .iterator();
    }

    private void run(int rounds) throws SQLException, IOException {
        execute("CREATE TABLE readings (id BIGINT, sensor TEXT, taken_at TIMESTAMPTZ, degrees FLOAT8, remark TEXT)");
        String[] names = {
            "raw COPY of ready bytes", "raw COPY, encoded by hand", "BulkLoader", "BulkLoader, 50,000 rows"
        };
        List<Form> forms = List.of(this::copyReady, this::copyByHand, () -> load(10_000), () -> load(50_000));
        List<Taken[]> taken = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            Taken[] all = new Taken[forms.size()];
            for (int turn = 0; turn < all.length; turn++) {
                int form = Math.floorMod(round + turn, all.length);
                all[form] = measure(forms.get(form));
            }
            if (round >= 0) { // the first is to warm up
                taken.add(all);
            }
        }
        double ofSource = ofSource();
        for (int form = 0; form < names.length; form++) {
            int at = form;
            double seconds = median(taken, all -> all[at].seconds());
            double bytes = median(taken, all -> all[at].bytesPerRow()) - (form == 0 ? 0 : ofSource);
            double toReady = median(taken, all -> all[at].seconds() / all[0].seconds());
            double toByHand = median(taken, all -> all[at].seconds() / all[1].seconds());
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %6.3f s  %9.0f rows/s  %5.2f of ready bytes  %5.2f of by hand  %5.0f B/row%n",
                    names[form],
                    seconds,
                    rows / seconds,
                    toReady,
                    toByHand,
                    bytes);
        }
    }

    @FunctionalInterface
    private interface Figure {
        double of(Taken[] all);
    }

    private static double median(List<Taken[]> taken, Figure figure) {
        double[] sorted = taken.stream().mapToDouble(figure::of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private Taken measure(Form form) throws SQLException, IOException {
        execute("TRUNCATE readings");
        execute("CHECKPOINT");
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        form.load();
        double seconds = (System.nanoTime() - start) / 1e9;
        double perRow = (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / rows;
        try (Connection connection = database.reading().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*), SUM(id) FROM readings")) {
            count.next();
            if (count.getLong(1) != rows || count.getLong(2) != rows * (rows - 1) / 2) {
                throw new IllegalStateException("got " + count.getLong(1) + " rows, want " + rows);
            }
        }
        return new Taken(seconds, perRow);
    }

    /** What the source itself allocates, a row. */
    private double ofSource() {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long read = 0;
        for (Iterator<Object[]> source = source(); source.hasNext(); source.next()) {
            read++;
        }
        return (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / read;
    }

    private void load(int checkpointRows) {
        BulkLoader.into(database, "readings")
                .job("benchmark " + ++job)
                .column("id", ValueType.INTEGER)
                .column("sensor", ValueType.STRING)
                .column("taken_at", ValueType.TIMESTAMP)
                .column("degrees", ValueType.NUMBER)
                .column("remark", ValueType.STRING)
                .checkpointRows(checkpointRows)
                .build()
                .load(source());
    }

    private void copyReady() throws SQLException {
        copy(in -> {
            for (int at = 0; at < encoded.length; at += PIECE) {
                in.writeToCopy(encoded, at, Math.min(PIECE, encoded.length - at));
            }
        });
    }

    private void copyByHand() throws SQLException {
        copy(in -> {
            StringBuilder text = new StringBuilder(2 * PIECE);
            for (Iterator<Object[]> source = source(); source.hasNext(); ) {
                append(text, source.next());
                if (text.length() >= PIECE) {
                    write(in, text);
                }
            }
            write(in, text);
        });
    }

    private static void append(StringBuilder text, Object[] row) {
        for (int at = 0; at < row.length; at++) {
            text.append(at == 0 ? "" : "\t");
            text.append(row[at]); // no value here has a character to escape
        }
        text.append('\n');
    }

    private static void write(CopyIn in, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        in.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    @FunctionalInterface
    private interface Writing {
        void write(CopyIn in) throws SQLException;
    }

    private void copy(Writing writing) throws SQLException {
        try (Connection connection = database.writing().getConnection()) {
            CopyIn in = new CopyManager(connection.unwrap(BaseConnection.class)).copyIn(COPY);
            writing.write(in);
            in.endCopy();
        }
    }

    private byte[] encoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder text = new StringBuilder();
        source().forEachRemaining(row -> {
            append(text, row);
            out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
        });
        return out.toByteArray();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.writing().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
