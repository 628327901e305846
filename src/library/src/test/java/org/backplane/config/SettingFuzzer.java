package org.backplane.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.backplane.fuzz.Claims.isPlain;
import static org.backplane.fuzz.Claims.onlyRefuses;
import static org.backplane.fuzz.Claims.require;

import java.util.List;
import org.backplane.config.value.Origin;
import org.backplane.config.value.PercentCode;
import org.backplane.config.value.Printable;

/** Properties that hold for every text as the value of a setting. */
public final class SettingFuzzer {

    private static final String SECRET = "s3cr3tW0rd";
    private static final List<String> FORMS = List.of(
            "redis://",
            "rediss://",
            "redis-sentinel://",
            "rediss-sentinel://",
            "redis-cluster://",
            "rediss-cluster://",
            "REDIS://",
            "");

    private SettingFuzzer() {}

    /** For the fuzzer; the first byte chooses the setting, and the form of an address with a password. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int choice = input[0] & 0xff;
        String text = new String(input, 1, input.length - 1, UTF_8);
        setting(Settings.all().get(choice % Settings.all().size()), text);
        places(text);
        isPlain(Printable.quoted(text));
        onlyRefuses(IllegalArgumentException.class, () -> PercentCode.decode(text));
        password(FORMS.get(choice % FORMS.size()), text);
    }

    private static void setting(Setting<?> setting, String text) {
        try {
            setting.parse(text);
        } catch (IllegalArgumentException complaint) {
            String told = String.valueOf(complaint.getMessage());
            isPlain(told);
            require(text.length() < 10 || !told.contains(text), "a complaint does not quote the value");
            isPlain(Reading.line(setting, text, "test", told));
        }
        setting.shown(text);
    }

    private static void places(String text) {
        onlyRefuses(IllegalArgumentException.class, () -> HostPort.parse(text, 1))
                .ifPresent(place -> require(HostPort.parse(place.toString(), 2).equals(place), "a place survives"));
        onlyRefuses(IllegalArgumentException.class, () -> Origin.parse(text)).ifPresent(origin -> {
            require(Origin.parse(origin.toString()).equals(origin), "an origin survives");
            boolean isPage = List.of("http", "https").contains(origin.scheme());
            require(!isPage || origin.matches(origin.toString()), "an origin is its own");
            require(!origin.matches("null") && !origin.matches("https://s3cr3t.example"), "and nobody else's");
        });
        onlyRefuses(IllegalArgumentException.class, () -> RedisAddress.parse(text))
                .filter(address -> !address.credentials().isPresent()
                        && address.credentials().username().isEmpty())
                .ifPresent(address ->
                        require(RedisAddress.parse(address.toString()).equals(address), "an address survives"));
    }

    /** The text, cut in three, stands around a password. */
    private static void password(String form, String text) {
        String[] parts = (text + "||").split("\\|", 3);
        String address = form + parts[0] + ":" + SECRET + parts[1] + "@" + parts[2].replace("|", "");
        if (address.indexOf(SECRET) != address.lastIndexOf(SECRET)) {
            return; // the fuzzer learns the password, and writes it where a name belongs
        }
        require(!RedisAddress.masked(address).contains(SECRET), "a password is masked: " + address);
        require(!Settings.REDIS_HOST.shown(address).contains(SECRET), "a password is not shown");
        onlyRefuses(IllegalArgumentException.class, () -> RedisAddress.parse(address))
                .ifPresent(parsed ->
                        require(!parsed.toString().contains(SECRET), "an address does not tell its password"));
    }
}
