package io.allasflow.ingest.rest.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Whether an address belongs to somebody on the internet, and not to this machine, its network or its cloud.
///
/// Source: the IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890), less what they call globally
/// reachable, and multicast. IPv4-mapped addresses are plain IPv4 to Java.
final class PublicAddress {
    private static final List<Block> PRIVATE = Stream.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Protocols (Teredo among them), documentation, and 6to4, behind which any IPv4 address may be.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20").map(Block::of).toList();
    /// All other IPv6 addresses have a special purpose or none yet.
    private static final Block GLOBAL_UNICAST = Block.of("2000::/3");
    /// The last four bytes are an IPv4 address (RFC 6052).
    private static final Block NAT64 = Block.of("64:ff9b::/96");
    private static final int IPV4_BYTES = 4;

    private PublicAddress() {}

    private record Block(byte[] start, int bits) {
        static Block of(String text) {
            var parts = text.split("/");
            return new Block(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        }

        boolean contains(byte[] address) {
            int rest = address.length * Byte.SIZE - bits;
            return address.length == start.length
                    && new BigInteger(1, address).shiftRight(rest).equals(new BigInteger(1, start).shiftRight(rest));
        }
    }

    static boolean is(InetAddress address) {
        return is(address.getAddress());
    }

    private static boolean is(byte[] address) {
        if (NAT64.contains(address)) {
            return is(Arrays.copyOfRange(address, address.length - IPV4_BYTES, address.length));
        }
        return (address.length == IPV4_BYTES || GLOBAL_UNICAST.contains(address))
                && PRIVATE.stream().noneMatch(block -> block.contains(address));
    }
}
