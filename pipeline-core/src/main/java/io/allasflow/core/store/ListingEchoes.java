package io.allasflow.core.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/// Takes out of a listing what only repeats the request. Ceph (16.2) encodes the keys as asked, but not these, and then
/// a `%` or a control character in them makes the SDK fail on the whole page.
final class ListingEchoes implements ExecutionInterceptor {
    private static final Pattern ECHO = Pattern.compile("<(Prefix|StartAfter)>[^<]*</\\1>");

    @Override
    public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse context,
            ExecutionAttributes attributes) {
        var body = context.responseBody();
        if (!(context.request() instanceof ListObjectsV2Request) || body.isEmpty()) {
            return body;
        }
        try (var in = body.get()) {
            // A page of a thousand keys: some megabytes at most.
            var listing = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var bare = ECHO.matcher(listing).replaceAll("");
            return Optional.of(new ByteArrayInputStream(bare.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
