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

    private volatile boolean shut;

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
        shut = true;
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    void open() {
        shut = false;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket in = door.accept();
                if (shut) {
                    in.close();
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
