package io.allasflow.ingest.rest.http;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/// Where requests may go: over https to public addresses, and to the hosts that the operator allows. Addresses are
/// checked as the connection gets them, so that a name cannot have another address a moment later.
public final class HostRules implements DnsResolver {
    private final Set<String> allowed;
    private final Lookup lookup;

    /// The addresses of a host name.
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /// @param allowed `host`, which stands for its ports 80 and 443, or `host:port`, in lower case
    public HostRules(List<String> allowed, Lookup lookup) {
        this.allowed = Set.copyOf(allowed.stream()
                .flatMap(host -> host.matches(".*:[0-9]+") ? Stream.of(host) : Stream.of(host + ":80", host + ":443"))
                .toList());
        this.lookup = lookup;
    }

    /// @throws PipelineException `API_NOT_ALLOWED`
    public void check(URI url) {
        boolean encrypted = "https".equalsIgnoreCase(url.getScheme());
        if (url.getHost() == null || url.getUserInfo() != null
                || !encrypted && !("http".equalsIgnoreCase(url.getScheme())
                        && isAllowed(url.getHost(), port(url)))) {
            throw new PipelineException(ErrorCode.API_NOT_ALLOWED, origin(url) + " is not an https URL");
        }
    }

    public static boolean isSameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme()) && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    /// All of a URL that a message may hold: keys stand in queries, and in paths too.
    public static String origin(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        var addresses = lookup.of(host);
        if (!isAllowed(host, port) && !Arrays.stream(addresses).allMatch(PublicAddress::is)) {
            // Not which: that would tell about a network that is none of the reader's business.
            throw new PipelineException(ErrorCode.API_NOT_ALLOWED, "the host " + host + " has no public address");
        }
        return Arrays.stream(addresses).map(address -> new InetSocketAddress(address, port)).toList();
    }

    @Override
    public InetAddress[] resolve(String host) {
        throw new UnsupportedOperationException("whether a host is allowed goes by the port too");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private boolean isAllowed(String host, int port) {
        var name = host.toLowerCase(Locale.ROOT);
        return allowed.contains((name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name) + ":" + port);
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
