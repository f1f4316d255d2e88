package io.allasflow.operations.keystone;

/// A pair of S3 keys that Keystone made, in OpenStack's words an EC2 credential. `toString` leaves the secret out.
public record Ec2Key(String access, String secret) {
    @Override
    public String toString() {
        return "Ec2Key[" + access + "]";
    }
}
