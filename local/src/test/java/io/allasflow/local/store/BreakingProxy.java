package io.allasflow.local.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Passes connections on to a server and breaks them where a test wants it.
final class BreakingProxy implements AutoCloseable {
    /// What happens to one connection.
    ///
    /// @param requestBytes of the client's that pass before it is cut; -1 for all
    /// @param bodyBytes of the server's first body that pass before it is cut; -1 for all
    /// @param status what it is answered at once instead of being passed on; 0 for not
    record Fate(long requestBytes, long bodyBytes, int status) {
        static final Fate GOOD = new Fate(-1, -1, 0);

        static Fate cutRequestAfter(long bytes) {
            return new Fate(bytes, -1, 0);
        }

        static Fate cutBodyAfter(long bytes) {
            return new Fate(-1, bytes, 0);
        }

        static Fate answer(int status) {
            return new Fate(-1, -1, status);
        }
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final URI server;
    private final ConcurrentLinkedQueue<Fate> next = new ConcurrentLinkedQueue<>();
    private final Set<Socket> live = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Fate fate = Fate.GOOD;
    private volatile Runnable onCut = () -> {};

    BreakingProxy(URI server) throws IOException {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    /// The fates of the next connections, one each; those after them fare as [#always] says.
    void then(Fate... fates) {
        next.addAll(List.of(fates));
    }

    void always(Fate fate) {
        this.fate = fate;
    }

    /// Closes every connection there is, so that the next request makes one.
    void dropConnections() {
        for (var client : live) {
            close(client);
        }
        live.clear();
    }

    /// Run once, at the next cut, before the client sees it.
    void onCut(Runnable action) {
        onCut = action;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                connections.incrementAndGet();
                live.add(client);
                var chosen = next.isEmpty() ? fate : next.remove();
                Thread.ofVirtual().start(() -> serve(client, chosen));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client, Fate chosen) {
        try (client; var upstream = new Socket(server.getHost(), server.getPort())) {
            // A request in two writes would otherwise wait 40 ms for the acknowledgement of the first.
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            if (chosen.status() != 0) {
                readHead(client.getInputStream());
                client.getOutputStream().write(("HTTP/1.1 " + chosen.status()
                        + " Broken\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
                return;
            }
            var requests = Thread.ofVirtual().start(() -> {
                if (pass(client, upstream, chosen.requestBytes())) {
                    cut(client, upstream);
                }
            });
            if (chosen.bodyBytes() >= 0) {
                client.getOutputStream().write(readHead(upstream.getInputStream()));
            }
            if (pass(upstream, client, chosen.bodyBytes())) {
                cut(client, upstream);
            }
            requests.join();
        } catch (IOException e) {
            // Either side went.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cut(Socket client, Socket upstream) {
        var action = onCut;
        onCut = () -> {};
        action.run();
        close(client);
        close(upstream);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed already.
        }
    }

    /// @return whether it stopped at the limit
    private static boolean pass(Socket from, Socket to, long limit) {
        try {
            var in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[1 << 13];
            for (long left = limit; left != 0;) {
                int count = in.read(buffer, 0, left < 0 ? buffer.length : (int) Math.min(left, buffer.length));
                if (count < 0) {
                    to.shutdownOutput();
                    return false;
                }
                out.write(buffer, 0, count);
                left -= left < 0 ? 0 : count;
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no head");
            }
            head.append((char) b);
        }
        return head.toString().getBytes(ISO_8859_1);
    }
}
