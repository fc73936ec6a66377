package dev.tenet.rules.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server on this machine that can be shut while the server goes on. */
final class Gate implements AutoCloseable {
    private final ServerSocket door;
    private final int server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private final List<Socket> held = new CopyOnWriteArrayList<>();

    private volatile State state = State.OPEN;

    /** What becomes of new connections. */
    private enum State {
        OPEN,
        HELD,
        SHUT
    }

    Gate(int server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Breaks all connections and makes no new ones. */
    void shut() throws IOException {
        state = State.SHUT;
        close(sockets);
        close(held);
    }

    /** Leaves the connections that there are alone, takes new ones and lets nothing through. */
    void hold() {
        state = State.HELD;
    }

    /** Lets new connections through, and breaks those that were held. */
    void open() throws IOException {
        state = State.OPEN;
        close(held);
    }

    private static void close(List<Socket> all) throws IOException {
        for (Socket socket : all) {
            socket.close();
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket in = door.accept();
                if (state == State.SHUT) {
                    in.close();
                    continue;
                } else if (state == State.HELD) {
                    held.add(in);
                    continue;
                }
                Socket out = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.addAll(List.of(in, out));
                start(() -> copy(in, out));
                start(() -> copy(out, in));
            } catch (IOException e) {
                return; // it was closed
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One end is gone, which closes the other.
            return;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "gate");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        shut();
        door.close();
    }
}
