package io.allasflow.ingest.rest.http;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.utils.URIUtils;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/// GET requests to APIs: no cookies, no proxy, no retries of its own; every host and every redirect is checked. No message
/// holds more of a URL than its origin, or anything of a header.
public final class ApiClient implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /// An answer's head must not fill the memory.
    private static final Http1Config HEADS = Http1Config.custom().setMaxLineLength(16 << 10).setMaxHeaderCount(200)
            .build();

    private final HostRules rules;
    private final CloseableHttpClient client;

    public ApiClient(HostRules rules, String userAgent) {
        this.rules = rules;
        var connections = PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(rules)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(HEADS).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).build())
                .build();
        client = HttpClients.custom().setConnectionManager(connections).setUserAgent(userAgent)
                .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
                .disableRedirectHandling().disableAutomaticRetries().disableCookieManagement().disableAuthCaching()
                // What comes out of compressed answers is counted here.
                .disableContentCompression().build();
    }

    /// The answer at the end of all redirects, whatever its status.
    ///
    /// @param own headers for this origin alone; from a redirect to another one on they are left out
    /// @param more headers that go everywhere
    /// @param silence how long to wait for the next byte
    /// @throws PipelineException `API_NOT_ALLOWED`, `API_UNAVAILABLE` or `API_UNUSABLE`
    public ApiResponse get(URI url, Map<String, String> own, Map<String, String> more, Duration silence) {
        var current = url;
        var headers = own;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            var response = request(current, headers, more, silence);
            var location = response.redirect();
            if (location.isEmpty()) {
                return response;
            }
            response.close();
            current = resolve(current, location.get());
            if (!HostRules.isSameOrigin(url, current)) {
                headers = Map.of();
            }
        }
        throw new PipelineException(ErrorCode.API_UNUSABLE,
                HostRules.origin(url) + " redirects more than " + MAX_REDIRECTS + " times");
    }

    private ApiResponse request(URI url, Map<String, String> own, Map<String, String> more, Duration silence) {
        rules.check(url);
        var request = new HttpGet(url);
        request.setConfig(RequestConfig.custom().setResponseTimeout(Timeout.of(silence))
                .setConnectionRequestTimeout(Timeout.of(silence)).build());
        request.setHeader("Accept-Encoding", "gzip");
        more.forEach(request::setHeader);
        own.forEach(request::setHeader);
        try {
            return new ApiResponse(HostRules.origin(url), request,
                    client.executeOpen(RoutingSupport.determineHost(request), request, null));
        } catch (IOException | HttpException e) {
            throw unavailable(HostRules.origin(url), e);
        }
    }

    /// @throws PipelineException `API_UNUSABLE` if that is no URL
    public static URI resolve(URI base, String reference) {
        try {
            var url = URIUtils.resolve(base, reference.strip());
            if (url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Its message would repeat it.
        }
        throw new PipelineException(ErrorCode.API_UNUSABLE, HostRules.origin(base) + " told a URL that is none");
    }

    /// Without its cause, whose message may repeat what was sent.
    static PipelineException unavailable(String origin, Exception e) {
        var what = switch (e) {
            case UnknownHostException _ -> "has a host name that cannot be resolved";
            case SocketTimeoutException _ -> "did not answer in time";
            case ConnectException _ -> "could not be connected to";
            case SSLException tls -> "could not be talked to over TLS: " + tls.getMessage();
            default -> "broke off: " + e.getClass().getSimpleName();
        };
        return new PipelineException(ErrorCode.API_UNAVAILABLE, origin + " " + what);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
