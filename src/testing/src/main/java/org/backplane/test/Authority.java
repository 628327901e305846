package org.backplane.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority of a test's own, made by the JDK's keytool; its files are gone with the test. */
public final class Authority implements AutoCloseable {

    /** The password of all stores. */
    public static final String PASSWORD = "changeit";

    private static final String SELF = "authority";
    private static final int KEYTOOL_SECONDS = 60;

    private final TemporaryDirectory files = new TemporaryDirectory("backplane-tls-");
    private final Path store = files.path().resolve("all.p12");

    /** Makes its own certificate. */
    public Authority() {
        keytool(List.of("-genkeypair", "-alias", SELF, "-dname", "CN=Authority of a test", "-ext", "bc:c"));
    }

    /** The files of a certificate, as servers take them. */
    public record Pem(Path certificate, Path key) {}

    /**
     * Issues a certificate that is valid from a day ago to tomorrow.
     *
     * @param names {@code ip:…} and {@code dns:…}, with commas between them
     */
    public Pem issue(String alias, String names) {
        return issue(alias, names, "-1d", 2);
    }

    /** Issues one that was valid until yesterday. */
    public Pem issueExpired(String alias, String names) {
        return issue(alias, names, "-3d", 2);
    }

    private Pem issue(String alias, String names, String start, int days) {
        List<String> issuing = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-signer", SELF));
        issuing.addAll(List.of("-dname", "CN=" + alias, "-ext", "san=" + names));
        issuing.addAll(List.of("-startdate", start, "-validity", Integer.toString(days)));
        keytool(issuing);
        return new Pem(
                pem("CERTIFICATE", alias + ".crt", encoded(alias, false)),
                pem("PRIVATE KEY", alias + ".key", encoded(alias, true)));
    }

    /** Its own certificate, as servers take it. */
    public Path certificate() {
        return pem("CERTIFICATE", SELF + ".crt", encoded(SELF, false));
    }

    /** A store that holds its own certificate alone: who uses it trusts this authority. */
    public Path trustStore() {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry(SELF, open().getCertificate(SELF));
            return save(trust, "trust.p12");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no trust store", e);
        }
    }

    /** A store with the key and certificate of one that was issued. */
    public Path keyStore(String alias) {
        try {
            KeyStore all = open();
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            one.setKeyEntry(
                    alias,
                    all.getKey(alias, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    all.getCertificateChain(alias));
            return save(one, alias + ".p12");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no key store", e);
        }
    }

    private Path save(KeyStore saved, String name) throws GeneralSecurityException, IOException {
        Path file = files.path().resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            saved.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private KeyStore open() throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        return all;
    }

    private byte[] encoded(String alias, boolean key) {
        try {
            return key
                    ? open().getKey(alias, PASSWORD.toCharArray()).getEncoded()
                    : open().getCertificate(alias).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no certificate " + alias, e);
        }
    }

    private Path pem(String kind, String name, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            return Files.writeString(
                    files.path().resolve(name),
                    "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(List<String> what) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(what);
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        files.close();
    }
}
