package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.IOException;

/// JSON text for what has no cells of its own, with every number as it was written.
final class ExactText {
    private ExactText() {}

    /// Of the value that the parser is at, which it reads to its end; without white space.
    static String of(JsonParser parser, int maxCharacters) throws IOException {
        var text = new StringBuilder();
        int level = 0;
        do {
            var token = parser.currentToken();
            if (token.isStructEnd()) {
                level--;
            } else if (needsComma(text)) {
                text.append(',');
            }
            switch (token) {
                case FIELD_NAME -> quote(parser.currentName(), text).append(':');
                case VALUE_STRING -> quote(parser.getText(), text);
                default -> text.append(parser.getText());
            }
            if (token.isStructStart()) {
                level++;
            }
            if (text.length() > maxCharacters) {
                throw new RefusedSourceException(ErrorCode.TOO_COMPLEX,
                        "is JSON with an array or a record of more than " + maxCharacters + " characters near line "
                                + parser.currentLocation().getLineNr() + "; is it the table, beside another one?");
            }
        } while (level > 0 && parser.nextToken() != null);
        return encodable(text.toString());
    }

    /// Half a surrogate pair, which JSON can write and UTF-8 cannot, becomes the escape that it was.
    static String encodable(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (Character.isSurrogate(c) && !pair && mended == null) {
                mended = new StringBuilder(text.substring(0, i));
            }
            if (mended != null) {
                if (pair) {
                    mended.append(c).append(text.charAt(i + 1));
                } else if (Character.isSurrogate(c)) {
                    mended.append("\\u").append(Integer.toHexString(c));
                } else {
                    mended.append(c);
                }
            }
            i += pair ? 1 : 0;
        }
        return mended == null ? text : mended.toString();
    }

    private static boolean needsComma(StringBuilder text) {
        if (text.isEmpty()) {
            return false;
        }
        char last = text.charAt(text.length() - 1);
        return last != '[' && last != '{' && last != ':';
    }

    private static StringBuilder quote(String value, StringBuilder text) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        return text.append('"');
    }
}
