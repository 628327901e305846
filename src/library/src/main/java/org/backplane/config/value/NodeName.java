package org.backplane.config.value;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The valid names of nodes, and the default name. */
public final class NodeName {

    private static final int MAX_CODE_POINTS = 64;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private NodeName() {}

    public static Parser<String> parser() {
        return Parsers.text(
                NodeName::isValid, "is not a name of 1 to 64 characters without control and format characters");
    }

    static boolean isValid(String name) {
        int length = name.codePointCount(0, name.length());
        return length >= 1 && length <= MAX_CODE_POINTS && name.codePoints().allMatch(NodeName::isShowable);
    }

    /** The joiners are format characters too, but several scripts and many emoji cannot be written without them. */
    private static boolean isShowable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }

    /** Returns the name of this machine; {@code localhost} if it has no valid name. May block. */
    public static String ofHost() {
        try {
            String host = InetAddress.getLocalHost().getHostName();
            return isValid(host) ? host : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
