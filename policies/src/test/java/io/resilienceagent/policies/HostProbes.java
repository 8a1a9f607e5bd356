package io.resilienceagent.policies;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a {@link MatrixHost} asks the world for: each answers what it met, in a word or two. */
final class HostProbes {
    private static final byte[] WORD = "hello".getBytes(StandardCharsets.UTF_8);
    private static final int MOST_OF_THE_HEAP_IN_USE = 40;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI web;
    private final int echo;

    HostProbes(int web, int echo) {
        this.web = URI.create("http://127.0.0.1:" + web + "/");
        this.echo = echo;
    }

    String http() throws Exception {
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(web).build(), BodyHandlers.ofString());
        return told(
                response.statusCode(),
                response.headers().firstValue("Retry-After").orElse(null));
    }

    String url() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) web.toURL().openConnection();
        int status = connection.getResponseCode();
        String answer = told(status, connection.getHeaderField("Retry-After"));
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            boolean cut = status == 200 && body.readAllBytes().length < MatrixWorld.BODY.length();
            return cut ? answer + ", cut short" : answer;
        } catch (IOException cut) {
            return answer + ", cut short"; // one JDK says so, another gives what there is
        }
    }

    private static String told(int status, String retryAfter) {
        return "status " + status + (retryAfter == null ? "" : ", retry after " + retryAfter);
    }

    String socket() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), echo)) {
            socket.getOutputStream().write(WORD);
            byte[] answer = socket.getInputStream().readNBytes(WORD.length);
            return Arrays.equals(WORD, answer) ? "echoed" : "garbled";
        } catch (SocketException lost) {
            return "SocketException"; // or one of its kinds: it depends on which call is the first
        }
    }

    String name() throws IOException {
        return InetAddress.getByName("localhost").isLoopbackAddress() ? "found" : "another";
    }

    /** How much stays in use when the collector has done what it can. */
    String memory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long used = (runtime.totalMemory() - runtime.freeMemory()) * 100 / runtime.maxMemory();
        return used > MOST_OF_THE_HEAP_IN_USE ? "heap more than 40 % in use" : "heap free";
    }
}
