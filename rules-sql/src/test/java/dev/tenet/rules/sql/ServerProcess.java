package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The processes of a server of the tests, which can be held: the system goes on to take connections for them. */
final class ServerProcess implements AutoCloseable {
    private final ProcessHandle server;
    private final List<Long> held = new ArrayList<>();

    private ServerProcess(ProcessHandle server) {
        this.server = server;
    }

    static ServerProcess of(TestDatabase database, String url) throws SQLException, IOException {
        String sql = database == TestDatabase.MARIADB
                ? "SELECT @@pid_file"
                : "SELECT current_setting('data_directory') || '/postmaster.pid'";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            List<String> lines = Files.readAllLines(Path.of(row.getString(1)));
            return new ServerProcess(
                    ProcessHandle.of(Long.parseLong(lines.get(0).trim())).orElseThrow());
        }
    }

    /** Stops the server, and then the processes that it has for its connections. */
    void freeze() throws IOException {
        hold(server);
        for (ProcessHandle session : server.descendants().toList()) {
            hold(session);
        }
    }

    private void hold(ProcessHandle process) throws IOException {
        signal("STOP", process.pid());
        held.add(process.pid());
    }

    void thaw() throws IOException {
        Collections.reverse(held);
        for (long pid : held) {
            signal("CONT", pid);
        }
        held.clear();
    }

    private static void signal(String name, long pid) throws IOException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .onExit()
                .join()
                .exitValue();
        assertThat(exit).as("kill -%s %s", name, pid).isZero();
    }

    @Override
    public void close() throws IOException {
        thaw();
    }
}
