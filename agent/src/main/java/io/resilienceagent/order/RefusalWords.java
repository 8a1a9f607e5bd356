package io.resilienceagent.order;

import io.resilienceagent.order.Admission.Refusal;

/** Tells a person why an order was not sent, and what to do. */
final class RefusalWords {
    private final OrderBook book;
    private final OrderTerms terms;
    private final boolean asks;

    RefusalWords(OrderBook book, OrderTerms terms, boolean asks) {
        this.book = book;
        this.terms = terms;
        this.asks = asks;
    }

    String reason(Refusal refusal, OrderSignature wanted) {
        LiveOrder earlier = refusal.earlier();
        String order = "order " + earlier.signature().describe();
        String ago = OrderTime.words(book.time().nanos() - earlier.ended()) + " ago";
        return switch (refusal.cause()) {
            case ACCEPTED ->
                order + " was accepted " + ago + id(earlier) + "; the same order is not sent again within "
                        + OrderTime.words(terms.withinNanos());
            case IN_FLIGHT ->
                order + " is in flight: its call began "
                        + OrderTime.words(book.time().nanos() - earlier.begun())
                        + " ago and has not ended; the same order is not sent beside it";
            case UNKNOWN ->
                order + " may have been placed: its call ended " + ago + " without a definite answer ("
                        + earlier.reason() + "); " + remedy();
            case RECOVERING ->
                "the bot is RECOVERING: " + count(book.recoveringCount())
                        + " from before its start with an unknown outcome, such as #" + earlier.id() + " "
                        + earlier.signature().describe() + " (" + earlier.reason() + "); " + wanted.describe()
                        + " is not sent until they are resolved; " + remedy();
        };
    }

    private static String count(int orders) {
        return orders == 1 ? "1 order" : orders + " orders";
    }

    private static String id(LiveOrder order) {
        return order.exchangeId().isEmpty() ? "" : " (id " + order.exchangeId() + ")";
    }

    private String remedy() {
        return "resolved by " + (asks ? "the lookup, " : "") + "an observed answer that lists orders, or"
                + " `attach-cli orders resolve`";
    }
}
