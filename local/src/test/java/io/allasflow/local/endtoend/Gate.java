package io.allasflow.local.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A port of this machine that leads to the store, and that a test can shut, or stop in the middle of an upload.
final class Gate implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 14;

    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;
    /// Bytes that may still go to the store; guarded by this.
    private long allowance = Long.MAX_VALUE;
    private boolean held;

    Gate(URI target) throws IOException {
        this.target = new InetSocketAddress(target.getHost(), target.getPort());
        listener = new ServerSocket(0, 256, InetAddress.getByName("127.0.0.1"));
        Thread.startVirtualThread(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /// Breaks all connections and takes no more until opened.
    void shut() {
        shut = true;
        sockets.forEach(Gate::close);
    }

    synchronized void open() {
        shut = false;
        allowance = Long.MAX_VALUE;
        held = false;
        notifyAll();
    }

    /// Lets this many bytes go to the store, then nothing more until opened.
    synchronized void holdAfter(long bytes) {
        allowance = bytes;
    }

    synchronized boolean isHolding() {
        return held;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        shut();
        open();
    }

    private void accept() {
        while (true) {
            try {
                var client = listener.accept();
                Thread.startVirtualThread(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client; var store = new Socket()) {
            sockets.add(client);
            if (shut) {
                return;
            }
            store.connect(target);
            // A request in two writes would otherwise wait 40 ms for the acknowledgement of the first.
            client.setTcpNoDelay(true);
            store.setTcpNoDelay(true);
            var down = Thread.startVirtualThread(() -> {
                try (client; store) {
                    store.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException e) {
                    // One side has gone, so the other goes.
                }
            });
            up(client, store);
            down.join();
        } catch (IOException e) {
            // As above.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void up(Socket client, Socket store) throws IOException, InterruptedException {
        try (client; store) {
            var buffer = new byte[BUFFER_BYTES];
            for (int count; (count = client.getInputStream().read(buffer)) > 0;) {
                pass(count);
                store.getOutputStream().write(buffer, 0, count);
            }
        }
    }

    private synchronized void pass(int count) throws InterruptedException {
        while (allowance < count) {
            held = true;
            wait();
        }
        allowance -= count;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed then.
        }
    }
}
