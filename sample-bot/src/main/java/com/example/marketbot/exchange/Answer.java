package com.example.marketbot.exchange;

import com.example.marketbot.Json;
import com.example.marketbot.OrderAck;
import com.example.marketbot.PlacedOrder;
import java.time.Duration;

/**
 * An HTTP answer to an order.
 *
 * @param after how much later than usual to send it
 * @param lost whether to never send it
 */
record Answer(int status, String contentType, String body, Duration after, boolean lost) {
    private static final String JSON = "application/json";

    private record Body(String code, String message) {}

    static Answer accepted(PlacedOrder order, Fault fault) {
        OrderAck ack = new OrderAck(order.orderId(), order.status(), order.filledQuantity());
        return new Answer(200, JSON, Json.write(ack), fault.delay(), fault.kind() == Fault.Kind.LOST_ANSWER);
    }

    static Answer refused(Refusal refusal) {
        return now(refusal.status(), JSON, Json.write(new Body(refusal.code(), refusal.getMessage())));
    }

    static Answer serverError() {
        return refused(new Refusal(503, "UNAVAILABLE", "the matching engine is busy"));
    }

    /** What a proxy in front of the exchange says, which knows nothing of JSON. */
    static Answer proxyError() {
        return now(502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>");
    }

    static Answer rateLimited() {
        return refused(new Refusal(429, "TOO_MANY_REQUESTS", "slow down"));
    }

    private static Answer now(int status, String contentType, String body) {
        return new Answer(status, contentType, body, Duration.ZERO, false);
    }
}
