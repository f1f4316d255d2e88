package io.allasflow.operations;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How long to wait, as it is typed.
final class Seconds implements ITypeConverter<Duration> {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    @Override
    public Duration convert(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new TypeConversionException("it is a whole number from 0 to 999999");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }
}
