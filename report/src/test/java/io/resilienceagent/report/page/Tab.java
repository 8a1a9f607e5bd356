package io.resilienceagent.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;

/** A page in a browser: what it complained of, what it asked for, how it looks, and what a person may do with it. */
final class Tab {
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final Browser browser;
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();

    Tab(Browser browser, String session) {
        this.browser = browser;
        this.session = session;
        browser.listen(session, this::heard);
        for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
            ask(domain + ".enable", NOTHING);
        }
    }

    private JsonNode ask(String method, ObjectNode parameters) {
        return browser.ask(session, method, parameters);
    }

    private void heard(String event, JsonNode facts) {
        switch (event) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Network.requestWillBeSent" ->
                requests.add(facts.path("request").path("url").asText());
            case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
                complaints.add(facts.toString());
            default -> {}
        }
    }

    /** Opens a page, and waits until it is there. */
    Tab open(Path page) {
        ask("Page.navigate", Browser.with("url", page.toUri().toString()));
        Browser.got(loaded);
        return this;
    }

    /** What scripts and the browser itself complained of. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The addresses that were asked for, the page's own first. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** What an expression is there. */
    JsonNode is(String expression) {
        ObjectNode parameters = Browser.with("expression", expression).put("returnByValue", true);
        JsonNode answer = ask("Runtime.evaluate", parameters);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Clicks with the mouse into the middle of what this expression names. */
    void click(String element) {
        JsonNode at = is("(e => { e.scrollIntoView({block: 'center'}); const box = e.getBoundingClientRect();"
                + " return {x: box.x + box.width / 2, y: box.y + box.height / 2}; })(" + element + ")");
        for (String event : List.of("mousePressed", "mouseReleased")) {
            ask(
                    "Input.dispatchMouseEvent",
                    Browser.with("type", event)
                            .put("button", "left")
                            .put("clickCount", 1)
                            .put("x", at.path("x").asDouble())
                            .put("y", at.path("y").asDouble()));
        }
    }

    /** Presses the Escape key. */
    void escape() {
        for (String event : List.of("keyDown", "keyUp")) {
            ask(
                    "Input.dispatchKeyEvent",
                    Browser.with("type", event)
                            .put("key", "Escape")
                            .put("code", "Escape")
                            .put("windowsVirtualKeyCode", 27));
        }
    }

    /** Shows it on a screen of this width, or on paper, to somebody who likes it light or dark. */
    void on(String medium, int width, String scheme) {
        ObjectNode media = Browser.with("media", medium);
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        ask("Emulation.setEmulatedMedia", media);
        ask(
                "Emulation.setDeviceMetricsOverride",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("width", width)
                        .put("height", 2400)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    /** How it looks. */
    BufferedImage picture() {
        try {
            return ImageIO.read(new ByteArrayInputStream(data(ask("Page.captureScreenshot", NOTHING))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints it; answers the PDF. */
    byte[] print() {
        return data(ask("Page.printToPDF", NOTHING));
    }

    private static byte[] data(JsonNode answer) {
        return Base64.getDecoder().decode(answer.path("data").asText());
    }
}
