package io.resilienceagent.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.resilienceagent.report.DrillReport;
import io.resilienceagent.report.Report;
import io.resilienceagent.report.drill.RunFiles;
import io.resilienceagent.report.drill.Runs;
import io.resilienceagent.report.recorded.Recorded;
import io.resilienceagent.report.recorded.Told;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: what is hostile is text there, nothing is asked for, it is drawn, printed and clicked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {
    private Path directory;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path shared) {
        directory = shared;
        Optional<Path> program = Browser.installed();
        assumeTrue(program.isPresent(), "Debian's package chromium is not installed");
        browser = Browser.start(program.get(), shared);
    }

    @AfterAll
    void end() {
        if (browser != null) {
            browser.close();
        }
    }

    private Path recorded(String name, String text) throws IOException {
        Path file = Recorded.here(directory.resolve(name + ".jfr"), () -> {
            Told.stall("stall-00000001", text, text, "CPU_SPIN", 800, false);
            Told.transition("RUNNING", "SAFE_MODE", "stall-00000001");
            Told.denied("place_order", "SAFE_MODE", text);
            Told.lag("tick", 30);
            Told.lag("tick", 700);
            Told.recovery("SAFE_MODE", 0, text);
            Told.stall("stall-00000001", text, text, "CPU_SPIN", 900, true);
        });
        Path out = directory.resolve(name);
        Report.of(List.of(file), true, (doing, share) -> {}).writeTo(out);
        return out.resolve(Report.HTML);
    }

    private Path spinning() throws IOException {
        return Files.writeString(directory.resolve("spinning.html"), SpinningPage.html());
    }

    @Test
    void whatIsHostileIsTextAndNothingIsAskedFor() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
            String hostile = "<script>document.title='pwned';fetch('" + url + "')</script><img src=" + url
                    + " onerror=\"document.title='pwned'\"><link rel=stylesheet href=" + url + ">";
            Path page = recorded("hostile", hostile);
            Tab tab = browser.tab().open(page);
            assertEquals(List.of(), tab.complaints(), "no script failed, and no rule of the page's was broken");
            String dom = tab.is("document.documentElement.outerHTML").asText();
            assertTrue(dom.contains("&lt;script&gt;document.title="), "it is shown");
            assertTrue(!dom.contains("<img") && !dom.contains("<title>pwned"), "it did not run");
            assertEquals(0, asked.get(), "nobody was asked");
            assertEquals(List.of(page.toUri().toString()), tab.requests());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void lightDarkAndNarrowAreDrawn() throws IOException {
        Tab tab = browser.tab().open(recorded("drawn", "tick"));
        tab.on("screen", 1200, "light");
        assertTrue(brightness(tab.picture()) > 200, "light paper");
        tab.on("screen", 1200, "dark");
        assertTrue(brightness(tab.picture()) < 60, "dark paper");
        tab.on("screen", 500, "light");
        assertEquals(500, tab.picture().getWidth());
        assertTrue(tab.is("document.documentElement.scrollWidth <= 500").asBoolean(), "only pictures are scrolled");
    }

    /** The page of a drill: all that a bot or a file called itself is text, and the ticks are drawn. */
    @Test
    void aDrillIsDrawnAndItsTextsAreTexts() throws IOException {
        String hostile = "<img src=x onerror=\"document.title='pwned'\">";
        Path out = Files.createDirectories(directory.resolve("drill"));
        RunFiles.write(out, Runs.failed(1, hostile, hostile, Map.of(hostile, 3.0)));
        RunFiles.write(out, Runs.passed(2, "net_loss"));
        DrillReport.of(out).writeTo(out);
        Path page = out.resolve(Report.HTML);
        Tab tab = browser.tab().open(page);
        assertEquals(List.of(), tab.complaints());
        assertEquals(List.of(page.toUri().toString()), tab.requests());
        assertEquals("Drill: kit on market-bot", tab.is("document.title").asText());
        assertEquals(0, tab.is("document.images.length").asInt());
        assertEquals(
                2, tab.is("document.querySelectorAll('rect.tick.late').length").asInt());
        // A row that held stays green in a scenario that failed.
        String colour = "getComputedStyle(document.querySelector('section.failed tr.%s .result')).color";
        assertTrue(!tab.is(colour.formatted("passed")).equals(tab.is(colour.formatted("failed"))));
        tab.on("screen", 500, "dark");
        assertTrue(tab.is("document.documentElement.scrollWidth <= 500").asBoolean(), "only pictures are scrolled");
    }

    private static int brightness(BufferedImage picture) {
        int rgb = picture.getRGB(3, 3);
        return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
    }

    @Test
    void aClickOnAFrameShowsItInFullWidth() throws IOException {
        Tab tab = browser.tab().open(spinning());
        assertEquals("run tick price sum rest", frames(tab));
        double all = width(tab, "tick");
        double part = width(tab, "price");
        assertEquals(0.75, part / all, 0.01);

        tab.click(frame("price"));
        assertEquals("run tick price sum", frames(tab), "what is not in it is away");
        assertEquals(all, width(tab, "price"), 1);
        assertEquals(all, width(tab, "sum"), 1);
        assertEquals(
                "Book.price",
                tab.is(frame("price") + ".querySelector('text').textContent").asText());

        tab.click(frame("price"));
        assertEquals("run tick price sum rest", frames(tab), "again, and all is there");
        assertEquals(part, width(tab, "price"), 1);

        tab.click(frame("rest"));
        assertEquals("run tick rest", frames(tab));
        tab.click(frame("tick"));
        assertEquals("run tick price sum rest", frames(tab), "a click on the outer one shows that");
        tab.click(frame("rest"));
        tab.is("document.querySelector('.flame').focus()");
        tab.escape();
        assertEquals("run tick price sum rest", frames(tab), "so does Escape");
        assertEquals(List.of(), tab.complaints());
    }

    /** The frames of the graph that are to be seen, by their methods' names. */
    private static String frames(Tab tab) {
        return tab.is(
                        "[...document.querySelectorAll('.flame g.frame')].filter(g => g.getBoundingClientRect().width > 0)"
                                + ".map(g => g.querySelector('text').dataset.n.replace(/.*\\./, '')).join(' ')")
                .asText();
    }

    private static String frame(String method) {
        return "[...document.querySelectorAll('.flame g.frame')].find(g => g.querySelector('text').dataset.n.endsWith('."
                + method + "'))";
    }

    private static double width(Tab tab, String method) {
        return tab.is(frame(method) + ".querySelector('rect').getBoundingClientRect().width")
                .asDouble();
    }

    @Test
    void onPaperItIsLightAndWholeAndAllIsOpen() throws IOException {
        Tab tab = browser.tab().open(spinning());
        int closed = tab.is("document.querySelectorAll('details:not([open])').length")
                .asInt();
        assertTrue(closed >= 2, "on the screen they wait for a click");
        tab.is("addEventListener('beforeprint', () => {"
                + " window.left = document.querySelectorAll('details:not([open])').length; })");
        String pdf = new String(tab.print(), StandardCharsets.ISO_8859_1);
        assertTrue(pdf.startsWith("%PDF-"), "it is printed");
        assertEquals(0, tab.is("window.left").asInt(), "with all of it");
        assertEquals(
                closed,
                tab.is("document.querySelectorAll('details:not([open])').length")
                        .asInt(),
                "and then as before");

        int paper = 720;
        tab.on("print", paper, "dark");
        assertTrue(brightness(tab.picture()) > 250, "nobody wants to print a black sheet");
        assertEquals(
                "rgb(29, 36, 48)",
                tab.is("getComputedStyle(document.body).color").asText(),
                "nor to read light letters on a white one");
        assertTrue(
                tab.is("document.querySelector('details pre').checkVisibility()")
                        .asBoolean(),
                "also where no script opens it");
        assertEquals(
                "",
                tab.is(
                                "[...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth && e.clientWidth > 0"
                                        + " && getComputedStyle(e).overflowX !== 'visible').map(e => e.className || e.tagName).join()")
                        .asText(),
                "nothing is cut off, for paper does not scroll");
        assertTrue(tab.is("document.documentElement.scrollWidth <= " + paper).asBoolean(), "nothing leaves the sheet");
        assertEquals(
                "auto",
                tab.is("getComputedStyle(document.querySelector('.stall-story')).breakInside")
                        .asText(),
                "what is longer than a sheet would leave the one before it empty");
        assertEquals(
                "avoid",
                tab.is("getComputedStyle(document.querySelector('.flame')).breakInside")
                        .asText());
    }
}
