package com.example.marketbot.chores;

import com.example.marketbot.Log;
import java.io.IOException;

/**
 * Asks the old trading terminal for a second opinion on the price. The terminal always answers at once, so nobody ever
 * looked at the time that a read may take.
 */
final class PriceBridge implements Chore {
    private final Workplace place;
    private final LineServer terminal;
    private LineClient client;
    private volatile boolean terminalBusy;

    PriceBridge(Workplace place) {
        this.place = place;
        this.terminal = new LineServer(place, "price-terminal", symbol -> terminalBusy ? null : symbol + " 50000.00");
    }

    @Override
    public void during(long tick) {
        boolean busy = place.episode().due(tick);
        if (busy) {
            terminalBusy = true;
            place.episode().begin();
        }
        price("BTCUSDT");
        if (busy) {
            terminalBusy = false;
            place.episode().end();
        }
    }

    private String price(String symbol) {
        try {
            if (client == null) {
                client = new LineClient(terminal.port(), place.episode().length());
            }
            return client.ask(symbol);
        } catch (IOException e) {
            Log.once("the terminal has no price: " + e.getMessage());
            hangUp(); // an answer that still comes would be taken for that of the next question
            return "";
        }
    }

    private void hangUp() {
        try {
            if (client != null) {
                client.close();
            }
        } catch (IOException e) {
            Log.once("cannot leave the terminal: " + e.getMessage());
        }
        client = null;
    }

    @Override
    public void close() {
        hangUp();
        terminal.close();
    }
}
