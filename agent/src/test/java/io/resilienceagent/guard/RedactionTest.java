package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** None of the secrets here was ever one. */
class RedactionTest {
    private static final String HEX = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";
    private static final String API_KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    private static final String BOT_TOKEN = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw4";
    private static final String JWT =
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
    private static final String LISTEN_KEY = "pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1";

    private final Redaction redaction = Redaction.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "HTTP 401 for GET https://api.binance.com/api/v3/account?timestamp=1700000000000&signature=" + HEX
                        + " | HTTP 401 for GET https://api.binance.com/api/v3/account?timestamp=1700000000000&signature=***",
                "POST /api/v3/order?symbol=BTCUSDT&quantity=0.01&signature=deadbeef&recvWindow=5000"
                        + " | POST /api/v3/order?symbol=BTCUSDT&quantity=0.01&signature=***&recvWindow=5000",
                "headers: {X-MBX-APIKEY=[" + API_KEY + "], accept=[*/*]} | headers: {X-MBX-APIKEY=[***], accept=[*/*]}",
                "X-MBX-APIKEY: abc123 | X-MBX-APIKEY: ***",
                "-2014 API-key format invalid: " + API_KEY + " | -2014 API-key format invalid: ***",
                "wss://stream.binance.com:9443/ws/" + LISTEN_KEY
                        + " closed | wss://stream.binance.com:9443/ws/*** closed",
                "This listenKey does not exist: listenKey=" + LISTEN_KEY
                        + " | This listenKey does not exist: listenKey=***",
                "I/O error on https://api.telegram.org/bot123456789:" + BOT_TOKEN + "/sendMessage: timeout"
                        + " | I/O error on https://api.telegram.org/bot123456789:***/sendMessage: timeout",
                "chat not found (123456:" + BOT_TOKEN + ") | chat not found (123456:***)",
                "OK-ACCESS-KEY: 37c541a1-0a8b-4e1c-9d0e-3f6a2b1c4d5e, OK-ACCESS-SIGN: leaVRETrtaoEQ3yI9qEtI1CZ82ikZ4xSG5Kj8gnl3uw=,"
                        + " OK-ACCESS-PASSPHRASE: correct"
                        + " | OK-ACCESS-KEY: ***, OK-ACCESS-SIGN: ***, OK-ACCESS-PASSPHRASE: ***",
                "{\"code\":\"50113\",\"sign\":\"leaVRETrtaoEQ3yI9qEtI1CZ82ikZ4xSG5Kj8gnl3uw=\",\"msg\":\"Invalid Sign\"}"
                        + " | {\"code\":\"50113\",\"sign\":\"***\",\"msg\":\"Invalid Sign\"}",
                "{\\\"apiKey\\\":\\\"abc\\\", \\\"secretKey\\\" : \\\"x y\\\"}"
                        + " | {\\\"apiKey\\\":\\\"***\\\", \\\"secretKey\\\" : \\\"*** y\\\"}",
                "Authorization: Bearer " + JWT + " expired | Authorization: Bearer *** expired",
                "Authorization: Basic dXNlcjpodW50ZXIy | Authorization: Basic ***",
                "authorization=[token abcdef] | authorization=[token ***]",
                "expired bearer a1b2c3d4e5 was sent | expired bearer *** was sent",
                "id_token " + JWT + " | id_token ***",
                "Cookie: a=1; sid=Zm9v; theme=dark | Cookie: ***",
                "jdbc:postgresql://bot:hunter2@db:5432/trades | jdbc:postgresql://bot:***@db:5432/trades",
                "proxy http://tok3n@proxy:3128 failed | proxy http://***@proxy:3128 failed",
                "started with --api-key abc --password hunter two | started with --api-key *** --password *** two",
                "{access_token=ya29.a0AfH6SMB, expires_in=3600} | {access_token=***, expires_in=3600}",
                "token=abc123 refused | token=*** refused",
                "redirect=%2Forder%3Fsignature%3Dabc | redirect=%2Forder%3Fsignature%3D***",
                "your api secret 0123456789abcdef0123456789abcdef is wrong | your api secret *** is wrong",
                "wallet 0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318 | wallet ***",
                "-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEE\\n-----END EC PRIVATE KEY-----."
                        + " | -----BEGIN EC PRIVATE KEY-----***-----END EC PRIVATE KEY-----.",
            })
    void secretsGo(String text, String clean) {
        assertEquals(clean, redaction.of(text));
        assertEquals(clean, redaction.of(clean), "what is clean stays as it is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1021 Timestamp for this request is outside of the recvWindow.",
                "-2015 Invalid API-key, IP, or permissions for action.",
                "Signature for this request is not valid.",
                "signature: invalid",
                "BUY 0.01 BTCUSDT @ 64000.10 may have been placed",
                "order 550e8400-e29b-41d4-a716-446655440000 of symbol=1000SHIBUSDT price=0.00002345 time=1700000000000123",
                "clientOrderId=x-R4BD3S82a1b2c3d4e5f6a7b8c9d0e1f2 orderId=28457 token=USDT asset=1INCH",
                "join_point=place_order key=550e8400-e29b-41d4-a716-446655440000 from=CLOSED to=OPEN",
                "join_point=place_order key=BTCUSDT code=DUPLICATE_ORDER guard=idempotency reason=\"too many\"",
                "java.net.http.HttpTimeoutException: request timed out after 10000 ms",
                "io.resilienceagent.order.OrderJournalException: /var/lib/bot/orders/orders.journal is closed",
                "java.lang.invoke.LambdaForm$MH/0x00007fb36c1ac000.invoke(LambdaForm$MH)",
                "OrderSignatureTest.anOrderWithTheSameKeyButAnotherPriceIsAnotherOrder(OrderSignatureTest.java:42)",
                "thread resilience-checker-2, pool-1-thread-12, ForkJoinPool.commonPool-worker-3",
                "https://api.binance.com:443/api/v3/order?symbol=BTCUSDT&side=BUY&quantity=0.010",
                "wallet 0x52908400098527886E0F7030069857D2E4169EE7",
                "commit 356a192b7913b04c54574d18c28d46e6395428ab",
                "the key, the token, the secret and the password were changed",
                "SELL 1 BTC: no BTC is held; 16 décembre",
            })
    void whatIsNoSecretStays(String text) {
        assertSame(text, redaction.of(text));
    }

    @Test
    void aPolicyCanNameMore() {
        Redaction more = new Redaction(List.of("Sub_Account"));
        assertEquals("x-subaccount: ***", more.of("x-subaccount: main"));
        assertEquals("x-subaccount: main", redaction.of("x-subaccount: main"));
        assertEquals("pwd=***", more.of("pwd=x"));
    }

    @Test
    void aCutLeavesNoPartOfASecret() {
        String text = "x".repeat(95) + ' ' + API_KEY + ' ' + "y".repeat(1000);
        for (int longest = 0; longest < 300; longest++) {
            String cut = redaction.of(text, longest);
            assertFalse(cut.contains("vmP"), cut);
            assertTrue(cut.length() <= longest + 3);
        }
        assertEquals("short", redaction.of("short", 5));
        assertNull(redaction.of(null));
        assertNull(redaction.of(null, 5));
    }

    /** Each secret in a crowd of pieces that could lead the scan astray; ids and numbers of orders beside it. */
    @Test
    void secretsGoAndOrdersStayWhateverStandsAround() {
        Random random = new Random(20);
        String[] noise = {
            " ", "&", "=", ":", "\"", "key", "token ", "://", "@", "-", ".", "eyJ", "Bearer", "%3D", "[", "é", "\n"
        };
        for (int round = 0; round < 20_000; round++) {
            String id = new UUID(random.nextLong(), random.nextLong()).toString();
            String order =
                    String.format(Locale.ROOT, "BTCUSDT %.4f %d %s", random.nextDouble() * 1e5, random.nextLong(), id);
            String text = noise(noise, random) + " ; " + order + " ; " + noise(noise, random) + "?signature=" + HEX
                    + "&" + noise(noise, random);
            String clean = redaction.of(text);
            assertFalse(clean.contains(HEX), () -> text + "\n" + clean);
            assertTrue(clean.contains(order) || text.contains("://"), () -> text + "\n" + clean);
        }
    }

    private static String noise(String[] pieces, Random random) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            noise.append(pieces[random.nextInt(pieces.length)]);
        }
        return noise.toString();
    }

    @Test
    void nothingMakesItFail() {
        Random random = new Random(7);
        String alphabet =
                "aZ09=:/@.-_%3D\"'\\[]{}()<>&,; \t\r\n\u0000\ud83deyJ-----BEGIN PRIVATE KEYsecretkeytokenbearer";
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                int at = random.nextInt(alphabet.length());
                text.append(alphabet, at, Math.min(alphabet.length(), at + 1 + random.nextInt(7)));
            }
            String clean = redaction.of(text.toString());
            assertTrue(clean.length() <= 2 * text.length() + 3 * text.length());
            String cut = redaction.of(text.toString(), random.nextInt(50));
            assertTrue(cut.length() <= 53);
        }
    }

    /** A way that grew with the square of the length would not come to an end here in hours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "key=",
                "key:",
                "key/",
                "secret",
                "secret ",
                "token=a1",
                "api ",
                "://",
                "://a",
                "a:",
                "1234567:",
                "eyJaaaaaaa.",
                "-",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY",
                "bearer ",
                "\"",
                "%3D",
                "@",
                "authorization: a ",
                "a1B2c3D4e5",
                "cookie ",
            })
    void theTimeGrowsWithTheLengthAlone(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        assertTrue(redaction.of(text).length() <= 3 * text.length());
    }
}
