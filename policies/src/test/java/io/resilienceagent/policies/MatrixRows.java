package io.resilienceagent.policies;

import java.util.List;

/** All rows of the table: each type at each place that it can strike. */
final class MatrixRows {
    /** What the ledger of the exchange says of an order whose answer was lost. */
    static final String TWICE = "an order executed twice, by the ledger";

    private static final String CALM = "status 200";
    private static final String SLOW = "{\"ms\":1500}";
    private static final String ORDERS = "\"method\":\"POST\"";

    static final List<MatrixRow> ALL = List.of(
            MatrixRow.stall("cross_lock_deadlock", "{}", "DEADLOCK"),
            MatrixRow.stall("sync_io_block", "{}", "BLOCKING_IO"),
            MatrixRow.stall("cpu_bound_loop", "{}", "CPU_SPIN"),
            MatrixRow.stall("recursive_await", "{\"style\":\"recursion\"}", "RUNAWAY_RECURSION"),
            MatrixRow.stall("recursive_await", "{\"style\":\"completions\"}", "RUNAWAY_RECURSION"),
            MatrixRow.bot("net_loss", "jdk-http", "{" + ORDERS + "}", "an order failed: CONNECTION_FAILED"),
            MatrixRow.bot("net_loss", "jdk-http", "{\"lose\":\"reply\"," + ORDERS + "}", TWICE),
            MatrixRow.host("net_loss", "jdk-url", "{}", "url", CALM, "SocketException"),
            MatrixRow.host("net_loss", "jdk-socket", "{}", "socket", "echoed", "SocketException"),
            MatrixRow.bot("exch_429", "jdk-http", "{\"retry_after\":1," + ORDERS + "}", "an order failed: HTTP 429"),
            MatrixRow.host("exch_429", "jdk-url", "{\"retry_after\":3}", "url", CALM, "status 429, retry after 3"),
            MatrixRow.bot("exch_5xx", "jdk-http", "{\"status\":502," + ORDERS + "}", "an order failed: HTTP 502"),
            MatrixRow.host("exch_5xx", "jdk-url", "{\"status\":502}", "url", CALM, "status 502"),
            MatrixRow.host("rate_limit_storm", "jdk-http", "{}", "http", CALM, "status 429, retry after 4"),
            MatrixRow.host("rate_limit_storm", "jdk-url", "{}", "url", CALM, "status 429, retry after 4"),
            MatrixRow.host("lat_spike_ms", "jdk-http", SLOW, "http", CALM, CALM + ", late"),
            MatrixRow.host("lat_spike_ms", "jdk-url", SLOW, "url", CALM, CALM + ", late"),
            MatrixRow.host("lat_spike_ms", "jdk-socket", SLOW, "socket", "echoed", "echoed, late"),
            MatrixRow.host("lat_spike_ms", "jdk-dns", SLOW, "name", "found", "found, late"),
            MatrixRow.bot(
                    "lat_spike_ms",
                    "jdk-websocket",
                    "{\"ms\":3500,\"method\":\"RECEIVE\"}",
                    "the feed is silent, connecting again"),
            MatrixRow.host("lat_spike_ms", "balances", SLOW, "balances", "{BTC=10}", "{BTC=10}, late"),
            MatrixRow.bot("reply_truncated", "jdk-http", "{" + ORDERS + "}", "an order failed: CONNECTION_FAILED"),
            MatrixRow.host("reply_truncated", "jdk-url", "{}", "url", CALM, "status 200, cut short"),
            MatrixRow.bot(
                    "ws_lag_ms",
                    "jdk-websocket",
                    "{\"ms\":3500,\"method\":\"RECEIVE\"}",
                    "the feed is silent, connecting again"),
            MatrixRow.bot("ws_disconnect", "jdk-websocket", "{}", "the feed is silent, connecting again"),
            MatrixRow.host("dns_flap", "jdk-dns", "{}", "name", "found", "UnknownHostException"),
            MatrixRow.bot(
                    "exception",
                    "place_order",
                    "{\"class\":\"com.example.marketbot.OrderRejected\",\"message\":\"INJECTED: no\"}",
                    "an order failed: INJECTED"),
            MatrixRow.host("reconcile_mismatch", "balances", "{\"amount\":-1}", "balances", "{BTC=10}", "{BTC=9}"),
            MatrixRow.bot("clock_skew_ms", "", "{\"ms\":-600000}", "an order failed: TIMESTAMP_OUT_OF_WINDOW"),
            MatrixRow.host(
                    "mem_pressure", "", "{\"level\":\"medium\"}", "memory", "heap free", "heap more than 40 % in use"),
            MatrixRow.host(
                    "kill",
                    "",
                    "{\"sure\":true,\"after_ms\":2000}",
                    "tick",
                    "in time",
                    "killed, without its shutdown hook"));

    private MatrixRows() {}
}
