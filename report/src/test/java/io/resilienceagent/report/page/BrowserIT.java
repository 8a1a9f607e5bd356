package io.resilienceagent.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.resilienceagent.report.Report;
import io.resilienceagent.report.recorded.Recorded;
import io.resilienceagent.report.recorded.Told;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: what is hostile is text there, nothing is asked for, light, dark and narrow are drawn. */
class BrowserIT {
    @TempDir
    private Path directory;

    private Browser browser() {
        Optional<Browser> browser = Browser.installed(directory);
        assumeTrue(browser.isPresent(), "Debian's package chromium is not installed");
        return browser.get();
    }

    private Path page(String hostile) throws IOException {
        Path file = Recorded.here(directory.resolve("a.jfr"), () -> {
            Told.stall("stall-00000001", hostile, hostile, "CPU_SPIN", 800, false);
            Told.transition("RUNNING", "SAFE_MODE", "stall-00000001");
            Told.denied("place_order", "SAFE_MODE", hostile);
            Told.lag("tick", 30);
            Told.lag("tick", 700);
            Told.stall("stall-00000001", hostile, hostile, "CPU_SPIN", 900, true);
        });
        Path out = directory.resolve("out");
        Report.of(List.of(file), true, (doing, share) -> {}).writeTo(out);
        return out.resolve(Report.HTML);
    }

    @Test
    void whatIsHostileIsTextAndNothingIsAskedFor() throws IOException {
        Browser browser = browser();
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
            Browser.Seen seen = browser.open(page(hostile));
            assertEquals(List.of(), seen.console(), "no script failed, and no rule of the page's was broken");
            assertTrue(seen.dom().contains("&lt;script&gt;document.title="), "it is shown");
            assertTrue(!seen.dom().contains("<img") && !seen.dom().contains("<title>pwned"), "it did not run");
            assertEquals(0, asked.get(), "nobody was asked");
            Matcher requests = Pattern.compile("\"url\":\"(https?://[^\"]*)\"").matcher(seen.network());
            while (requests.find()) {
                assertTrue(!requests.group(1).contains("127.0.0.1"), requests::group);
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void lightDarkAndNarrowAreDrawn() throws IOException {
        Browser browser = browser();
        Path page = page("tick");
        BufferedImage light =
                ImageIO.read(browser.picture(page, "light", 1200, false).toFile());
        BufferedImage dark =
                ImageIO.read(browser.picture(page, "dark", 1200, true).toFile());
        BufferedImage narrow =
                ImageIO.read(browser.picture(page, "narrow", 500, false).toFile());
        assertTrue(brightness(light.getRGB(3, 3)) > 200, "light paper");
        assertTrue(brightness(dark.getRGB(3, 3)) < 60, "dark paper");
        assertEquals(500, narrow.getWidth());
        assertNotEquals(light.getRGB(3, 3), dark.getRGB(3, 3));
    }

    private static int brightness(int rgb) {
        return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
    }
}
