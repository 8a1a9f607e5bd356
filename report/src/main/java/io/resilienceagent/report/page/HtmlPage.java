package io.resilienceagent.report.page;

import io.resilienceagent.report.text.Moments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** The whole page: one file that asks nobody for anything, and whose browser is told to ask nobody either. Stateless. */
public final class HtmlPage {
    private HtmlPage() {}

    /**
     * The page of some bots.
     *
     * @param made when it is made, in nanoseconds since 1970
     */
    public static String of(List<Told> bots, long made) {
        String title = "Report: "
                + String.join(", ", bots.stream().map(bot -> bot.story().name()).toList());
        return page(title, "findings-0", "resilience report", made, html -> {
            if (bots.size() > 1) {
                contents(html, bots);
            }
            html.open("main");
            for (int i = 0; i < bots.size(); i++) {
                new BotSection(html, bots.get(i), i).write();
            }
            html.close();
        });
    }

    /**
     * A page around its contents.
     *
     * @param findings the id of what whoever uses a keyboard wants first
     * @param maker the command that makes it
     * @param made when, in nanoseconds since 1970
     * @param contents writes what is between head and foot
     */
    static String page(String title, String findings, String maker, long made, Consumer<Markup> contents) {
        String style = resource("report.css");
        String script = resource("report.js");
        Markup html = new Markup();
        html.ours("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                        + "'; base-uri 'none'; form-action 'none'");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.leaf("title", title);
        html.open("style").ours(style).close();
        html.close().open("body");
        html.leaf("a", "To the findings", "class", "skip", "href", "#" + findings);
        contents.accept(html);
        html.open("footer")
                .text("Made by " + maker + " at " + Moments.day(made)
                        + ". All times are UTC. This page is one file; it loads nothing.");
        html.close();
        html.open("script").ours(script).close();
        html.close().close();
        return html + "\n";
    }

    private static void contents(Markup html, List<Told> bots) {
        html.open("nav", "aria-label", "bots").open("ul");
        for (int i = 0; i < bots.size(); i++) {
            Told bot = bots.get(i);
            html.open("li");
            html.leaf(
                    "a",
                    bot.story().name()
                            + (bot.story().pid() < 0
                                    ? ""
                                    : " (process " + bot.story().pid() + ")"),
                    "href",
                    "#bot-" + i);
            html.text(": " + Headline.of(bot).title());
            html.close();
        }
        html.close().close();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
