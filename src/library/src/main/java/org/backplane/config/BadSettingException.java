package org.backplane.config;

import java.util.List;

/** Settings are invalid. The message has one line for each invalid setting; it is safe for logs, with secrets masked. */
public final class BadSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadSettingException(List<String> lines) {
        super(String.join("\n", lines));
    }
}
