package org.backplane.config;

import java.util.List;

/** The settings make no sense: its message has one line for each bad one, safe to log, secrets masked. */
public final class BadSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadSettingException(List<String> lines) {
        super(String.join("\n", lines));
    }
}
